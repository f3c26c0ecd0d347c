"""The message: composed by the standard library, read back by another."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from reportcli.diagnostics import Failure
from reportcli.mail import campaign as campaigns
from reportcli.mail import markdown, writing
from reportcli.mail.donor import Donor
from reportcli.mail.message import Body, Enclosure, Head, Mailbox, Picture, Shared, compose
from reportcli.project import Project
from support.mailings import DEDICATED, write_project

if TYPE_CHECKING:
    from reportcli.mail.campaign import Campaign

pytestmark = pytest.mark.filterwarnings(  # WeasyPrint leaves its colour profile open
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
WHEN = datetime(2026, 1, 15, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    project = Project(write_project(tmp_path_factory.mktemp("campaign"), DEDICATED))
    return campaigns.prepare(project, "2024", "2024", ["fr"], lambda _: None)


def donor(email: str = "zoe@example.org", name: str = "Zoë Nguyễn", **more: str) -> Donor:
    return Donor(2, email, name, lang="fr", key=email.lower(), **more)  # type: ignore[arg-type]


def test_another_library_reads_what_was_meant(campaign: Campaign) -> None:
    data = writing.write(campaign, donor(), WHEN).data
    found = parse_email(data)
    part = campaign.parts["fr"]
    assert found.subject == "Nos 2 victoires, 2024"
    assert found.headers["From"] == ["Défense & Droits <rapport@example.org>"]
    assert found.headers["To"] == ["Zoë Nguyễn <zoe@example.org>"]
    assert found.headers["Reply-To"] == ["dons@example.org"]
    assert found.headers["Content-Language"] == ["fr"]
    assert found.headers["List-Unsubscribe-Post"] == ["List-Unsubscribe=One-Click"]
    (address,) = found.headers["List-Unsubscribe"]
    assert address.startswith("<https://example.org/stop?")
    assert address.strip("<>") in found.text_plain[0]
    assert address.strip("<>") in found.text_html[0]
    picture, pdf = found.attachments
    assert picture.mimetype == "image/png"
    assert pdf.filename == "nos-2-victoires-2024.pdf"
    assert bytes(pdf.content).startswith(part.pdf.data)
    assert bytes(pdf.content).endswith(b"%%EOF\n")


def test_lines_are_ended_and_bounded_as_mail_asks(campaign: Campaign) -> None:
    """RFC 5322, 2.1.1: 998 characters at most and no bare line feed; here all is ASCII, too."""
    data = writing.write(campaign, donor(), WHEN).data
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\0" not in data
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_a_message_has_one_id_for_each_donor_report_and_campaign(campaign: Campaign) -> None:
    ids = [
        writing.message_id(made, someone)
        for made in (campaign, campaign.__class__(**{**vars(campaign), "name": "juin"}))
        for someone in (donor(), donor("ann@example.org"), donor("Zoe@example.org"))
    ]
    assert len(set(ids)) == 4
    assert all(found.endswith("@example.org>") for found in ids)
    messages = [writing.write(campaign, donor(), when).data for when in (WHEN, WHEN)]
    assert messages[0] == messages[1]


@pytest.mark.parametrize(
    "name", ["x" * 200, "Défense, Droits", '"Zoë"', "a@b.c", "日本語の会", "Zoë; Bcc: x@y.z", "<b>"]
)
def test_a_name_stays_one_name_of_one_recipient(campaign: Campaign, name: str) -> None:
    part = campaign.parts["fr"]
    undedicated = {"fr": part.__class__(**{**vars(part), "dedication": None})}
    made = campaign.__class__(**{**vars(campaign), "parts": undedicated})
    found = parse_email(writing.write(made, donor(name=name), WHEN).data)
    assert "Bcc" not in found.headers
    assert len(found.headers["To"]) == 1
    assert found.headers["To"][0].endswith("<zoe@example.org>")


def test_what_would_be_read_as_code_in_a_header_is_refused(campaign: Campaign) -> None:
    part = campaign.parts["fr"]
    evil = part.subject.__class__("{{ donor.name }}", part.subject.place)
    changed = {"fr": part.__class__(**{**vars(part), "subject": evil})}
    made = campaign.__class__(**{**vars(campaign), "parts": changed})
    for name in ("=?utf-8?q?x=0D=0ABcc=3A_y?=", "a\0b"):
        with pytest.raises(Failure) as failure:
            writing.write(made, donor(name=name), WHEN)
        assert failure.value.diagnostics[0].code == "M031"


def test_an_attachment_has_its_name_in_any_script() -> None:
    head = Head(
        "<1@example.org>",
        WHEN,
        Mailbox("", "a@example.org"),
        Mailbox("", "b@example.org"),
        None,
        "x",
        "ja",
        "",
    )
    for name in ("報告-2024.pdf", "Les « 10 » victoires; 2024.pdf", "n" * 150 + ".pdf"):
        message = compose(head, Body("x\n", "<p>x</p>", []), Enclosure(name, Shared(b"%PDF"), b""))
        (found,) = parse_email(message.data).attachments
        assert found.filename == name
        assert bytes(found.content) == b"%PDF"


@given(st.binary(max_size=400), st.binary(max_size=300))
def test_shared_bytes_and_a_tail_are_encoded_as_one(shared: bytes, tail: bytes) -> None:
    import base64

    encoded = Shared(shared).encoded(tail)
    assert base64.b64decode(encoded) == shared + tail
    assert all(len(line) <= 76 for line in encoded.split(b"\r\n"))


def test_pictures_are_related_by_their_ids() -> None:
    head = Head(
        "<1@example.org>",
        WHEN,
        Mailbox("", "a@example.org"),
        Mailbox("", "b@example.org"),
        None,
        "x",
        "fr",
        "",
    )
    shown = [
        Picture("one@example.org", "png", Shared(b"1" * 99)),
        Picture("two@example.org", "jpeg", Shared(b"2")),
    ]
    message = compose(
        head,
        Body("x\n", '<img src="cid:one@example.org">', shown),
        Enclosure("a.pdf", Shared(b"%PDF"), b""),
    )
    assert [bytes(part.content) for part in parse_email(message.data).attachments] == [
        b"1" * 99,
        b"2",
        b"%PDF",
    ]
    assert message.data.count(b"Content-ID: <one@example.org>") == 1


@given(st.text(max_size=60))
def test_a_value_is_itself_in_markdown(value: str) -> None:
    """Whatever a list holds, it is text in the message: no emphasis, no link, no list."""
    html = markdown.write(f"Bonjour {markdown.escape(value)}.", "en", {}).html
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "span", "sup"}


MARKDOWN = """\
# Titre

