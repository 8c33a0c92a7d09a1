"""What the data package holds, and that nothing withheld can be had from it."""

from __future__ import annotations

import csv
import doctest
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import evalkit
from evalkit.package.build import package_files
from evalkit.package.schema import resources
from evalkit.publication.search import leaks
from evalkit.publication.secrets import unpublished
from evalkit.rules.banding import steps_of_tier
from evalkit.scoring import Evaluation, Series
from tests.folders import REPOSITORY
from tests.package.made import listed, verified, written
from tests.rulesets.test_worked_cases import ROOT, evaluated

Files = dict[str, str]


@pytest.fixture(scope="module")
def alliances() -> Series:
    return evalkit.load_series("alliances", root=REPOSITORY)


@pytest.fixture(scope="module")
def files(alliances: Series) -> Files:
    return package_files(alliances["2019"], alliances, "public")


@pytest.fixture(scope="module")
def demo() -> Evaluation:
    return evalkit.load("demo", "2025", root=REPOSITORY).evaluate()


def rows(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"], newline="")))


def test_the_printed_share_of_the_most_active(files: Files) -> None:
    # The 2019 report, section II.2: 35 of 99 participants, 35.35%; 35/99 = 0.353535…
    (share,) = [row for row in rows(files, "shares") if row["share"] == "share(tier=high, of=participants)"]
    assert (share["numerator"], share["denominator"], share["denominator_count"]) == ("35", "participants", "99")
    assert (share["exact"], share["percent"]) == ("35/99", "35.35")
    # 99 of 157: section II.1.
    (took_part,) = [row for row in rows(files, "shares") if row["share"] == "share(of=all)"]
    assert (took_part["exact"], took_part["percent"]) == ("99/157", "63.06")


def test_tables_have_the_columns_of_the_schema_and_no_word_of_one_language(files: Files) -> None:
    known = {r.file: list(r.names) for r in resources(("zh", "en"))}
    tables = {name: text for name, text in files.items() if name.endswith(".csv")}
    assert {name: text.split("\n", 1)[0].split(",") for name, text in tables.items()} == {n: known[n] for n in tables}
    # All are named, and the rules have neither percentiles nor labels.
    assert set(tables) == set(known) - {"unnamed.csv", "percentiles.csv", "labels.csv"}
    for name, text in tables.items():
        assert "\u2212" not in text and not text.startswith("\ufeff"), name


def test_labels_and_percentiles() -> None:
    due = (ROOT / "data/cluster-labels/expected.csv").read_text(encoding="utf-8").splitlines()
    labels = package_files(evaluated("cluster-labels", "2026"), None, "public")["labels.csv"]
    assert labels.splitlines() == [line.rpartition(",")[0].replace("awarded anew", "awarded-anew") for line in due]
    ev = evaluated("nih", "2026")
    told = {row["unit"]: int(row["percentile"]) for row in rows(package_files(ev, None, "public"), "percentiles")}
    assert told == ev.percentiles and len(told) > 3


def test_the_descriptor_names_every_table_and_its_keys(files: Files) -> None:
    described = json.loads(files["datapackage.json"])
    assert described["profile"] == "tabular-data-package"
    # The pattern that the specification has for names.
    assert described["name"] == "alliances-2019"
    assert {r["path"] for r in described["resources"]} == {n for n in files if n.endswith(".csv")}
    results = next(r for r in described["resources"] if r["name"] == "results")["schema"]
    assert results["missingValues"] == [""] and results["primaryKey"] == ["unit"]
    assert {(k["fields"], k["reference"]["resource"]) for k in results["foreignKeys"]} == {
        ("unit", "units"), ("tier", "tiers"),
    }  # fmt: skip
    fields = {f["name"]: f for f in results["fields"]}
    assert fields["score"]["type"] == "number" and fields["withheld"]["trueValues"] == ["yes"]
    assert set(fields["score"]["descriptions"]) == {"zh", "en"}
    assert described["evalkit"]["tiers_follow"] and described["evalkit"]["ranks_follow"]


def test_the_dictionary_has_every_column_in_both_languages(files: Files) -> None:
    text = files["README.md"]
    for resource in resources(("zh", "en")):
        assert text.count(f"## `{resource.file}`") == 2 * (resource.file in files)
        for column in resource.columns:
            assert text.count(f"| `{column.name}` |") >= 2 or column.name not in text


def test_the_examples_of_the_guide_run(files: Files, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())
    guide = (REPOSITORY / "docs/data-package.md").read_text(encoding="utf-8")
    for resource in resources(("zh", "en")):
        assert resource.name in guide
    examples = doctest.DocTestParser().get_doctest(guide, {"folder": tmp_path}, "data-package.md", None, 0)
    assert len(examples.examples) == 5
    told: list[str] = []
    doctest.DocTestRunner().run(examples, out=told.append)
    assert told == []


def test_the_same_bytes_twice(alliances: Series, files: Files) -> None:
    assert package_files(alliances["2019"], alliances, "public") == files


def test_an_edition_of_counts_has_what_is_known_of_it(alliances: Series) -> None:
    made = package_files(alliances["2016"], None, "public")
    assert "shares.csv" not in made and "denominators.csv" not in made
    # 2016: 100 took part by the source; who they were is not on file.
    assert [(row["fact"], row["count"]) for row in rows(made, "facts")] == [("participants", "100")]
    assert {row["participants"] for row in rows(made, "cohorts")} == {""}


def test_withheld_scores_and_ranks_are_not_there_and_internal_readers_have_them(demo: Evaluation) -> None:
    public = {row["unit"]: row for row in rows(package_files(demo, None, "public"), "results")}
    internal = {row["unit"]: row for row in rows(package_files(demo, None, "internal"), "results")}
    assert demo.withheld and set(public) == set(internal)
    for unit in demo.withheld:
        assert [public[unit][name] for name in ("score", "low", "high", "rank", "withheld")] == [""] * 4 + ["yes"]
        assert internal[unit]["score"] and internal[unit]["rank"] and internal[unit]["withheld"] == "yes"
    assert list(public) == sorted(public)


@pytest.mark.parametrize("tiers", [("average",), ("fairly-high", "inactive")])
def test_a_package_does_not_depend_on_what_is_withheld(alliances: Series, tiers: tuple[str, ...]) -> None:
    """Whatever the withheld scores are that their tiers permit, every byte is the same: nothing can be had from it."""
    ev = alliances["2019"]
    publication = ev.rules.publication.model_copy(update={"withhold_scores_of": tiers})
    rules = ev.rules.model_copy(update={"publication": publication})
    first = Evaluation(replace(ev.record, rules=rules), rules)
    hidden = first.withheld
    # Those that the source withholds are among the inactive ones, and on no file.
    on_file = first.results["tier"].isin(tiers) & first.results["score"].notna()
    assert on_file.sum() > 10
    made = []
    for end in (0, 1):
        scores = first.record.scores.copy()
        for i in scores.index[scores["unit"].isin(hidden) & scores["steps"].notna()]:
            tier = next(t for t in rules.tiers if t.id == first.tier_by_unit[scores.loc[i, "unit"]])
            scores.loc[i, ["steps", "lowest", "highest"]] = steps_of_tier(tier, rules)[end]
        other = Evaluation(replace(first.record, scores=scores), rules)
        assert other.withheld == hidden
        made.append(package_files(other, None, "public"))
    assert made[0] == made[1] == package_files(first, None, "public")


def test_who_is_not_named_is_in_no_table_and_in_every_count(alliances: Series, tmp_path: Path) -> None:
    ev = alliances["2019"]
    publication = ev.rules.publication.model_copy(update={"withhold_names_of": ("average",)})
    rules = ev.rules.model_copy(update={"publication": publication})
    other = Evaluation(replace(ev.record, rules=rules), rules)
    made = package_files(other, None, "public")
    silent = set(ev.results.loc[ev.results["tier"] == "average", "unit"])
    assert len(silent) == 37 == sum(int(row["count"]) for row in rows(made, "unnamed"))
    for name in ("units", "results"):
        assert silent.isdisjoint(row["unit"] for row in rows(made, name))
    assert not any(f"unit={unit})" in row["expression"] for row in rows(made, "claims") for unit in silent)
    assert {row["tier"]: row["count"] for row in rows(made, "tiers")}["average"] == "37"
    assert rows(made, "shares") == rows(package_files(ev, None, "public"), "shares")
    found = list(leaks(((n, t.encode()) for n, t in made.items()), unpublished(other.record), ("unit",)))
    assert found == []
    written(tmp_path, other)
    listed(tmp_path)
    assert verified(tmp_path)[0] == 0


def test_a_count_is_no_code_of_a_unit(demo: Evaluation) -> None:
    """Codes of units may be small numbers, like any count; in a package they stand in the column of units only."""
    secrets = replace(unpublished(demo.record), others=frozenset())
    unit = next(u for u in secrets.units if u.code.isdecimal())
    score = int(max(unit.scores))
    table = f"cohort,total\n{unit.code},{score}\n".encode()
    assert list(leaks([("cohorts.csv", table)], secrets, ("unit",))) == []
    assert [leak.kind for leak in leaks([("cohorts.csv", table)], secrets)] == ["score"]
    told = f"unit,total\n{unit.code},{score}\n".encode()
    assert [leak.kind for leak in leaks([("units.csv", told)], secrets, ("unit",))] == ["score"]


def test_no_percentage_of_the_package_rests_on_scores(files: Files) -> None:
    """Every exact value is a count over a count of units; none has a sum of scores in it."""
    counts = {row["denominator"]: row["count"] for row in rows(files, "denominators")}
    for row in rows(files, "shares"):
        if row["exact"]:
            assert row["exact"] == f"{row['numerator']}/{counts[row['denominator']]}"
            assert 0 <= Fraction(row["exact"]) <= 1


def test_names_are_no_formulas_in_a_spreadsheet(alliances: Series) -> None:
    ev = alliances["2019"]
    units = ev.record.units.assign(name=ev.record.units["name"].where(ev.record.units.index != 0, "=cmd|'/c calc'!A0"))
    made = package_files(Evaluation(replace(ev.record, units=units), ev.rules), None, "public")
    assert [row["name"] for row in rows(made, "units") if "cmd" in row["name"]] == ["'=cmd|'/c calc'!A0"]
