"""`reportcli mail` as one uses it: from a list with faults to a sent mailing."""

from __future__ import annotations

import csv
import json
import mailbox
import os
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from fast_mail_parser import parse_email
from pypdfium2 import PdfDocument

from support.mailings import DEDICATED, SENDER, mail, write_list, write_project
from support.mailserver import Postbox, running
from support.projects import RICH, write_rich

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAULTY = """\
Courriel;Prénom;Nom;Langue
zoe@example.org;Zoë;Nguyễn;fr
ZOE@example.org;Zoé;Encore;
paul(at)example.org;Paul;Martin;fr
marie@example,org;Marie;;
;Sans;Adresse;
x@example.org;X;Y;klingon
injection@example.org;"A
Bcc: tous@example.org";;
code@example.org;=?utf-8?q?x=0D=0ABcc=3A_y?=;;
trop@example.org;A;B;fr;de trop
Jean <jean@example.org>;Jean;;
vladimir@example.org;Владимир;;français
"""


def box_of(file: Path) -> list[mailbox.mboxMessage]:
    with closing(mailbox.mbox(file)) as box:
        return list(box)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("project"), DEDICATED)


@pytest.fixture
def post() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    with running(box) as url:
        yield box, url


def test_ten_faults_of_a_list_are_all_told_at_once_and_nothing_is_sent(
    project: Path, post: tuple[Postbox, str], tmp_path: Path
) -> None:
    (people := tmp_path / "donateurs.csv").write_text(FAULTY, "utf-8")
    done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
    assert done.returncode == 1
    for line, said in (
        (3, "is there already, in line 2"),
        (4, "did you mean paul@example.org?"),
        (5, "did you mean marie@example.org?"),
        (6, "there is no e-mail address"),
        (7, "has no language “klingon”"),
        (8, "a sign that no line may hold"),
        (10, "which mail programs read as code"),
        (11, "5 fields, and there are 4 headings"),
        (12, "write the address alone: jean@example.org"),
    ):
        assert f"donateurs.csv:{line}:" in done.stderr, done.stderr
        assert said in done.stderr, said
    assert "9 errors; nothing was sent" in done.stderr
    assert not post[0].taken


