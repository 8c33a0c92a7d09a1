"""docs/languages.md: its programmes are read as they stand, and check says what it says there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli.main import main
from evalkit.edition import read_edition
from evalkit.edition.reader import read_programme
from evalkit.wording import text
from tests.folders import REPOSITORY
from tests.languages.small import french_and_english

GUIDE = (REPOSITORY / "docs" / "languages.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_programmes_are_read_as_they_stand(tmp_path: Path) -> None:
    two, one = blocks("toml")
    folder = tmp_path / "data" / "awards"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(two, encoding="utf-8")
    programme = read_programme(folder)
    assert programme.languages == ("fr", "en")
    assert programme.unit.forms("fr") == {"unit": "candidature", "units": "candidatures", "measure": ""}
    (folder / "programme.toml").write_text(one, encoding="utf-8")
    programme = read_programme(folder)
    assert (programme.languages, dict(programme.title)) == (("en",), {"en": "Teaching awards"})


def test_check_says_what_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    folder = french_and_english(tmp_path)
    (folder / "programme.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (catalogue,) = blocks("ftl")
    (tmp_path / "wording" / "fr" / "pages.ftl").write_text(catalogue, encoding="utf-8")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert done.exit_code == 0, done.output
    said = [line for line in done.output.splitlines() if "pages are not made" not in line]
    # How many texts the library has changes with it; those of the catalogue are five.
    numbers = re.compile(r"([\d,]+) of ([\d,]+) texts")
    (printed,) = blocks("text")
    assert [numbers.sub("", line) for line in said] == [numbers.sub("", line) for line in printed.splitlines()]
    found = numbers.search(done.output)
    assert found is not None
    there, all_texts = (int(number.replace(",", "")) for number in found.groups())
    assert all_texts - there == 5
    # French has the singular for 0.
    assert text("fr", "index-tables", count=0) == "0 fichier CSV"
    assert read_edition(folder / "2025").programme.languages == ("fr", "en")
