"""Letters as they are written: nothing of anybody else in any of 300 planted places, all of them or none."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pdfua import validate

from evalkit.cli import main
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError
from evalkit.publication.blocks import blocks
from evalkit.runner.letters import write_letters
from tests.report.test_office_pdf import elements
from tests.rulesets import small as rulesets

SEED = 15
UNITS, REVIEWERS, SECRETS = 10, 6, 300
RULES = """
[[areas]]
id = "idea"
name = "Idea"
[[areas.indicators]]
id = "new"
points = 10
name = "Novelty"
[[areas.indicators]]
id = "sound"
points = 10
name = "Soundness"
[[areas]]
id = "plan"
name = "Plan"
{more}
[marks]
step = 0.5
[scores]
min = 0
max = 60
step = 0.5
[review.final]
rule = "mean"
of = "all-rounds"
rounding = "half-up"
[[tiers]]
id = "good"
lowest = 30
highest = 60
name = "Good"
[[tiers]]
id = "poor"
lowest = 0
highest = 29.5
name = "Poor"
[publication]
withhold_scores_of = ["poor"]
to_units = ["comments", "reasons"]
"""
INDICATORS = ("new", "sound", "work", "cost", "people", "time")
SYLLABLES = "ba dro fi gul hem jo kra lis mur nep osti pla quen ruv sto tez".split()


def planted(root: Path) -> dict[str, tuple[str, str]]:
    """Write an edition with a secret in each of 300 comments; return by the unit's code and a mark what each tells."""
    draw = random.Random(SEED)
    names = [a.capitalize() + b for a, b in draw.sample([(a, b) for a in SYLLABLES for b in SYLLABLES], 40)]
    units = {f"K{n}": f"{names.pop()} {names.pop()}" for n in draw.sample(range(10, 99), UNITS)}
    people = {f"Q{n}": f"Prof {names.pop()}" for n in draw.sample(range(100, 999), REVIEWERS)}
    more = "".join(f'[[areas.indicators]]\nid = "{i}"\npoints = 10\nname = "{i}"\n' for i in INDICATORS[2:])
    marks = {(u, "review", i): [draw.randint(2, 20) / 2 for _ in people] for u in units for i in INDICATORS}
    folder = rulesets.edition(root / "data", RULES.format(more=more), marks)
    (folder / "units.csv").write_text("unit,name\n" + "".join(f"{u},{n}\n" for u, n in units.items()), encoding="utf-8")
    (folder / "reviewers.csv").write_text(
        "reviewer,name\n" + "".join(f"{r},{n}\n" for r, n in people.items()), encoding="utf-8"
    )
    secrets: dict[str, tuple[str, str]] = {}
    rows = [["unit", "reviewer", "round", "indicator", "points", "comment"]]
    chosen = set(draw.sample(range(len(marks) * REVIEWERS), SECRETS))
    for (unit, step, indicator), given in marks.items():
        totals = [sum(marks[unit, step, i][n] for i in INDICATORS) for n in range(REVIEWERS)]
        for reviewer, mark in zip(people, given, strict=True):
            comment = f"harmless, {names[0]} apart"
            if len(rows) - 1 in chosen:
                other = draw.choice([u for u in units if u != unit])
                name, tied = units[other], draw.choice(list(people))
                persons = [people[reviewer], people[tied].upper(), reviewer, tied]
                numbers = [f"{mark:g} points", f"{draw.choice(totals):g}", f"{draw.choice(given):g}/10"]
                what = draw.choice([*persons, name, name.replace(" ", "  "), other, f"unit {other}", *numbers])
                marker = f"remark{len(secrets):03}x"
                secrets[marker] = (unit, what)
                comment = f"{marker}: beside {what} this is fair"
            rows.append([unit, reviewer, step, indicator, f"{mark:g}", comment])
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(rows)
    (folder / "marks.csv").write_text(memory.getvalue(), encoding="utf-8")
    assert len(secrets) == SECRETS
    return secrets


def text_of(path: Path) -> str:
    return "\n".join(cell for block in blocks(path.name, path.read_bytes()) for cell in block.cells)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("letters")
    secrets = planted(folder)
    return folder, secrets


def test_none_of_300_planted_secrets_is_in_a_letter(root: tuple[Path, dict[str, tuple[str, str]]]) -> None:
    folder, secrets = root
    done = write_letters(Workspace(folder), "small", "one", "unit")
    assert done.count == UNITS
    assert sum(done.left_out.values()) == SECRETS
    files = {p for p in done.folder.rglob("*") if p.suffix in (".docx", ".pdf")}
    assert len(files) == 2 * UNITS
    harmless = 0
    for path in files:
        text = text_of(path)
        assert "Result" in text
        for marker, (_, what) in secrets.items():
            assert marker not in text, (path.name, what)
        harmless += "harmless" in text
    # What names nobody is passed on: the control that the search is not what leaves everything out.
    assert harmless > UNITS / 2
    listed = list(csv.DictReader((done.folder / "units.csv").read_text("utf-8-sig").splitlines()))
    assert [row["code"] for row in listed] == codes(folder / "data/small/one")
    for row in listed:
        assert (done.folder / row["docx"]).is_file()
        assert (done.folder / row["pdf"]).is_file()
        own = text_of(done.folder / row["pdf"])
        assert f"has a score of {row['score']}" in " ".join(own.split())
        others = [r["name"] for r in listed if r["code"] != row["code"]]
        assert not any(name in own for name in others)