def test_the_rows_that_are_wrong_can_be_left_out_mended_and_sent(
    project: Path, post: tuple[Postbox, str], tmp_path: Path
) -> None:
    (people := tmp_path / "donateurs.csv").write_text(FAULTY, "utf-8")
    arguments = ("send", "2024", "--campaign", "skip", "--yes")
    done = mail(*arguments, "--to", people, "--skip-invalid", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    assert set(post[0].received()) == {"zoe@example.org", "vladimir@example.org"}
    refused = tmp_path / "donateurs.refused.csv"
    assert refused.stat().st_mode & 0o777 == 0o600
    text = refused.read_text("utf-8-sig")
    mended = text.replace("paul(at)", "paul@").replace("marie@example,org", "marie@example.org")
    rows = mended.splitlines()
    kept = [rows[0], *(row for row in rows if row.startswith(("paul@", "marie@")))]
    refused.write_text("\n".join(kept), "utf-8")
    done = mail(*arguments, "--to", refused, project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    assert post[0].received()["paul@example.org"] == post[0].received()["marie@example.org"] == 1
    assert set(post[0].received().values()) == {1}


def test_a_suppressed_address_gets_nothing_from_any_list(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p")
    (project / "mail").mkdir()
    (project / "mail/suppressed.csv").write_text("Donor1@Example.org\n", "utf-8")
    people = write_list(tmp_path, 3)
    done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    assert set(post[0].received()) == {"donor0@example.org", "donor2@example.org"}
    counts = json.loads(mail("status", "2024", "--json", project=project).stdout)
    assert counts == {
        "sent": 2,
        "failed": 0,
        "retry": 0,
        "in_doubt": 0,
        "pending": 0,
        "suppressed": 1,
    }


def test_a_suppression_list_that_cannot_be_read_stops_everything(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p")
    (project / "mail").mkdir()
    (project / "mail/suppressed.csv").write_text("email\nnot an address\n", "utf-8")
    done = mail(
        "send", "2024", "--to", write_list(tmp_path, 1), "--yes", project=project, url=post[1]
    )
    assert (done.returncode, post[0].taken) == (1, [])
    assert "M111" in done.stderr


def test_who_is_forgotten_is_in_no_file_and_gets_nothing_any_more(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p", DEDICATED)
    people = write_list(tmp_path, 3)
    mail("draft", "2024", "--to", people, "--out", tmp_path / "drafts", project=project)
    mail("draft", "2024", "--to", people, "--mbox", tmp_path / "all.mbox", project=project)
    mail("send", "2024", "--to", people, "--limit", "1", "--yes", project=project, url=post[1])
    done = mail("forget", "DONOR0@example.org", project=project)
    assert done.returncode == 0, done.stderr
    assert "1 entry of the ledger, 2 drafts" in done.stdout
    assert len(list((tmp_path / "drafts").glob("*.eml"))) == 2
    assert len(box_of(tmp_path / "all.mbox")) == 2
    for file in [
        *(project / "mail").iterdir(),
        *(tmp_path / "drafts").iterdir(),
        tmp_path / "all.mbox",
    ]:
        assert b"donor0@example.org" not in file.read_bytes(), file
    done = mail(
        "send", "2024", "--campaign", "next", "--to", people, "--yes", project=project, url=post[1]
    )
    assert done.returncode == 0, done.stderr
    assert post[0].received() == {f"donor{number}@example.org": 1 for number in range(3)}


def test_a_changed_report_is_not_sent_in_the_same_campaign_unless_one_says_so(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 3)
    arguments = ("send", "2024", "--to", people, "--yes")
    mail(*arguments, "--limit", "1", project=project, url=post[1])
    data = project / "data/victories.toml"
    data.write_text(data.read_text("utf-8").replace("adopté une loi", "adopté deux lois"), "utf-8")
    done = mail(*arguments, project=project, url=post[1])
    assert done.returncode == 1
    assert "M042" in done.stderr
    assert len(post[0].taken) == 1
    done = mail(*arguments, "--amend", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    assert set(post[0].received().values()) == {1}
    rows = list(
        csv.DictReader(mail("status", "2024", "--csv", project=project).stdout.splitlines())
    )
    assert len({row["content"] for row in rows}) == 3


def test_a_second_sender_is_told_who_is_sending(post: tuple[Postbox, str], tmp_path: Path) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 2)
    post[0].behaviour["*"] = ["stall"] * 2
    first = subprocess.Popen(
        [sys.executable, "-m", "reportcli", "mail", "send", "2024", "--to", people, "--yes"],
        cwd=project,
        env={**os.environ, "REPORTCLI_SMTP_URL": post[1]},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not post[0].tries and first.poll() is None:
            time.sleep(0.01)
        done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
        assert done.returncode == 1
        assert "M041" in done.stderr
        assert f"process {first.pid} on" in done.stderr
    finally:
        first.kill()
        first.wait()


def test_it_asks_in_a_terminal_and_says_what_it_is_about_to_do(tmp_path: Path) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 2)
    done = mail("send", "2024", "--to", people, project=project, url="smtp://127.0.0.1:9")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    done = mail("send", "2024", "--to", people, "--yes", project=project, url="smtp://127.0.0.1:9")
    assert done.returncode == 1
    for said in ("2: first donor0@example.org, last donor1@example.org", "kB as sent", "M052"):
        assert said in done.stderr, done.stderr


def test_no_secret_is_shown_or_kept(tmp_path: Path) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 2)
    url = "smtps://me:s3cret@127.0.0.1:9"
    done = mail("send", "2024", "--to", people, "--yes", project=project, url=url)
    assert done.returncode == 1
    assert "s3cret" not in done.stdout + done.stderr
    assert all(b"s3cret" not in file.read_bytes() for file in (project / "mail").iterdir())
    for wrong in (
        "http://me:s3cret@x",
        "smtp://me:s3cret@example.org",
        "smtps://me:s3cret@x:99999",
    ):
        done = mail("send", "2024", "--to", people, "--yes", project=project, url=wrong)
        assert (done.returncode, "s3cret" in done.stderr) == (1, False)


def test_the_servers_address_may_stand_in_a_file_that_nobody_else_can_read(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 1)
    (secret := tmp_path / "smtp.url").write_text(post[1] + "\n")
    secret.chmod(0o644)
    arguments = ("send", "2024", "--to", people, "--yes")
    done = mail(*arguments, project=project, REPORTCLI_SMTP_URL_FILE=str(secret))
    assert "M004" in done.stderr
    secret.chmod(0o600)
    done = mail(*arguments, project=project, REPORTCLI_SMTP_URL_FILE=str(secret))
    assert done.returncode == 0, done.stderr


def test_a_list_comes_by_standard_input(post: tuple[Postbox, str], tmp_path: Path) -> None:
    project = write_project(tmp_path / "p")
    done = subprocess.run(
        [sys.executable, "-m", "reportcli", "mail", "send", "2024", "--to", "-", "--yes"],
        cwd=project,
        env={**os.environ, "REPORTCLI_SMTP_URL": post[1]},
        input=b"email\tname\nzoe@example.org\tZo\xeb\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Windows-1252" in done.stderr
    assert post[0].received() == {"zoe@example.org": 1}
    assert "Zoë" in str(parse_email(post[0].taken[0][1]).headers["To"])


def test_a_trial_goes_to_oneself_and_into_no_ledger(
    project: Path, post: tuple[Postbox, str], tmp_path: Path
) -> None:
    people = write_list(tmp_path, 2)
    done = mail(
        "test", "2024", "--to-me", "me@example.org", "--to", people, project=project, url=post[1]
    )
    assert done.returncode == 0, done.stderr
    assert post[0].received() == {"me@example.org": 1}
    assert "Zoë Nguyễn 0" in parse_email(post[0].taken[0][1]).text_plain[0]


def test_drafts_are_files_that_a_mail_program_can_send(project: Path, tmp_path: Path) -> None:
    people = write_list(tmp_path, 3)
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "drafts", project=project)
    assert done.returncode == 0, done.stderr
    files = sorted((tmp_path / "drafts").iterdir())
    assert [file.name for file in files] == [f"{n + 1}-zoe-nguyen-{n}.eml" for n in range(3)]
    message = parse_email(files[1].read_bytes())
    assert message.headers["X-Unsent"] == ["1"]
    assert "Bonjour Zoë Nguyễn 1," in done.stdout.replace("0,", "1,")
    assert message.attachments[-1].filename == "nos-2-victoires-2024.pdf"
    again = mail("draft", "2024", "--to", people, "--out", tmp_path / "drafts", project=project)
    assert (again.returncode, "M060" in again.stderr) == (1, True)


def test_an_mbox_holds_every_message(project: Path, tmp_path: Path) -> None:
    people = write_list(tmp_path, 5)
    done = mail("draft", "2024", "--to", people, "--mbox", tmp_path / "a.mbox", project=project)
    assert done.returncode == 0, done.stderr
    assert [message["To"].partition("<")[2] for message in box_of(tmp_path / "a.mbox")] == [
        f"donor{number}@example.org>" for number in range(5)
    ]


def test_a_name_outside_the_font_is_said_before_anything_is_sent(
    project: Path, post: tuple[Postbox, str], tmp_path: Path
) -> None:
    (people := tmp_path / "l.csv").write_text(
        "email,name\na@example.org,Zoë\nb@example.org,שרה\n", "utf-8"
    )
    done = mail(
        "send", "2024", "--campaign", "m", "--to", people, "--yes", project=project, url=post[1]
    )
    assert (done.returncode, post[0].taken) == (1, [])
    assert "M072" in done.stderr
    assert "b@example.org (line 3)" in done.stderr


def test_each_donor_gets_the_report_in_their_language(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_rich(tmp_path / "rich")
    head = SENDER.replace("[organization]\n", "").split("[mail]")[1]
    write_project(project, f"[mail]{head}", RICH)
    (people := tmp_path / "l.csv").write_text(
        "email,name,Langue\na@example.org,Zoë,\nb@example.org,Ann,English\n", "utf-8"
    )
    done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    found = {recipient: parse_email(data) for recipient, data in post[0].taken}
    assert found["a@example.org"].headers["Content-Language"] == ["fr"]
    assert found["b@example.org"].headers["Content-Language"] == ["en"]
    assert found["b@example.org"].attachments[-1].filename == "our-4-victories-2024.en.pdf"
    assert "Hello Ann," in found["b@example.org"].text_plain[0]


def test_a_message_over_the_budget_is_refused(project: Path, tmp_path: Path) -> None:
    small = write_project(tmp_path / "p", SENDER.replace("[mail]", '[mail]\nmax_size = "50 kB"'))
    done = mail(
        *("send", "2024", "--to", write_list(tmp_path, 1), "--yes"),
        project=small,
        url="smtp://127.0.0.1:9",
    )
    assert (done.returncode, "M025" in done.stderr) == (1, True)


def test_an_ejected_message_is_the_one_that_is_sent(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 1)
    done = mail("eject", "2024", project=project)
    assert (done.returncode, done.stdout) == (0, "mail/message.md.j2\n")
    file = project / "mail/message.md.j2"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("Merci d'être", "MERCI d'être").replace(
            "dated_title }}", "title }}, an {{ year }}"
        ),
        "utf-8",
    )
    done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    message = parse_email(post[0].taken[0][1])
    assert "MERCI d’être à nos côtés" in message.text_plain[0]
    assert message.subject == "Nos 2 victoires, an 2024"
    assert mail("eject", "2024", project=project).returncode == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour {{ donor.nmae }}", "message.md.j2:1:1: error M013"),
        ("---\nsubjct: x\n---\nBonjour", "message.md.j2:2:1: error M011"),
        ("---\nsubject: {{ x\n---\nBonjour", "M013"),
        ("---\nsubject: x\n---\n\n", "M012"),
        ("Bonjour\n\n{% if %}", "message.md.j2:3:1: error M013"),
        ("![x](images/none.png)", "message.md.j2:1:6: error M024"),
        ("Bonjour. " * 20_000, "error M030"),
    ],
)
def test_what_is_wrong_in_a_message_is_told_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    project = write_project(tmp_path / "p", DEDICATED)
    (project / "mail").mkdir()
    (project / "mail/message.md.j2").write_text(text, "utf-8")
    people = write_list(tmp_path, 2)
    done = mail("send", "2024", "--to", people, "--yes", project=project, url="smtp://127.0.0.1:9")
    assert done.returncode == 1
    assert said in done.stderr, done.stderr


def test_without_a_sender_or_a_server_the_next_step_is_told(tmp_path: Path) -> None:
    project, people = write_project(tmp_path / "p", ""), write_list(tmp_path, 1)
    arguments = ("send", "2024", "--to", people, "--yes")
    assert "M001" in mail(*arguments, project=project).stderr
    done = mail(*arguments, project=project, url="smtp://127.0.0.1:9")
    assert (done.returncode, "M020" in done.stderr) == (1, True)


TWO_LANGUAGES = """\
[reports.2024]
languages = ["fr", "en"]
title = { fr = "Une victoire", en = "One victory" }

[[reports.2024.victories]]
title = { fr = "Une loi", en = "A law" }
text = { fr = "Le gouvernement a adopté une loi.", en = "The government adopted a law." }
"""


def test_a_second_list_in_another_language_is_no_change_of_the_campaign(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p", report=TWO_LANGUAGES)
    lists = {language: tmp_path / f"{language}.csv" for language in ("fr", "en")}
    for language, file in lists.items():
        file.write_text(f"email,name,lang\n{language}@example.org,Zoë,{language}\n", "utf-8")
    for people in lists.values():
        done = mail("send", "2024", "--to", people, "--yes", project=project, url=post[1])
        assert done.returncode == 0, done.stderr
    mail("eject", "2024", "--lang", "en", project=project)
    message = project / "mail/message.en.md.j2"
    message.write_text(message.read_text("utf-8") + "\nAnd more.\n", "utf-8")
    done = mail("send", "2024", "--to", lists["fr"], "--yes", project=project, url=post[1])
    assert done.returncode == 0, done.stderr
    done = mail("send", "2024", "--to", lists["en"], "--yes", project=project, url=post[1])
    assert "has changed (en) since 2 got it" in done.stderr
    assert post[0].received() == {"fr@example.org": 1, "en@example.org": 1}


# What a first mailing stumbled over


def test_rows_that_somebody_mended_are_not_written_over(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p")
    (people := tmp_path / "d.csv").write_text("email,name\nzoe,Zoë\nann@example.org,Ann\n", "utf-8")
    arguments = ("--to", people, "--skip-invalid", "--out", tmp_path / "out", "--replace")
    mail("draft", "2024", *arguments, project=project)
    mended = tmp_path / "d.refused.csv"
    mended.write_text("email,name\nzoe@example.org,Zoë\n", "utf-8")
    done = mail("draft", "2024", *arguments, project=project)
    assert "d.refused-2.csv: warning M115: left out: 1 row that is wrong" in done.stderr
    assert mended.read_text("utf-8") == "email,name\nzoe@example.org,Zoë\n"
    mail("draft", "2024", *arguments, project=project)
    assert sorted(file.name for file in tmp_path.glob("d.*")) == [
        *("d.csv", "d.refused-2.csv", "d.refused.csv"),
    ]


NAMES = "Prénom;Nom;Courriel;Ville\nZoë;Müller;zoe@example.org;Genève\nAnn;Smith;ann@example.org;\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Merci, {{ donor.prenom }}", "On its cover: Merci, Zoë"),
        ("Merci, {{ donor.first }}", "On its cover: Merci, Zoë"),
        ("{{ donor.nom }}, {{ donor.city }}", "On its cover: Müller, Genève"),
    ],
)
def test_every_column_can_be_used_under_its_own_name(tmp_path: Path, words: str, said: str) -> None:
    project = write_project(tmp_path / "p", DEDICATED.replace("Merci, {{ donor.name }}", words))
    (people := tmp_path / "d.csv").write_text(NAMES, "utf-8")
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "out", project=project)
    assert said in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("Merci, {{ donor.prenon }}", "error M013", 1),
        ("Merci, {{ donor.prenon | default('vous') }}", "warning M015", 0),
    ],
)
def test_a_name_that_no_column_gives_is_told_once_with_those_that_there_are(
    tmp_path: Path, words: str, code: str, status: int
) -> None:
    project = write_project(tmp_path / "p", DEDICATED.replace("Merci, {{ donor.name }}", words))
    (people := tmp_path / "d.csv").write_text(NAMES, "utf-8")
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "out", project=project)
    assert (done.returncode, done.stderr.count("no column of the list is donor.prenon")) == (
        status,
        1,
    )
    assert code in done.stderr
    assert "did you mean donor.prenom? the list gives donor.address, .amount" in done.stderr


