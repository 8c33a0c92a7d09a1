"""What the policy decides, and that its document and its pages follow."""

from __future__ import annotations

import ast
import hashlib
import hmac
import json
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import evalkit
from evalkit.edition.record import Note
from evalkit.errors import EvalkitError
from evalkit.package.schema import resources
from evalkit.publication import key as key_module
from evalkit.publication.key import KEY_FILE, KEY_VARIABLE, keep_key, keyed, workspace_key
from evalkit.publication.part import compared, known_to, part_for
from evalkit.publication.policy import PLACES, enough, known_notes, may_name, may_show, may_watch, narrowed, small
from evalkit.publication.table import BEGIN, END, table
from evalkit.report import review_tables
from evalkit.report.words import Words
from evalkit.rules.audience import AUDIENCES
from tests.folders import REPOSITORY

MODULES = sorted((REPOSITORY / "evalkit").rglob("*.py"))


def test_the_table_of_the_document_is_made_from_the_policy() -> None:
    document = (REPOSITORY / "docs/publication.md").read_text(encoding="utf-8")
    assert document.partition(BEGIN)[2].partition(END)[0].strip() == table()


def test_every_place_is_in_a_notebook_of_its_page() -> None:
    notebooks = {path.stem: path for path in (REPOSITORY / "notebooks").glob("*.ipynb")}
    for place in PLACES:
        if place.kind == "data":
            assert place.name in {resource.name for resource in resources(("zh", "en"))}
            continue
        path = next(p for stem, p in notebooks.items() if stem == place.page or stem.startswith(f"{place.page}-"))
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "".join("".join(cell["source"]) for cell in cells)
        if place.page == "brief":  # its points are in the library
            source += (REPOSITORY / "evalkit/report/brief.py").read_text("utf-8")
        function = {"scores": "score_list"}.get(place.name, place.name.replace("-", "_"))
        if place.name == "consistency-grras":
            function = "consistency_reporting.grras"
        said = {
            "note-": "known_notes",
            "say-near": "near_cut_offs",
            "say-scores": "ev.published",
            "say-docket": "docket_said",
            "say-dropped-": "standing(" if place.page in ("02", "annual-report") else "effect(",
            "say-discussion": "discussion_said",
            "section-ties": "may_see_ties",
            "section-adjusted": "Which ones is not published",
        }
        assert (
            f'name="{place.name}"' in source
            or (said.get(place.name, place.name) if place.kind == "text" else function) in source
        ), place


#: Where a kind of reader decides: publication itself, what the rules withhold of the results, and where files lie.
_DECIDE = ("publication/", "cli/", "edition/workspace.py", "scoring/evaluation.py")


def test_nothing_else_asks_who_the_reader_is() -> None:
    sources = {str(p.relative_to(REPOSITORY / "evalkit")): p.read_text("utf-8") for p in MODULES}
    for path in (REPOSITORY / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources[path.name] = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")

    def asks(source: str) -> bool:
        compared = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Compare)]
        constants = [c for n in compared for c in ast.walk(n) if isinstance(c, ast.Constant)]
        return any(c.value in ("public", "internal") for c in constants)

    # What checks a finished package stands alone, and decides nothing.
    alone = (*_DECIDE, "package/verify.py")
    assert [name for name, source in sources.items() if asks(source) and not name.startswith(alone)] == []
    assert {name for name, source in sources.items() if asks(source)} >= {"publication/policy.py"}


def test_a_watch_list_is_for_whom_the_rules_say() -> None:
    series = evalkit.load_series("demo", root=REPOSITORY)
    rule = series["2025"].rules.watch
    assert rule is not None
    told = {}
    for audience in ("public", "internal"):
        rules = series["2025"].rules.model_copy(update={"watch": rule.model_copy(update={"audience": audience})})
        asked = SimpleNamespace(rules=rules)
        told[audience] = [may_watch({"2025": asked}, "2025", reader) for reader in AUDIENCES]  # type: ignore[arg-type]
    assert told == {"public": [True, True], "internal": [False, True]}


def test_thresholds() -> None:
    assert not enough("public", 3, 2) and enough("public", 3, 3) and enough("internal", 0)
    assert [small("public", n) for n in range(4)] == [False, True, True, False]
    assert may_show("table", "consistency-own", "internal") and not may_show("table", "consistency-own", "public")
    assert may_show("table", "something-of-ones-own", "public")
    assert not may_name("public", "own-advantage", 30) and not may_name("public", "severity", 2)
    assert may_name("public", "severity", 3)


