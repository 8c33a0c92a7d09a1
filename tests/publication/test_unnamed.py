"""Name, score and rank by tier: what the public gets of each, and what an attacker finds of units that are not named.

The case is drawn: which unit is called what, and what everybody gave, come from a generator with a fixed seed.
"""

from __future__ import annotations

import base64
import csv
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import evalkit
from evalkit.publication.policy import may_follow
from evalkit.publication.search import leaks
from evalkit.publication.secrets import unpublished
from evalkit.report.series_findings import watch
from evalkit.report.series_tables import watch_list
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.report.conftest import evalkit as command
from tests.report.shown import tables_on

SEED = 20260
UNITS, REVIEWERS = 16, 3
EDITIONS = ("2024", "2025")
SYLLABLES = "ba dro fi gul hem jo kra lis mur nep osti pla quen ruv sto tez".split()
PROGRAMME = """
id = "drawn"
languages = ["en"]
title = "Drawn"
publisher = "Nobody"
synthetic = false
unit = { en = "project", en_plural = "projects" }
"""
RULES = """
programme = "drawn"
edition = "{edition}"
title = "Drawn {edition}"
data.level = "marks"
indicators = [
  {{ id = "idea", points = 10, name = "Idea" }},
  {{ id = "work", points = 10, name = "Work" }},
]
marks = {{ step = 1 }}
scores = {{ min = 0, max = 20, step = 1 }}
review.final = {{ rule = "mean", of = "all-rounds", rounding = "half-up" }}
tiers = [
  {{ id = "high", lowest = 14, highest = 20, name = "High" }},
  {{ id = "middle", lowest = 8, highest = 13, name = "Middle" }},
  {{ id = "low", lowest = 0, highest = 7, name = "Low" }},
]
honour = {{ tier = "high", consecutive = 2, name = "Prize" }}
watch = {{ tiers = ["low"], absence = true, consecutive = 2, audience = "public" }}

[publication]
{publication}
"""


def drawn(root: Path, publication: str) -> Path:
    """Write two editions with the same units; whoever was good in one is somewhere else in the other."""
    draw = random.Random(SEED)
    words = draw.sample([a + b for a in SYLLABLES for b in SYLLABLES], UNITS)
    units = [(f"K{n:02}", word.capitalize()) for n, word in zip(draw.sample(range(10, 99), UNITS), words, strict=True)]
    folder = root / "data" / "drawn"
    for edition in EDITIONS:
        place = folder / edition
        place.mkdir(parents=True)
        (place / "rules.toml").write_text(RULES.format(edition=edition, publication=publication), encoding="utf-8")
        reviewers = [f"R{n}x{draw.randint(100, 999)}" for n in range(REVIEWERS)]
        tables = {
            "units": [("unit", "name"), *units],
            "reviewers": [("reviewer",), *((r,) for r in reviewers)],
            "marks": [("unit", "reviewer", "indicator", "points")],
        }
        for unit, _ in units:
            level = draw.randint(1, 9)
            for reviewer in reviewers:
                for indicator in ("idea", "work"):
                    points = min(10, max(0, level + draw.randint(-2, 2)))
                    tables["marks"].append((unit, reviewer, indicator, str(points)))
        for name, rows in tables.items():
            with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    return root