def test_a_letter_passes_pdf_ua_and_is_the_same_twice(root: tuple[Path, dict[str, tuple[str, str]]]) -> None:
    folder, _ = root
    made = [
        write_letters(Workspace(folder), "small", "one", "reviewer", only=[code], out=folder / name)
        for code, name in ((first(folder), "a"), (first(folder), "b"))
    ]
    # Into a folder of the user's own nothing else comes, such as a lock.
    assert {p.relative_to(made[0].folder).as_posix() for p in made[0].folder.rglob("*") if p.is_file()} == {
        *(f"reviewers/en/{first(folder)}.{form}" for form in ("docx", "pdf")), "reviewers-only.csv"
    }  # fmt: skip
    (pdf,) = made[0].folder.rglob("*.pdf")
    assert [(finding.rule_id, finding.message) for finding in validate(str(pdf)).findings] == []
    for path in made[0].folder.rglob("*.*"):
        if path.is_file() and path.suffix in (".docx", ".pdf", ".csv"):
            assert path.read_bytes() == (made[1].folder / path.relative_to(made[0].folder)).read_bytes()
    (docx,) = made[0].folder.rglob("*.docx")
    with zipfile.ZipFile(docx) as archive:
        body = archive.read("word/document.xml").decode()
    assert "TOC" not in body
    assert 'w:val="Closing"' in body
    assert 'w:val="Salutation"' in body
    # Reviewers and units of others are in none.
    text = text_of(docx)
    assert not re.search(r"\bK\d\d\b", text)
    assert set(re.findall(r"\bQ\d{3}\b", text)) <= {first(folder)}


def first(folder: Path) -> str:
    return (folder / "data/small/one/reviewers.csv").read_text("utf-8").splitlines()[1].partition(",")[0]


def test_letters_do_not_go_among_the_published_reports(tmp_path: Path) -> None:
    planted(tmp_path)
    with pytest.raises(EvalkitError) as caught:
        write_letters(Workspace(tmp_path), "small", "one", "unit", out=tmp_path / "reports" / "letters")
    assert caught.value.exit_code == 2 and "not for publication" in caught.value.describe("en")
    assert not (tmp_path / "reports").exists()


#: Where somebody types a secret, and what.
TYPED = {
    "the template": ("letters/en/unit.md", "# Result\n\n[](evalkit:own(show=result))\n\nUnlike {unit}.\n"),
    "a code in the template": ("letters/en/unit.md", "# Result\n\n[](evalkit:own(show=result))\n\nUnlike {code}.\n"),
    "how to appeal": ("text/en/appeal.md", "Write to {person}.\n"),
}


@pytest.mark.parametrize("place", TYPED)
def test_a_secret_in_what_the_office_typed_stops_all_letters(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(tmp_path)
    monkeypatch.setattr("evalkit.runner.letters.available", lambda formats: ("docx",))
    folder = tmp_path / "data/small/one"
    code, _, unit = (folder / "units.csv").read_text("utf-8").splitlines()[1].partition(",")
    _, _, person = (folder / "reviewers.csv").read_text("utf-8").splitlines()[1].partition(",")
    out = tmp_path / "out"
    out.mkdir()
    (out / "units.csv").write_text("earlier", encoding="utf-8")
    file, source = TYPED[place]
    path = folder.parent / file
    path.parent.mkdir(parents=True)
    path.write_text(source.format(unit=unit, code=code, person=person), encoding="utf-8")
    with pytest.raises(EvalkitError) as caught:
        write_letters(Workspace(tmp_path), "small", "one", "unit", out=out, only=codes(folder)[1:3])
    assert caught.value.exit_code == 1
    said = caught.value.describe("en")
    assert said.startswith("Nothing was written, for letters would tell of others")
    assert unit not in said
    assert person not in said
    assert [p.name for p in out.iterdir()] == ["units.csv"]
    assert (out / "units.csv").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize("lines", range(21, 28))
def test_a_signature_never_stands_alone_on_a_page(lines: int, tmp_path: Path) -> None:
    """Of letters that end about the foot of the first page; the fewest fill it, the most do not fit."""
    planted(tmp_path)
    template = tmp_path / "data/small/letters/en/unit.md"
    template.parent.mkdir(parents=True)
    told = "\n\n".join(f"Sentence {n}." for n in range(1, lines + 1))
    template.write_text(f"# Letter\n\n{told}\n\n---\n\nThe office\n", encoding="utf-8")
    only = codes(tmp_path / "data/small/one")[:1]
    done = write_letters(Workspace(tmp_path), "small", "one", "unit", only=only, out=tmp_path / "out")
    (pdf,) = done.folder.rglob("*.pdf")
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) == 2 or lines < 27
        assert len(opened.pages) == 1 or lines > 21
        paragraphs = [element for element in elements(opened) if element["/S"] == "/P"]
        # The last sentence, the signature, and what the letter was computed from.
        on = [element["/Pg"].objgen for element in paragraphs[-3:]]
        assert on == [opened.pages[-1].objgen] * 3
    (docx,) = done.folder.rglob("*.docx")
    with zipfile.ZipFile(docx) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    last = text.rpartition(f"Sentence {lines}.")[0].rpartition("<w:p>")[2]
    assert "<w:keepNext" in last


