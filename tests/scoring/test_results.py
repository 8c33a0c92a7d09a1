"""The table of results: its columns, types and order, ranks, and what may be published of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import evalkit
from evalkit.errors import EvalkitError, ParameterError, UnknownName
from evalkit.scoring import RESULT_COLUMNS, Edition, Evaluation
from tests.folders import REPOSITORY, Folder

#: The eight of annex 2 without a printed score, by code.
WITHHELD = ["109", "123", "216", "238", "313", "329", "335", "349"]


def test_columns_and_types(ev2019: Evaluation) -> None:
    for frame in (ev2019.results, ev2019.published):
        assert tuple(frame.columns) == RESULT_COLUMNS == ("unit", "name", "cohort", "score", "withheld", "tier", "rank")
        assert frame.index.equals(pd.RangeIndex(99))
        types = {name: str(dtype) for name, dtype in frame.dtypes.items()}
        assert types["unit"] == types["name"] == "string"
        assert types["score"] == types["rank"] == "Int64"
        assert types["withheld"] == "bool"
        assert types["tier"] == types["cohort"] == "category"
        assert frame["tier"].cat.ordered and frame["cohort"].cat.ordered
        assert frame["tier"].cat.categories.tolist() == ["high", "fairly-high", "average", "inactive"]
        assert frame["cohort"].cat.categories.tolist() == ["1", "2", "3", "D"]


def test_order(ev2019: Evaluation) -> None:
    """By tier, score, cohort and code. Annex 2 has the same order down to the score, and its own among equals."""
    results = ev2019.results
    assert results["score"][:91].is_monotonic_decreasing
    assert results["unit"][:12].tolist() == "105 110 118 119 125 129 320 138 233 341 354 102".split()
    rows = results[["tier", "score", "cohort", "unit"]].itertuples(index=False)
    tiers = ["high", "fairly-high", "average", "inactive"]
    keys = [(tiers.index(t), 0 if pd.isna(s) else -s, "123D".index(c), u) for t, s, c, u in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("unit", "rank"),
    # The first number under which annex 2 lists the unit's score: 100 at 1 to 7, 98 from 8, 97 from 12 and so on.
    [
        *[("320", 1), ("354", 8), ("114", 12), ("154", 15), ("D106", 18), ("317", 22), ("212", 24), ("207", 25)],
        *[("210", 27), ("D202", 30), ("322", 33), ("127", 36), ("D105", 50), ("347", 52), ("153", 55), ("131", 90)],
    ],
)
def test_ranks_of_2019(unit: str, rank: int, ev2019: Evaluation) -> None:
    assert ev2019.results.set_index("unit")["rank"][unit] == rank


def test_ranks_go_by_the_score_alone(ev2019: Evaluation) -> None:
    """Competition ranking in plain Python: one more than the number of higher scores."""
    scored = ev2019.results.dropna(subset=["score"])
    scores = scored["score"].tolist()
    assert scored["rank"].tolist() == [1 + sum(other > score for other in scores) for score in scores]


def test_withheld(ev2019: Evaluation) -> None:
    """Annex 2, 92 to 99: no score, no rank, the lowest tier; in the order of their codes, not in that of the annex."""
    for frame in (ev2019.results, ev2019.published):
        withheld = frame[frame["withheld"]]
        assert withheld["unit"].tolist() == WITHHELD
        assert withheld.index.tolist() == list(range(91, 99))
        assert withheld["score"].isna().all() and withheld["rank"].isna().all()
        assert (withheld["tier"] == "inactive").all()
    pd.testing.assert_frame_equal(ev2019.results, ev2019.published)


def test_publication_rule_hides_what_is_on_file(folder: Folder) -> None:
    """Scores of the lowest tier that are on file are in the results, and not in what is published."""
    for code, score in (("109", 40), ("123", 45), ("349", 49)):
        folder.sub("scores.csv", f"{code},,yes,inactive", f"{code},{score},no,inactive")
    ev = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    full = ev.results
    assert full["unit"][91:].tolist() == ["349", "123", "109", "216", "238", "313", "329", "335"]
    assert full["score"][91:94].tolist() == [49, 45, 40]
    assert full["rank"][91:94].tolist() == [92, 93, 94]
    assert full["withheld"].sum() == 5
    published = ev.published
    assert published["unit"][91:].tolist() == WITHHELD
    assert published["withheld"][91:].all() and not published["withheld"][:91].any()
    assert published["score"][91:].isna().all() and published["rank"][91:].isna().all()
    pd.testing.assert_frame_equal(published[:91], full[:91])
    assert {name: str(t) for name, t in published.dtypes.items()} == {name: str(t) for name, t in full.dtypes.items()}


def test_publication_of_everything(folder: Folder) -> None:
    """Where nothing is withheld, what is published is the table of results."""
    text = folder.text("scores.csv").replace(",,yes,", ",40,no,")
    folder.write("scores.csv", text)
    folder.sub("rules.toml", 'withhold_scores_of = ["inactive"]', "withhold_scores_of = []")
    ev = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    pd.testing.assert_frame_equal(ev.published, ev.results)
    assert ev.results["rank"].max() == 92


def test_publication_leaves_the_results_alone(ev2019: Evaluation) -> None:
    """Hiding the middle tier is done on a copy."""
    before = ev2019.results.copy()
    hidden = ev2019.replace(publication={"withhold_scores_of": ["inactive", "average"]}).published
    assert hidden["score"].isna().sum() == 45  # 37 + 8
    average = hidden[hidden["tier"] == "average"]
    assert average["unit"].tolist() == sorted(average["unit"])
    pd.testing.assert_frame_equal(ev2019.results, before)


def test_load_gives_an_edition() -> None:
    edition = evalkit.load("alliances", "2019", root=REPOSITORY)
    assert isinstance(edition, Edition)
    assert edition.name == "alliances/2019"
    tables = sorted(path.name for path in edition.folder.glob("*.csv"))
    assert edition.files[:3] == ("programme.toml", "2019/rules.toml", "2019/units.csv")
    assert sorted(edition.files[2:]) == [f"2019/{name}" for name in tables]
    assert edition.evaluate().rules is edition.rules


def test_load_of_something_unknown(folder: Folder) -> None:
    with pytest.raises(UnknownName) as caught:
        evalkit.load("aliances", "2019", root=folder.root)
    assert "There is no programme “aliances”." in str(caught.value)
    assert str(caught.value).endswith("Did you mean “alliances”?")
    with pytest.raises(UnknownName) as caught:
        evalkit.load("alliances", "2109", root=folder.root)
    assert str(caught.value) == "There is no edition “2109”. Known: 2019. Did you mean “2019”?"
    assert caught.value.describe("zh") == "没有名为“2109”的年度。现有：2019。是否想写“2019”？"


def test_load_of_a_number() -> None:
    """That is what the command line of papermill makes of an edition that is named by a year."""
    assert evalkit.load("alliances", 2019, root=REPOSITORY).name == "alliances/2019"
    with pytest.raises(ParameterError, match=r"Parameter edition = 2019\.0 is of type float; allowed: str"):
        evalkit.load("alliances", 2019.0, root=REPOSITORY)  # type: ignore[arg-type]


def test_load_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(EvalkitError, match="holds no programme"):
        evalkit.load("alliances", "2019", root=tmp_path)
