"""The donor list as spreadsheets and databases write it: every row is a donor or is refused with a reason."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportcli.diagnostics import Failure
from reportcli.mail import addresses, roster, suppression
from reportcli.mail.roster import Roster
from reportcli.project import Project
from support.checkers import go_without


def codes(text: str | bytes) -> list[str]:
    """Return the codes of what is wrong with a list, whether it can be read or not."""
    try:
        return [fault.code for fault in read(text).faults]
    except Failure as failure:
        return [fault.code for fault in failure.diagnostics]


def read(text: str | bytes, encoding: str = "utf-8", **overrides: str) -> Roster:
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return roster.read(io.BytesIO(data), "list.csv", ["fr", "en"], overrides, lambda _: False)


HEADINGS = [
    ("email,name", ("zoe@example.org", "Zoë Nguyễn")),
    ("Courriel;Nom complet", ("zoe@example.org", "Zoë Nguyễn")),
    ("ADRESSE E-MAIL\tNom et prénom", ("zoe@example.org", "Zoë Nguyễn")),
    ("E-Mail-Adresse;Vollständiger Name", ("zoe@example.org", "Zoë Nguyễn")),
    ("Correo electrónico,Nombre completo", ("zoe@example.org", "Zoë Nguyễn")),
    ("Mél ;  nom_complet", ("zoe@example.org", "Zoë Nguyễn")),
    ('"Adresse électronique","Donateur"', ("zoe@example.org", "Zoë Nguyễn")),
]


@pytest.mark.parametrize(("headings", "values"), HEADINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_headings_are_known_in_four_languages_three_dialects_and_four_encodings(
    headings: str, values: tuple[str, str], encoding: str
) -> None:
    separator = next(sign for sign in "\t;," if sign in headings)
    name = values[1] if encoding != "cp1252" else "Zoë N."
    found = read(f"{headings}\r\n{values[0]}{separator}{name}\r\n", encoding)
    (donor,) = found.donors()
    assert (donor.email, donor.name, donor.lang) == (values[0], name, "fr")
    assert [note.code for note in found.notes] == (["M103"] if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Prénom;Nom;Courriel", "Zoë;Nguyễn;z@example.org"),
        ("Vorname;Nachname;E-Mail", "Zoë;Nguyễn;z@example.org"),
        ("Nombre;Apellidos;Correo", "Zoë;Nguyễn;z@example.org"),
        ("First name;Last name;Email", "Zoë;Nguyễn;z@example.org"),
    ],
)
def test_first_and_last_names_are_joined(headings: str, row: str) -> None:
    (donor,) = read(f"{headings}\n{row}\n").donors()
    assert donor.name == "Zoë Nguyễn"


def test_every_other_column_has_a_name_for_templates_and_an_address_has_its_lines() -> None:
    (donor,) = read(
        "Courriel;Nom complet;Rue;NPA;Ville;Pays;Montant;Numéro de membre;2e année\n"
        "z@example.org;Zoë;Rue de la Paix 1;1202;Genève;Suisse;50 CHF;007;x\n"
    ).donors()
    assert donor.address == ("Rue de la Paix 1", "1202 Genève")
    assert (donor.postcode, donor.country, donor.amount) == ("1202", "Suisse", "50 CHF")
    assert donor.more == {
        "courriel": "z@example.org",
        "nom_complet": "Zoë",
        "rue": "Rue de la Paix 1",
        "npa": "1202",
        "ville": "Genève",
        "city": "Genève",
        "pays": "Suisse",
        "montant": "50 CHF",
        "numero_de_membre": "007",
        "_2e_annee": "x",
    }


def test_who_has_no_address_of_email_gets_a_letter() -> None:
    found = read(
        "email,name,address,postcode,city,country\n,Zoë,Rue 1,1202,Genève,CH\n,Ann,Rue 2,1003,Lausanne,CH\n"
    )
    assert (found.count, found.letters, found.refused) == (0, 2, 0)
    assert [donor.name for donor in found.donors("letter")] == ["Ann", "Zoë"]


@pytest.mark.parametrize(
    "written", ["fr", "FR", "Français", "francais", "French", "Französisch", ""]
)
def test_a_language_may_be_written_as_people_do(written: str) -> None:
    (donor,) = read(f"email,langue\nz@example.org,{written}\n").donors()
    assert donor.lang == "fr"


def test_an_override_wins_and_an_unknown_one_lists_what_there_is() -> None:
    text = "E-Mail,E-Mail 2,name\na@example.org,b@example.org,Zoë\n"
    (donor,) = read(text, email="E-Mail 2").donors()
    assert donor.email == "b@example.org"
    with pytest.raises(Failure, match="no column “Mail 3”"):
        read(text, email="Mail 3")
    with pytest.raises(Failure, match="knows no emial"):
        read(text, emial="E-Mail")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "M101"),
        ("\n\n", "M101"),
        ("email,name\n", "M101"),
        ("email,name\n,\n;;\n", "M108"),
        ("foo,bar\n1,2\n", "M102"),
        ("email,courriel\na@example.org,b@example.org\n", "M102"),
        ('email,name\na@example.org,"Zoë\nb@example.org,Ann\n' + "x" * 200_000, "M107"),
    ],
)
def test_a_list_that_is_none_is_said_to_be_none(text: str, code: str) -> None:
    assert code in codes(text)


def test_addresses_that_differ_in_case_or_in_form_are_one() -> None:
    found = read("email\nzoe@exämple.ch\nZOE@xn--exmple-cua.ch\nZoe@EXÄMPLE.ch\n")
    assert (found.count, found.refused) == (1, 2)
    assert all("line 2" in fault.message for fault in found.faults)


def test_a_place_is_the_value_in_its_line_also_after_quotes() -> None:
    found = read('name,email\n"Nguyễn, Zoë",zoe(at)example.org\n')
    (fault,) = found.faults
    assert fault.place
    assert (
        fault.place.excerpt[fault.place.column - 1 : fault.place.end_column - 1]
        == "zoe(at)example.org"
    )


def test_a_slip_of_the_pen_is_a_warning_and_no_fault() -> None:
    found = read("email\nzoe@gmial.com\nann@mail.com\n")
    assert (found.count, [note.code for note in found.notes]) == (2, ["M110"])
    assert "zoe@gmail.com" in str(found.notes[0].hint)


@given(st.from_regex(addresses._PLAIN, fullmatch=True))
def test_the_short_way_takes_only_what_the_validator_takes_and_leaves_as_it_is(
    written: str,
) -> None:
    from email_validator import EmailNotValidError, validate_email

    if len(written) >= 64 or not addresses._is_ordinary(written):
        return
    try:
        found = validate_email(written, check_deliverability=False)
    except EmailNotValidError as error:
        raise AssertionError(written) from error
    assert addresses.parse(written) == (found.normalized, found.normalized)


VALUES = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12), st.sampled_from(",;\t"))
def test_every_row_is_a_donor_refused_or_blank(
    rows: list[tuple[str, str, str]], separator: str
) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    writer.writerow(["email", "name", "ville natale"])
    writer.writerows(rows)
    data = target.getvalue().encode("utf-8", "surrogatepass")
    blank = sum(not any(value.strip() for value in row) for row in rows)
    try:
        found = read(data)
    except Failure:
        return
    assert found.count + found.letters + found.refused <= len(rows)
    if not any("\r" in value or "\n" in value or "\0" in value for row in rows for value in row):
        assert found.count + found.letters + found.refused == len(rows) - blank


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_without_a_sentence(data: bytes) -> None:
    assert all(code.startswith("M1") for code in codes(b"email,name\n" + data))


def test_rejected_rows_keep_their_dialect_and_say_why(tmp_path: Path) -> None:
    found = read("email;name\nzoe;Zoë\nann@example.org;Ann\n")
    found.write_refused(tmp_path / "refused.csv")
    text = (tmp_path / "refused.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "email;name;reportcli"
    assert text.splitlines()[1].startswith("zoe;Zoë;“zoe” is no e-mail address")
    again = read(text.replace("zoe;", "zoe@example.org;"))
    assert (again.count, again.refused) == (1, 0)
    (donor,) = again.donors()
    assert donor.more == {}


def test_the_suppression_list_may_be_bare_or_a_table_and_keeps_hashes(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "mail").mkdir()
    file = suppression.file(project)
    for text in ("Zoe@Example.org\n", "name;e-mail\nZoë;zoe@example.org\n"):
        file.write_text(text, "utf-8")
        assert "zoe@example.org" in suppression.load(project)
        suppression.forget(project, "zoe@example.org")
        assert "zoe@example.org" in suppression.load(project)
        assert "ann@example.org" not in suppression.load(project)
        assert "zoe" not in file.read_text("utf-8").lower().replace("zoë", "")
        assert file.stat().st_mode & 0o777 == 0o600


BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@pytest.mark.pdf
def test_a_postgresql_database_pipes_its_donors_in(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    programs = {name: _program(name) for name in ("initdb", "pg_ctl", "psql")}
    folder = Path(
        subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip()
    )
    user = _unprivileged(folder)
    data, socket = folder / "data", folder
    as_user = ["runuser", "-u", user, "--"] if user else []

    def run(*command: str | Path, **more: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*as_user, *map(str, command)], check=True, capture_output=True, text=True, cwd=folder, **more)  # type: ignore[call-overload,no-any-return]  # fmt: skip

    run(programs["initdb"], "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
    run(programs["pg_ctl"], "-D", data, "-w", "-l", folder / "log", "-o", f"-k {socket} -c listen_addresses=''", "start")  # fmt: skip
    try:
        query = (
            "create table donors (email text, full_name text, amount numeric);"
            "insert into donors select 'donor' || n || '@example.org', 'Zoë \"Nguyễn\", ' || n, n * 1.5"
            " from generate_series(1, 1000) n;"
        )
        run(programs["psql"], "-h", socket, "-d", "postgres", "-q", "-c", query)
        psql = subprocess.Popen(
            [*as_user, programs["psql"], "--csv", "-h", socket, "-d", "postgres", "-c", "select * from donors order by amount"],
            stdout=subprocess.PIPE,
            cwd=folder,
        )  # fmt: skip
        assert psql.stdout
        found = roster.read(psql.stdout, "standard input", ["fr"], {}, lambda _: False)
        psql.stdout.close()
        assert psql.wait() == 0
    finally:
        run(programs["pg_ctl"], "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
    assert (found.count, found.refused) == (1000, 0)
    first, last = found.ends() or (None, None)
    assert first
    assert last
    assert (first.name, first.amount, last.email) == (
        'Zoë "Nguyễn", 1',
        "1.5",
        "donor1000@example.org",
    )


def _program(name: str) -> str:
    path = BINARIES / name if BINARIES else None
    found = str(path) if path and path.exists() else shutil.which(name)
    return found or go_without(f"no {name}: apt install postgresql")


def _unprivileged(folder: Path) -> str:
    """Return who is to run PostgreSQL, which root may not; the folder is theirs."""
    if os.geteuid() != 0:
        return ""
    shutil.chown(folder, "nobody")
    folder.chmod(0o700)
    return "nobody"


def test_a_large_list_is_read_within_little_memory(tmp_path: Path) -> None:
    """A whole process's memory, since SQLite's is not Python's."""
    script = (
        "import sys, resource\n"
        "from reportcli.mail import roster\n"
        "found = roster.read(sys.stdin.buffer, 'x', ['fr'], {}, lambda _: False)\n"
        "print(found.count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = []
    for count in (1_000, 40_000):
        rows = "".join(f"donor{n}@example.org,Zoë {n}\n" for n in range(count))
        done = subprocess.run([sys.executable, "-c", script], input=f"email,name\n{rows}".encode(), capture_output=True, check=True)  # fmt: skip
        found, peak = map(int, done.stdout.split())
        assert found == count
        peaks.append(peak)
    assert peaks[1] < 1.25 * peaks[0]