def codes(folder: Path) -> list[str]:
    return [row.partition(",")[0] for row in (folder / "units.csv").read_text("utf-8").splitlines()[1:]]


def run(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--root", str(root), "letters", *arguments], env={"LC_ALL": "C.UTF-8"})
    return done.exit_code, done.output


def test_the_command(root: tuple[Path, dict[str, tuple[str, str]]], tmp_path: Path) -> None:
    folder, _ = root
    assert run(folder, "small", "one") == (2, "To whom? Allowed: --to units or --to reviewers.\n")
    code, said = run(folder, "small", "one", "--to", "units", "--only", "K1")
    assert code == 2
    assert "K1" in said
    code, said = run(folder, "small", "one", "--to", "reviewers", "--language", "zh")
    assert code == 2
    rulesets.scored(tmp_path / "data", "[scores]\nmin = 0\nmax = 10\nstep = 1\n", "A,1 B,3")
    code, said = run(tmp_path, "small", "one", "--to", "reviewers")
    assert (code, said) == (
        2, "small/one: no marks of reviewers are on file, and letters to reviewers are about these.\n"
    )  # fmt: skip
    code, said = run(tmp_path, "small", "--template")
    assert code == 0
    template = tmp_path / "data/small/letters/en/unit.md"
    assert "[](evalkit:own(show=result))" in template.read_text(encoding="utf-8")
    assert Workspace(tmp_path).editions("small") == ("one",)
    code, said = run(tmp_path, "small", "--template")
    assert code == 2
    assert said == "data/small/letters/en/unit.md is there already, and nothing was written.\n"


def test_a_code_that_is_no_file_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evalkit.runner.letters.available", lambda formats: ("docx",))
    rulesets.scored(tmp_path / "data", "[scores]\nmin = 0\nmax = 10\nstep = 1\n", "A,1 B,3")
    for table in ("units", "scores"):
        path = tmp_path / f"data/small/one/{table}.csv"
        path.write_text(path.read_text("utf-8").replace("A,", "../../A/1,").replace("B,", "B:2,"), encoding="utf-8")
    done = write_letters(Workspace(tmp_path), "small", "one", "unit", out=tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out/units/en").iterdir())
    assert [re.sub("-[0-9a-f]{8}", "-", name) for name in names] == ["B_2-.docx", "_.._A_1-.docx"]
    listed = list(csv.DictReader((done.folder / "units.csv").read_text("utf-8-sig").splitlines()))
    assert [row["docx"].rpartition("/")[2] for row in listed] == names[::-1]


def test_codes_that_are_one_file_for_some_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where capitals are no difference, one letter would stand in the place of the other, and be sent to it."""
    monkeypatch.setattr("evalkit.runner.letters.available", lambda formats: ("docx",))
    codes = ["a1", "A1", "CON", "nul.x", "1e5", "B"]
    names = ["Alder", "Birch", "Cedar", "Elder", "Hazel", "Maple"]
    given = " ".join(f"{code},{n}" for n, code in enumerate(codes))
    folder = rulesets.scored(tmp_path / "data", "[scores]\nmin = 0\nmax = 10\nstep = 1\n", given)
    (folder / "units.csv").write_text(
        "unit,name\n" + "".join(f"{c},{n}\n" for c, n in zip(codes, names, strict=True)), encoding="utf-8"
    )
    template = tmp_path / "data/small/letters/en/unit.md"
    template.parent.mkdir(parents=True)
    template.write_text("# Your score\n\nIt is [](evalkit:own(show=score)).\n", encoding="utf-8")
    write_letters(Workspace(tmp_path), "small", "one", "unit", out=tmp_path / "out")
    whole = {path.name for path in (tmp_path / "out/units/en").iterdir()}
    kept = [re.sub("-[0-9a-f]{8}", "-", name) for name in whole]
    assert sorted(kept) == ["1e5.docx", "A1-.docx", "B.docx", "CON-.docx", "a1-.docx", "nul.x-.docx"]
    assert len({name.casefold() for name in whole}) == len(codes)
    # The same file, whoever else gets one.
    write_letters(Workspace(tmp_path), "small", "one", "unit", only=["A1"], out=tmp_path / "one")
    assert {path.name for path in (tmp_path / "one/units/en").iterdir()} <= whole
