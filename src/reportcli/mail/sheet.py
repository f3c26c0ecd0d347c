"""What to look at before anything is sent: a few messages as they are, and the page that bears the name."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email import policy
from typing import TYPE_CHECKING

from rich.text import Text

from reportcli.mail import writing
from reportcli.preview import sheets
from reportcli.preview.setting import printable

if TYPE_CHECKING:
    from rich.console import Console

    from reportcli.mail.donor import Donor
    from reportcli.mail.mailing import Mailing


def show(console: Console, mailing: Mailing) -> None:
    """Show the message to the first donor, to the longest name, to one of each language."""
    for donor in mailing.roster.samples():
        _show(console, mailing, donor)


def _show(console: Console, mailing: Mailing, donor: Donor) -> None:
    data = writing.write(mailing.campaign, donor, datetime.now(UTC)).data
    message = email.message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    (pdf,) = message.iter_attachments()
    console.rule(style="dim")
    for name in ("From", "To", "Subject"):
        console.print(Text.assemble((f"{name}: ", "bold"), printable(str(message[name]))))
    size = f"{pdf.get_filename()} (the whole message: {len(data) / 1000:,.0f} kB)"
    console.print(Text.assemble(("Attached: ", "bold"), printable(size)))
    if words := writing.dedication(mailing.campaign, mailing.campaign.parts[donor.lang], donor):
        console.print(Text.assemble(("On its cover: ", "bold"), printable(words)))
    console.print()
    text = body.get_content() if body else ""
    console.print(Text("\n".join(map(printable, text.splitlines()))))
    sheets.show_first(console, pdf.get_content())
