"""No reference case is left out in silence: each has its test, or stands here with the reason."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from tests.reference import test_agreement, test_models
from tests.statistics_models import test_ranking

#: What the word under `left_out_because` stands for; README.md says it at more length.
REASONS = {
    "classification": "one program alone, by incomplete beta functions in the place of the binomial distribution",
    "rasch": "many-facet Rasch model: logits of categories, where evalkit fits points",
}


def accounts() -> list[dict[str, str]]:
    with (Path(__file__).parent / "accounting.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_is_tested_or_left_out_for_a_reason() -> None:
    rows = accounts()
    modules = ("test_agreement", "test_models", "test_ranking")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert (row["tested_by"] in modules) != (row["left_out_because"] in REASONS), row
    cases = [row for row in rows if not row["id"].startswith("reference_only.")]
    assert Counter(row["tested_by"] or row["left_out_because"] for row in cases) == {
        "test_agreement": 367,
        "test_models": 58,
        "test_ranking": 4,
        "classification": 1,
    }
    only = [row for row in rows if row["id"].startswith("reference_only.")]
    assert Counter(row["left_out_because"] or "tested" for row in only) == {
        "tested": 11,
        "rasch": 3,
        "classification": 1,
    }


def test_the_accounting_is_of_every_case(reference: Path) -> None:
    document = json.loads((reference / "expected.json").read_text(encoding="utf-8"))
    ids = [case["id"] for case in document["cases"]] + [f"reference_only.{name}" for name in document["reference_only"]]
    assert sorted(ids) == sorted(row["id"] for row in accounts())
    assert (document["n_cases"], document["n_verified"]) == (430, 429)
    unconfirmed = [case["id"] for case in document["cases"] if not case["verified"]]
    assert unconfirmed == ["LL.doc.accuracy"]


def test_what_is_said_to_be_tested_is(reference: Path) -> None:
    """The ids by which the two modules are parametrised, and the names of fits in the text of the second."""
    rows = accounts()
    of_agreement = {case.id for case in (*test_agreement.own_cases(), *test_agreement.OTHERS) if case is not None}
    assert of_agreement == {row["id"] for row in rows if row["tested_by"] == "test_agreement"}
    of_models = [row["id"] for row in rows if row["tested_by"] == "test_models"]
    assert set(test_models.ids()) == {i for i in of_models if not i.startswith("reference_only.")}
    text = Path(test_models.__file__).read_text(encoding="utf-8")
    named = {"irr_anxiety": "irr_", "irr_video": "irr_"}
    for name in (i.removeprefix("reference_only.") for i in of_models if i.startswith("reference_only.")):
        assert f'"{name}"' in text or f'f"{named.get(name, "?")}' in text, name
    # What is said of them there, the values with it, stands in the text of that module.
    text = Path(test_ranking.__file__).read_text(encoding="utf-8")
    told = {"LL.known": "0.8369809370006474", "LL.doc": "109.15228459623499", "reference_only": ""}
    for name in (row["id"] for row in rows if row["tested_by"] == "test_ranking"):
        kind, _, what = name.rpartition(".")
        assert (told[kind] or f'"{what}"') in text, name