Bonjour **Zoë**, voir [le site](https://example.org/a_b?x=1&y=2) ; "bonjour".

1. un
2. deux
   - a

> cité

Amicalement,\\
Une organisation
"""


def test_markdown_is_set_as_the_page_is_in_html_and_text() -> None:
    written = markdown.write(MARKDOWN, "fr", {})
    assert written.text == (
        "Titre\n\nBonjour Zoë, voir le site (https://example.org/a_b?x=1&y=2)\u202f;\n«\u202fbonjour\u202f».\n\n"
        "1. un\n2. deux\n   - a\n\n> cité\n\nAmicalement,\nUne organisation\n"
    )
    assert '<a href="https://example.org/a_b?x=1&amp;y=2">le site</a>' in written.html
    assert "<script" not in markdown.write("<script>x</script>", "fr", {}).html


def test_the_html_asks_nothing_of_any_other_machine(campaign: Campaign) -> None:
    """No tracking: what is shown is inside the message; links are those that the organisation gave."""
    html = parse_email(writing.write(campaign, donor(), WHEN).data).text_html[0]
    assert 'src="cid:' in html
    assert html.count("src=") == 1
    assert "url(" not in html
    assert "<link" not in html
    assert "<script" not in html
    assert len(html.encode()) < 100_000
