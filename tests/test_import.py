"""The command `import`."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import tomli_w

from support.projects import REPOSITORY, RICH, SMALL, reportcli, write
from support.word import write_all_kinds

SEED = REPOSITORY / "tests/seed/nos-10-victoires-2023.txt"
DATA = "data/victories.toml"


def values(folder: Path) -> Any:
    return tomllib.loads((folder / DATA).read_text("utf-8"))["reports"]


def test_the_seed_becomes_a_project_that_builds(tmp_path: Path) -> None:
    done = reportcli("import", SEED, "--year", "2023", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == "data/victories.toml: added 2023 (10 victories, language fr)\nThen: reportcli build 2023\n"
    )
    built = reportcli("build", "2023", "--format", "html", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")


def test_it_is_added_after_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    inside = tmp_path / "data"
    done = reportcli("import", SEED, "--year", "2023", "--title", "Dix", cwd=inside)
    assert done.returncode == 0
    assert "the file's own title, Nos 10 victoires, was replaced by --title" in done.stderr
    assert (tmp_path / DATA).read_text("utf-8").startswith(SMALL)
    assert values(tmp_path)["2023"]["title"] == "Dix"


def test_another_folder_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    reportcli("-C", "p", "import", SEED, "--year", "2023", cwd=tmp_path)
    assert set(values(tmp_path / "p")) == {"2023"}
    assert not (tmp_path / "data").exists()


def test_print_writes_nothing_but_to_standard_output(tmp_path: Path) -> None:
    done = reportcli("import", SEED, "--year", "2023", "--print", cwd=tmp_path)
    assert len(tomllib.loads(done.stdout)["reports"]["2023"]["victories"]) == 10
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_is_there_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    done = reportcli("import", SEED, "--year", "2024", cwd=tmp_path)
    assert done.returncode == 1
    assert "data/victories.toml:1:1: error N010: there is a report for 2024 already" in done.stderr
    assert (tmp_path / DATA).read_text("utf-8") == SMALL


def test_data_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "[reports\n")
    done = reportcli("import", SEED, "--year", "2024", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("data/victories.toml:1")
    assert (tmp_path / DATA).read_text("utf-8") == "[reports\n"


def test_print_does_not_mind_data_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "[reports\n")
    done = reportcli("import", SEED, "--year", "2024", "--print", cwd=tmp_path)
    assert done.returncode == 0


def test_a_new_report_is_in_the_projects_own_kind_of_the_language(tmp_path: Path) -> None:
    write(tmp_path, SMALL.replace('"fr"', '"fr-CH"'))
    done = reportcli("import", SEED, "--year", "2023", cwd=tmp_path)
    assert "language fr-CH" in done.stdout
    other = reportcli("import", SEED, "--year", "2022", "--lang", "en", cwd=tmp_path)
    assert "language en" in other.stdout


def test_what_has_no_place_is_listed_on_standard_error(tmp_path: Path) -> None:
    write_all_kinds(tmp_path / "a.docx")
    done = reportcli("import", "a.docx", "--year", "2024", cwd=tmp_path)
    assert done.returncode == 0
    assert "a.docx: warning I041: not placed: a footnote (paragraph 5): une note\n" in done.stderr
    assert done.stderr.count("warning I041") == 12
    assert "12 things stand as comments where they were" in done.stderr
    assert (
        done.stdout
        == "data/victories.toml: added 2024 (2 victories, language fr)\nThen: reportcli build 2024\n"
    )


def test_windows_1252_is_recognised_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("T\n\n1. Défense d’une loi à 5 €".encode("cp1252"))
    done = reportcli("import", "a.txt", "--year", "2024", "--print", cwd=tmp_path)
    assert "it was read as Windows-1252" in done.stderr
    assert "Défense d’une loi à 5 €" in done.stdout


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_unicode_is_read(tmp_path: Path, codec: str) -> None:
    mark = "\ufeff" if codec == "utf-16-le" else ""
    (tmp_path / "a.txt").write_bytes(f"{mark}T\n\n1. Défense".encode(codec))
    done = reportcli("import", "a.txt", "--year", "2024", "--print", cwd=tmp_path)
    assert "Défense" in done.stdout


def test_without_a_title_the_files_name_stands_in(tmp_path: Path) -> None:
    (tmp_path / "nos_victoires.txt").write_text("1. Une loi.\n2. Une autre.\n")
    done = reportcli("import", "nos_victoires.txt", "--year", "2024", "--print", cwd=tmp_path)
    assert 'title = "nos victoires"' in done.stdout
    assert "see --title" in done.stderr


def make_docx(file: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)


def make_long(file: Path, size: int) -> None:
    with file.open("wb") as stream:
        stream.truncate(size)


def make_bomb(file: Path) -> None:
    make_docx(file, document=b" " * 40_000_000)


def make_laughs(file: Path) -> None:
    good = write_all_kinds(file.with_name("good.docx"))
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head, _, rest = data.partition(b"<w:document")
                doctype = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'.encode()
                data = head + doctype + b"<w:document" + rest.replace(b"Une ann", b"&a11;Une ann")
            new.writestr(name, data)


def make_half(file: Path) -> None:
    data = write_all_kinds(file.with_name("good.docx")).read_bytes()
    file.write_bytes(data[: len(data) // 2])


HOSTILE = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n ", "the file is empty"),
    "binary": (bytes(range(256)) * 20, "this is no text"),
    "png": (b"\x89PNG\r\n\x1a\n", "this is a picture"),
    "rtf": (b"{\\rtf1 x}", "an RTF document"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "an old Word document (.doc)"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "not.pdf": (b"%PDF-1.7\nnothing", "this PDF is damaged"),
    "only a title": (b"Nos victoires", "no victory was found"),
    "zip": (b"PK\x03\x04 and no more", "is damaged"),
}


@pytest.mark.parametrize(("data", "told"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_imported_is_told_in_a_sentence(
    tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / "file").write_bytes(data)
    done = reportcli("import", "file", "--year", "2024", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert "\n  → " in done.stderr
    assert "Traceback" not in done.stderr
    assert "should not have" not in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda file: file.mkdir(), "this is a folder"),
        (lambda file: None, "there is no such file"),
        (lambda file: make_long(file, 50_000_000), "too large: 50 MB"),
        (lambda file: make_long(file, 150_000_000), "too large: 150 MB"),
        (make_bomb, "unpacks to far more"),
        (make_laughs, "is damaged"),
        (make_half, "is damaged"),
        (lambda file: make_docx(file, document=b"<x/>"), "is damaged"),
        (make_docx, "is damaged"),
    ],
    ids=["folder", "none", "50 MB", "150 MB", "bomb", "laughs", "half", "xml", "no text"],
)
def test_hostile_files_are_told_in_a_sentence(tmp_path: Path, make: object, told: str) -> None:
    make(tmp_path / "file.docx")  # type: ignore[operator]
    done = reportcli("import", "file.docx", "--year", "2024", cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "should not have" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_text_without_a_year_asks_for_it(tmp_path: Path) -> None:
    done = reportcli("import", SEED, cwd=tmp_path)
    assert done.returncode == 1
    assert "--year 2023" in done.stderr


def make_pdf(file: Path, attached: bytes | None, name: str = "victories.toml") -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if attached is not None:
        pdf.attachments["other.txt"] = b"other"
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf, attached, filename=name, mime_type="application/toml",
            relationship=pikepdf.Name.Source,
        )  # fmt: skip
    pdf.save(file)
    return file


OURS = ("\ufeff# Une remarque\n[organization]\nname = 'É'\n\n# 2024\n" + SMALL).encode()


def test_a_pdf_of_ours_gives_its_data_back_byte_for_byte(tmp_path: Path) -> None:
    make_pdf(tmp_path / "r.pdf", OURS)
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "reportcli", "import", "r.pdf", "--print"],
        cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (OURS, b"")
    assert list(tmp_path.iterdir()) == [tmp_path / "r.pdf"]


def test_where_there_is_no_project_a_pdf_makes_one(tmp_path: Path) -> None:
    make_pdf(tmp_path / "r.pdf", OURS)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert (
        done.stdout == "data/victories.toml: added 2024 (2 victories)\nThen: reportcli build 2024\n"
    )
    made = (tmp_path / DATA).read_text("utf-8")
    assert tomllib.loads(made)["organization"] == {"name": "É"}
    assert "# Une remarque" in made


def test_of_a_pdf_each_year_is_added_that_is_not_there_yet(tmp_path: Path) -> None:
    later = SMALL.replace("2024", "2025").replace("Une loi", "Une autre loi")
    make_pdf(tmp_path / "r.pdf", OURS + b"\n# 2025\n" + later.encode())
    write(tmp_path, RICH)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert (
        done.stdout == "data/victories.toml: added 2025 (2 victories)\nThen: reportcli build 2025\n"
    )
    after = (tmp_path / DATA).read_text("utf-8")
    assert after == f"{RICH}\n# 2025\n{later}"
    again = reportcli("import", "r.pdf", cwd=tmp_path)
    assert again.returncode == 1
    assert "there is a report for 2024 already" in again.stderr


def test_of_a_pdf_one_year_may_be_chosen(tmp_path: Path) -> None:
    make_pdf(tmp_path / "r.pdf", OURS + SMALL.replace("2024", "2025").encode())
    reportcli("import", "r.pdf", "--year", "2025", cwd=tmp_path)
    assert set(values(tmp_path)) == {"2025"}
    none = reportcli("import", "r.pdf", "--year", "2026", cwd=tmp_path)
    assert none.returncode == 1
    assert "no report for 2026" in none.stderr
    assert "it has: 2024, 2025" in none.stderr


def test_of_a_pdf_it_is_told_what_stays_behind(tmp_path: Path) -> None:
    data = tomllib.loads(RICH) | {"brand": {"accent": "#112233"}}
    data["organization"]["logo"] = "images/logo.png"
    make_pdf(tmp_path / "r.pdf", tomli_w.dumps(data).encode())
    project = write(tmp_path / "p", SMALL.replace("2024", "2023"))
    (project / "images").mkdir()
    (project / "images/loi.jpg").write_bytes(b"")
    done = reportcli("import", "../r.pdf", cwd=project)
    assert done.returncode == 0
    (missing, copy, besides, printed) = done.stderr.splitlines()
    assert missing.startswith("info I025: ")
    assert missing.endswith("that no PDF carries with it: images/rue.jpg, images/recit.png")
    assert copy.startswith("  → copy them into the project's folder")
    assert besides.endswith("its PDF has [organization] and [brand] besides")
    assert "--print" in printed
    alone = reportcli("-C", "q", "import", "r.pdf", cwd=tmp_path)
    assert "images/logo.png, images/rue.jpg, images/loi.jpg" in alone.stderr
    assert "besides" not in alone.stderr


def test_where_the_year_has_only_examples_it_is_told_to_delete_them(tmp_path: Path) -> None:
    make_pdf(tmp_path / "r.pdf", OURS)
    reportcli("new", ".", "--name", "É", "--lang", "fr", "--year", "2024", cwd=tmp_path)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "only the examples of `reportcli new`: delete [reports.2024]" in done.stderr
    write(tmp_path, SMALL)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert "choose another year, or delete [reports.2024] with its victories" in done.stderr


def test_reports_under_no_heading_of_their_own_are_not_guessed_at(tmp_path: Path) -> None:
    inline = (
        b'reports = { 2025 = { languages = ["fr"], title = "T", victories = [{ text = "x" }] } }'
    )
    make_pdf(tmp_path / "r.pdf", inline)
    write(tmp_path, SMALL)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "--print" in done.stderr
    assert (tmp_path / DATA).read_text("utf-8") == SMALL


@pytest.mark.parametrize(
    ("attached", "name", "told"),
    [
        (None, "", "carries no data"),
        (b"x", "other.toml", "carries no data"),
        (b"[reports", "victories.toml", "cannot be read"),
        (b"\xff", "victories.toml", "cannot be read"),
        (b"x = 1", "victories.toml", "cannot be read"),
        (b"reports = 1", "victories.toml", "cannot be read"),
    ],
)
def test_a_pdf_without_data_of_ours_is_told(
    tmp_path: Path, attached: bytes | None, name: str, told: str
) -> None:
    make_pdf(tmp_path / "r.pdf", attached, name)
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "should not have" not in done.stderr


def test_a_pdf_with_a_password_is_told(tmp_path: Path) -> None:
    with pikepdf.open(make_pdf(tmp_path / "o.pdf", OURS)) as pdf:
        pdf.save(tmp_path / "r.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
    done = reportcli("import", "r.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "protected by a password" in done.stderr