def test_texts_that_are_in_another_language_than_the_donors_are_told(tmp_path: Path) -> None:
    head = SENDER.replace("[mail]\n", '[mail]\ndedication = "Merci"\n')
    project = write_project(tmp_path / "p", head, TWO_LANGUAGES)
    (project / "mail").mkdir()
    (project / "mail/message.md.j2").write_text("---\nsubject: x\n---\nBonjour\n", "utf-8")
    (people := tmp_path / "d.csv").write_text("email,name,lang\nann@example.org,Ann,en\n", "utf-8")
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "out", project=project)
    assert done.returncode == 0
    assert "warning M026: the dedication for `en` is in `fr`" in done.stderr
    assert "warning M022: donors who read `en` get the built-in message" in done.stderr


def test_who_has_no_address_of_email_is_counted_and_can_be_forgotten(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p")
    people = tmp_path / "d.csv"
    people.write_text(
        "email,name,address,postcode,city\nann@example.org,Ann,,,\n"
        ",Simone Berger,Rue 1,1202,Genève\n,Simone Berger,Rue 1,1003,Lausanne\n,Caro,Rue 2,,\n",
        "utf-8",
    )
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "out", project=project)
    assert "without an address of e-mail: 3 of the list get no message" in done.stderr
    assert "d.csv:5:1: warning M117: the postal address of Caro has no town" in done.stderr
    done = mail("forget", "Simone Berger", project=project)
    assert 'reportcli mail forget "Simone Berger" --postcode' in done.stderr
    done = mail("forget", "simone BERGER", "--postcode", "1202", project=project)
    assert done.returncode == 0, done.stderr
    assert "erger" not in (project / "mail/suppressed.csv").read_text("utf-8")
    arguments = ("--to", people, "--out", tmp_path / "l.pdf", "--letter-only")
    done = mail("print", "2024", *arguments, project=project)
    assert "l.pdf: 2 letters, 3 pages" in done.stdout
    assert "suppressed, and get nothing: 1 of the list" in done.stderr


