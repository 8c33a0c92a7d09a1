"""docs/texts.md: the example as it stands there, and the places; docs/annual-report.md: every section has its place."""

from __future__ import annotations

import re
from pathlib import Path

from evalkit.edition import read_edition
from evalkit.edition.texts import SLOTS, place_of, slots_of
from evalkit.report.texts import passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY, Folder
from tests.texts.test_form import write
from tests.texts.test_numbers import run

TEXTS = (REPOSITORY / "docs/texts.md").read_text(encoding="utf-8")
REPORT = (REPOSITORY / "docs/annual-report.md").read_text(encoding="utf-8")


def test_the_example(folder: Folder) -> None:
    (source,) = re.findall(r"```markdown\n(.*?)```", TEXTS, re.DOTALL)
    (told,) = re.findall(r"```console\n\$ evalkit check alliances 2019\n(.*?)```", TEXTS, re.DOTALL)
    write(folder, "en/foreword.md", source)
    done = run(folder, "check", "alliances", "2019")
    assert (done.returncode, done.stderr) == (2, told)
    write(folder, "en/foreword.md", source.replace("[98]", "[99]"))
    record = read_edition(folder.edition)
    shown = passage(Evaluation(record, record.rules), record.texts[0], Words("en", record.programme, record.rules))
    (quoted,) = re.findall(r"\n> (.*)\n", TEXTS)
    assert re.sub(r"<[^>]+>", "", shown.markup).strip() == quoted
    assert run(folder, "check", "alliances", "2019").returncode == 0


def test_every_place_is_named() -> None:
    table = TEXTS.partition("## Places")[2].partition("Ids are those")[0]
    named = [name.replace("<id>", "") for row in table.splitlines() for name in re.findall("`([^`]+)`", row)]
    assert named == list(SLOTS)
    assert {n.replace("<id>", "") for n in re.findall("`([a-z]+(?:-<id>)?)`", REPORT)} >= set(SLOTS)


#: The table of contents of the published report: I to VIII, and three annexes.
PUBLISHED = (
    "I. ", "II.1", "II.2", "II.3", "II.4", "II.5", "III.1", "III.2 to III.5", "III.6 to III.9", "IV.1 to IV.3",
    "IV. Highlights", "V. ", "VI. ", "VII. ", "VIII. ", "Annex 1", "Annex 2", "Annex 3",
)  # fmt: skip


def test_nothing_published_is_without_its_place() -> None:
    rows = [row.split("|")[1:-1] for row in REPORT.splitlines() if row.startswith("| ")]
    for section in PUBLISHED:
        (row,) = [r for r in rows if r[0].strip().startswith(section)]
        assert row[1].strip() not in ("", "–"), section


def test_the_2019_report_has_a_text_wherever_the_published_one_has_prose() -> None:
    record = read_edition(REPOSITORY / "data/alliances/2019")
    slots = slots_of(record.rules)
    wanted = {
        "foreword", "principles", "rubric", "panel", "procedure", "scope", "cohort-D", "tier-high", "tier-inactive",
        "areas", "area-organisation", "area-collaboration", "area-industry", "highlights", "honour", "conclusions",
        "reasons", "recommendations",
    }  # fmt: skip
    for language in ("zh", "en"):
        assert {place_of(t.slot, slots) for t in record.texts if t.language == language} == wanted


def test_a_page_for_the_notebook_places_every_slot() -> None:
    source = (Path(REPOSITORY) / "notebooks/annual-report.ipynb").read_text(encoding="utf-8")
    # How to appeal concerns a unit and its result, and stands in the letter to it.
    for slot in set(SLOTS) - {"appeal"}:
        assert f'page.own(\\"{slot}\\")' in source or f'page.own(f\\"{slot}{{' in source, slot