def evaluated(root: Path, edition: str) -> Evaluation:
    return evalkit.load("drawn", edition, root=root).evaluate()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public pages of both editions, of which neither names the units of the lowest tier."""
    root = drawn(tmp_path_factory.mktemp("unnamed"), 'withhold_names_of = ["low"]')
    done = command(root, "run", "--no-office", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield everything public: the text of each file, and of each drawing in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            yield path.name, content
            for drawing in re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", content):
                yield path.name, base64.b64decode(drawing).decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_public_has_the_name_or_the_code_of_who_is_not_named(root: Path, edition: str) -> None:
    """In no table, sentence, attribute, drawing, CSV, manifest or index of the edition; the others are all there."""
    ev = evaluated(root, edition)
    called = {row["unit"]: row["name"] for row in ev.record.units.to_dict("records")}
    assert 2 < len(ev.unnamed) < UNITS - 2
    secret = [word for unit in ev.unnamed for word in (unit, called[unit])]
    folder = root / "reports" / "drawn" / edition
    found = [(file, word) for file, text in texts(folder) for word in secret if re.search(rf"(?i)\b{word}\b", text)]
    assert found == []
    rows = tables_on(folder / "en/02-scores-and-tiers.html")["scores"]
    assert {row[2] for row in rows[1:]} == set(called) - ev.unnamed
    # Both editions are made from the same files, all of the programme's: each has its own data all the same.
    with (folder / "data/results.csv").open(encoding="utf-8", newline="") as file:
        told = {row["unit"]: row["score"] for row in csv.DictReader(file)}
    assert told == {u: str(s) for u, s in zip(ev.results["unit"], ev.results["score"], strict=True) if u in told}
    assert set(told) == set(called) - ev.unnamed


@pytest.mark.slow
def test_counts_are_of_all_and_movements_are_not_told(root: Path) -> None:
    """Whoever is not named is counted; who is named now is not known to have been among those that were not before."""
    ev = evaluated(root, "2025")
    folder = root / "reports/drawn/2025/en"
    rows = tables_on(folder / "02-scores-and-tiers.html")["tiers"]
    counts = ev.counts("tier").set_index("tier")["count"].to_dict()
    assert [row[2] for row in rows[1:4]] == [str(counts[tier]) for tier in ("high", "middle", "low")]
    assert counts["low"] == len(ev.unnamed)
    everywhere = " ".join(name for page in folder.glob("*.html") for name in tables_on(page))
    assert "tiers" in everywhere and "mobility" not in everywhere and "watch-list" not in everywhere
    page = (folder / "05-across-editions.html").read_text(encoding="utf-8")
    assert "figure-tiers-by-edition" not in page and "Movements between tiers are left out" in page
    named = [p for p in texts(root / "reports/drawn/2025") if p[0] == "05-across-editions.html"]
    before = evaluated(root, "2024")
    called = dict(zip(before.record.units["unit"].astype(str), before.record.units["name"], strict=True))
    risen = before.unnamed - ev.unnamed
    assert risen
    # Those on the roll have been named in both; of nobody else the page says what it was.
    assert not [u for u in risen for _, text in named if called[u] in text]


@pytest.mark.slow
def test_a_page_that_names_one_all_the_same_is_not_published(root: Path, tmp_path: Path) -> None:
    """By its name in a sentence, by its code in a table of codes, inside a drawing."""
    shutil.copytree(root / "data", tmp_path / "data")
    ev = evaluated(root, "2025")
    unit = sorted(ev.unnamed)[0]
    name = str(ev.record.units.set_index("unit").loc[unit, "name"])
    svg = base64.b64encode(f"<svg><!-- {name} --></svg>".encode()).decode()
    secrets = unpublished(ev.record)
    for html in (
        f"<p>The prize goes to {name}.</p>",
        f"<p>{name.upper()}</p>",
        f"<table><tr><th>Code</th><th>Rank</th></tr><tr><td>{unit}</td><td>1</td></tr></table>",
        f'<img alt="x" src="data:image/svg+xml;base64,{svg}">',
    ):
        assert [(leak.kind, leak.code) for leak in leaks([("a.html", html.encode())], secrets)][:1] == [("unit", unit)]
    units = ev.record.units
    other = next(n for u, n in zip(units["unit"], units["name"], strict=True) if u not in ev.unnamed)
    assert not list(leaks([("a.html", f"<p>The prize goes to {other}.</p>".encode())], secrets))


def test_the_rank_may_go_out_without_the_score_and_the_score_without_the_rank(tmp_path: Path) -> None:
    # Ranks follow weights of their own, so that the scores do not tell them.
    said = 'withhold_scores_of = ["low"]\nwithhold_ranks_of = ["middle"]\n[ranking]\nweights = { idea = 2 }'
    ev = evaluated(drawn(tmp_path, said), "2025")
    whole = ev.results.set_index("unit")
    for row in ev.published.to_dict("records"):
        own = whole.loc[row["unit"]]
        assert (row["score"] is None or row["score"] != row["score"]) == (own["tier"] == "low")
        if own["tier"] == "middle":
            assert row["rank"] != row["rank"] or row["rank"] is None or str(row["rank"]) == "<NA>"
        else:
            assert row["rank"] == own["rank"]
    assert ev.unnamed == frozenset()
    assert [u.rank for u in unpublished(ev.record).units] == [None] * len(ev.withheld)


def test_who_is_not_named_has_no_score_and_no_rank_either_and_stands_in_no_order(tmp_path: Path) -> None:
    ev = evaluated(drawn(tmp_path, 'withhold_names_of = ["low"]'), "2025")
    shown = ev.shown("public")
    silent = shown[shown["unit"].isna()]
    assert len(shown) == UNITS and len(silent) == len(ev.unnamed)
    assert silent[["name", "score", "rank"]].isna().all().all() and silent["withheld"].all()
    # The rows differ in nothing: their order cannot tell anything.
    assert len(silent.astype(str).drop_duplicates()) == 1
    assert ev.shown("internal")["unit"].notna().all()
    series = evalkit.load_series("drawn", root=tmp_path)
    assert may_follow(series, "internal") and not may_follow(series, "public")


@pytest.mark.parametrize("key", ["withhold_scores_of", "withhold_ranks_of", "withhold_names_of"])
def test_a_tier_that_there_is_not(tmp_path: Path, key: str) -> None:
    with pytest.raises(evalkit.EditionError) as caught:
        evaluated(drawn(tmp_path, f'{key} = ["lowest"]'), "2025")
    (fault,) = caught.value.faults
    said = f"publication.{key}: “lowest” is not allowed; allowed: high, middle, low"
    assert said in fault.describe("en")


def test_a_rank_that_the_published_scores_tell_is_not_withheld(tmp_path: Path) -> None:
    with pytest.raises(evalkit.EditionError) as caught:
        evaluated(drawn(tmp_path, 'withhold_scores_of = ["low"]\nwithhold_ranks_of = ["middle", "low"]'), "2025")
    (fault,) = caught.value.faults
    assert (fault.kind, fault.value) == ("rank-follows-from-score", "middle")


def test_the_watch_list_says_how_many_it_does_not_name(tmp_path: Path) -> None:
    """Whoever is in the lowest tier twice is counted and not named; who may read the names is told nothing of it."""
    drawn(tmp_path, 'withhold_names_of = ["low"]')
    series = evalkit.load_series("drawn", root=tmp_path)
    listed = set(series.watch_list("2025").held)
    unnamed = listed & (series["2024"].unnamed | series["2025"].unnamed)
    assert listed and unnamed == listed
    for audience in ("public", "internal"):
        words = Words("en", series["2025"].record.programme, series["2025"].rules, audience=audience)
        said = dict(watch(series, words, "2025"))
        assert said["say-watch"]["listed"] == len(listed)
        assert ("say-watch-unnamed" in said) == (audience == "public")
        if audience == "public":
            assert said["say-watch-unnamed"]["unnamed"] == ("only" if len(listed) == 1 else "all")
            assert watch_list(series, words, "2025") is None