def test_a_sign_that_the_font_has_not_keeps_nobody_else_back(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p", DEDICATED)
    people = tmp_path / "d.csv"
    people.write_text(
        "email,name,address,city\nkim@example.org,金,,\nann@example.org,Ann,,\n,Zoë,Rue 1,Genève\n",
        "utf-8",
    )
    arguments = ("--to", people, "--out", tmp_path / "out")
    done = mail("draft", "2024", *arguments, project=project)
    assert (done.returncode, "M072" in done.stderr) == (1, True)
    done = mail("draft", "2024", *arguments, "--skip-invalid", project=project)
    assert (done.returncode, "1 draft\n" in done.stdout) == (0, True)
    assert "has no sign for" in (tmp_path / "d.refused.csv").read_text("utf-8-sig")
    done = mail("print", "2024", "--to", people, "--out", tmp_path / "l.pdf", project=project)
    assert (done.returncode, "1 letter," in done.stdout) == (0, True)


def test_letters_alone_may_be_in_another_language_than_the_messages(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p", report=TWO_LANGUAGES)
    people = tmp_path / "d.csv"
    people.write_text(
        "email,name,lang,address,city\nzoe@example.org,Zoë,fr,,\n,Ann,en,High Street 1,London\n",
        "utf-8",
    )
    done = mail("print", "2024", "--to", people, "--out", tmp_path / "l.pdf", project=project)
    assert done.returncode == 0, done.stderr
    text = PdfDocument(tmp_path / "l.pdf")[0].get_textpage().get_text_range()
    assert "In short" in text


def test_one_may_try_a_list_that_has_faults_on_oneself(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "p")
    (people := tmp_path / "d.csv").write_text("email,name\nzoe,Zoë\nann@example.org,Ann\n", "utf-8")
    done = mail(
        *("test", "2024", "--to-me", "me@example.org", "--to", people), project=project, url=post[1]
    )
    assert done.returncode == 0, done.stderr
    (recipient, data) = post[0].taken[0]
    assert recipient == "me@example.org"
    assert "Bonjour Ann," in parse_email(data).text_plain[0]


def test_a_workbook_is_no_list(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p")
    (people := tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    done = mail("draft", "2024", "--to", people, "--out", tmp_path / "out", project=project)
    assert "M101: the list is a workbook of Excel" in done.stderr
    assert "CSV UTF-8" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("test", "2024", "smtp://u:secret@host", "--to-me", "a@b.ch"),
            "set REPORTCLI_SMTP_URL to it",
        ),
        (("send", "2024", "--url", "x"), "set REPORTCLI_SMTP_URL to it"),
        (("send", "2024"), "the donor list is missing: --to donors.csv"),
    ],
)
def test_a_mistake_in_the_arguments_is_told_with_what_was_meant(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = mail(*arguments, project=write_project(tmp_path / "p"))
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "secret" not in done.stderr


def test_a_campaign_that_does_not_exist_is_told_with_those_that_do(
    post: tuple[Postbox, str], tmp_path: Path
) -> None:
    project, people = write_project(tmp_path / "p"), write_list(tmp_path, 1)
    arguments = ("send", "2024", "--to", people, "--yes")
    done = mail(*arguments, "--campaign", "juin", project=project, url=post[1])
    assert "new: nobody has it yet" in done.stderr
    done = mail("status", "2024", "--campaign", "juni", project=project)
    assert "nothing of 2024 was sent as “juni” yet" in done.stderr
    assert "there are: juin" in done.stderr
    done = mail(*arguments, "--campaign", "juni", project=project, url=post[1])
    assert "new: nobody has it yet; earlier ones: juin" in done.stderr