def test_the_public_learns_nothing_of_the_assignment_from_notes() -> None:
    of_reviewers = ("least-everywhere", "resigned", "conflict-found")
    kinds = ("unassigned", "encoding", "unmarked", "reviewers-per-unit", *of_reviewers, "copied-title")
    notes = [Note(kind, "assignment.csv", "panel1: 2, reviewers_per_unit = 3: J01") for kind in kinds]
    assert [note.kind for note in known_notes(notes, "public")] == ["encoding", "copied-title"]
    assert known_notes(notes, "internal") == notes


def test_how_far_a_mean_narrows_its_values() -> None:
    # Five values of 0 to 49 with a mean of 48 ± 0.5: 5 × 47.5 − 4 × 49 = 41.5 at least.
    assert narrowed(Fraction(48), Fraction(1, 2), 5, Fraction(0), Fraction(49)) == (Fraction(83, 2), 49)
    assert narrowed(Fraction(1), Fraction(1, 2), 3, Fraction(0), Fraction(49)) == (0, Fraction(9, 2))


def test_the_part_has_no_trace_of_a_withheld_unit() -> None:
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    part = part_for(ev, "public")
    assert part_for(ev, "internal") is ev
    assert set(part.record.units["unit"]) == set(ev.record.units["unit"]) - ev.withheld
    assert part.record.review is not None
    for tables in (part.record.review.marks, part.record.review.assignment, part.record.review.minutes):
        assert tables is not None and not ev.withheld & set(tables["unit"].astype(str))
    # The others keep the scores that they had.
    before = ev.results.set_index("unit")["score"]
    after = part.results.set_index("unit")["score"]
    assert after.to_dict() == before.drop(list(ev.withheld)).to_dict()
    public = compared(ev, "public")
    # 98 units of which 5 are withheld, five sheets each.
    assert public is not None and public.sheets.size == 5 * 93


def test_reasons_of_too_few_units_are_put_together() -> None:
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    views = {
        a: review_tables.reasons(ev, Words("en", ev.record.programme, ev.rules, a)) for a in ("public", "internal")
    }
    rows = {a: [row for _, group in v.groups for row in group] for a, v in views.items() if v is not None}
    assert min(int(row[-1]) for row in rows["public"]) >= 3
    assert all(len(row) == 2 for row in rows["public"]), "by cohort there are ones and twos"
    assert rows["public"][-1][-1] == rows["internal"][-1][-1]
    assert sum(int(row[-1]) for row in rows["public"][:-1]) == int(rows["public"][-1][-1])


def test_a_reason_of_too_few_units_is_no_table_of_their_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    """One unit is absent: the public would read “All 1” and no reason at all."""
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    whole = review_tables.reviewed(ev).roster
    absent = whole[~whole["takes_part"]].head(1)
    few = pd.concat([whole[whole["takes_part"]], absent])
    assert len(absent) == 1
    monkeypatch.setattr(review_tables, "reviewed", lambda ev: SimpleNamespace(roster=few))
    assert review_tables.reasons(ev, Words("en", ev.record.programme, ev.rules, "public")) is None
    view = review_tables.reasons(ev, Words("en", ev.record.programme, ev.rules, "internal"))
    assert view is not None and [row[-1] for _, group in view.groups for row in group] == ["1", "1"]


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    first = workspace_key(tmp_path)
    assert workspace_key(tmp_path) == first and len(first) == 64
    assert not (tmp_path / KEY_FILE).exists()
    assert keep_key(tmp_path) == first
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(key_module, "_passing", {})
    assert workspace_key(tmp_path) == first
    assert [p.name for p in (tmp_path / KEY_FILE).parent.iterdir()] == ["manifest.key"]


def test_a_slower_first_run_takes_the_key_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    mine = workspace_key(tmp_path)
    path = tmp_path / KEY_FILE
    path.parent.mkdir()
    path.write_text("of the other\n", encoding="utf-8")
    assert keep_key(tmp_path) == workspace_key(tmp_path) == "of the other" != mine


def test_keyed_is_an_hmac(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = hmac.new(b"k", b"a\0b", hashlib.sha256).hexdigest()
    assert keyed("k", "a", "b") == expected
    monkeypatch.setenv(KEY_VARIABLE, "from outside, long")
    assert workspace_key(tmp_path) == "from outside, long"


def test_a_key_of_few_characters_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It can be guessed, and occurs in a page by chance, which is then refused."""
    monkeypatch.setenv(KEY_VARIABLE, "fifteen letters")
    with pytest.raises(EvalkitError, match="EVALKIT_KEY is too short for a key; allowed: 16"):
        workspace_key(tmp_path)


def test_what_the_public_could_work_out_rests_on_scores_alone() -> None:
    """Of an edition of marks as well, which has its review: 24, 32, 37 and 5 by tier, and no mark."""
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    known = known_to(ev, "public")
    assert not known.marked
    assert known.counts("tier")["count"].tolist() == [24, 32, 37, 5]
    assert known.results["score"].isna().sum() == 5
