"""Draws programmes whose rules use the stages: weights, grades, bonus, thresholds, quotas, vetoes, low is good.

    python -m tests.generated.staged --editions 150 --seed 1

What `check` accepts, every notebook prints; what it prints is recomputed elsewhere (``tests/rulesets``). Rules that
contradict themselves are refused, and passed over here. Half of the programmes are in one language, many have no
tiers, no areas, or a unit without marks.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from tests.generated.pages import every_page
from tests.generated.toml import toml

NAME = "staged"
#: Least and most points and the step of a mark.
SCALES = (("0", "5", "0.5"), ("1", "9", "1"), ("0", "10", "1"), ("1", "5", "1"), ("-3", "3", "1"), ("0", "100", "5"))
GRADES = (("优", "良", "中", "差"), ("A", "B", "C"), ("Outstanding", "Good", "Weak"))


@dataclass
class Looked:
    """What came of drawn programmes: how many were accepted and refused, pages, and what went wrong."""

    accepted: int = 0
    refused: list[str] = field(default_factory=list)
    pages: int = 0
    crashes: list[str] = field(default_factory=list)


def files(rng: random.Random) -> dict[str, str]:
    """Return the files of a programme with one edition, by path below ``data/``."""
    languages = rng.choice((["zh"], ["en"], ["zh", "en"], ["en", "zh"]))

    def says(zh: str, en: str) -> Any:
        texts = {"zh": zh, "en": en}
        return texts[languages[0]] if len(languages) == 1 else {la: texts[la] for la in languages}

    nouns = {"zh": {"zh": "投标", "zh_measure": "份"}, "en": {"en": "bid", "en_plural": "bids"}}
    programme = {
        "id": NAME, "synthetic": True, "languages": languages, "title": says("采购", "Tender"),
        "publisher": says("采购办", "Office"), "unit": {k: v for la in languages for k, v in nouns[la].items()},
    }  # fmt: skip
    low, high, step = map(Decimal, rng.choice(SCALES))
    marks: dict[str, Any] = {"minimum": low, "maximum": high, "step": step}
    words: tuple[str, ...] = ()
    if rng.random() < 0.25:
        words = rng.choice(GRADES)
        low, high = Decimal(1), Decimal(len(words))
        marks = {"grades": [{"id": word, "value": len(words) - i} for i, word in enumerate(words)]}
    lowest = not words and rng.random() < 0.3
    if lowest:
        marks["best"] = "lowest"
    if rng.random() < 0.5:
        marks["missing"] = "leave-out"
    count = rng.randint(1, 4)
    indicators: list[dict[str, Any]] = [{"id": f"i{n}", "name": says(f"指标{n}", f"Part {n}")} for n in range(count)]
    criteria = rng.choice(("sum", "weighted-sum", "weighted-mean"))
    weights = [Decimal(1)] * count
    if criteria != "sum":
        weights = [Decimal(1) / 4] * (count - 1) + [1 - Decimal(count - 1) / 4]
        for indicator, weight in zip(indicators, weights, strict=True):
            indicator["weight"] = weight
    multiply = rng.choice((1, 1, 10))
    sign = [sum(weights, Decimal(0)) * end * multiply for end in (low, high)]
    rules: dict[str, Any] = {
        "programme": NAME, "edition": "2025", "title": says("2025 年采购", "Tender 2025"), "data": {"level": "marks"},
        "marks": marks,
    }  # fmt: skip
    if count > 1 and rng.random() < 0.4:
        parts = [("a0", indicators[:1]), ("a1", indicators[1:])]
        rules["areas"] = [{"id": own, "name": says(f"领域{own}", f"Area {own}"), "indicators": of} for own, of in parts]
    else:
        rules["indicators"] = indicators
    final: dict[str, Any] = {
        "rule": rng.choice(("mean", "median")), "of": "all-rounds", "criteria": criteria, "rounding": "half-up",
    }  # fmt: skip
    if multiply != 1:
        final["multiply"] = multiply
    rules["review"] = {"final": final}
    columns: dict[str, list[str]] = {}
    units = [f"U{n:02d}" for n in range(rng.randint(4, 12))]
    rows: list[str] = []
    adjustments: list[dict[str, Any]] = []
    if not lowest and rng.random() < 0.4:
        price = {"column": "price", "rule": "lowest-to-own", "step": Decimal("0.01"), "rounding": "half-up"}
        adjustments.append(
            {"id": "price", "name": says("报价", "Price"), "kind": "given", "maximum": 30, "formula": price}
        )
        columns["price"] = [str(rng.randint(800, 1400)) for _ in units]
        sign[1] += 30
    if rng.random() < 0.3:
        kind = rng.choice(("bonus", "deduction"))
        adjustments.append({"id": "extra", "name": says("加减分", "Extra"), "kind": kind, "maximum": 2})
        rows = [f"{unit},extra,{rng.randint(0, 2)}" for unit in units if rng.random() < 0.5]
        sign = [sign[0] - 2, sign[1] + 2]
    if adjustments:
        rules["adjustments"] = adjustments
    rules["scores"] = {"min": sign[0], "max": sign[1], "step": Decimal("0.01")}
    shape = rng.choice(("none", "none", "cut-offs", "moved"))
    if shape != "none":
        rules["tiers"] = [{"id": t, "name": says(f"等级{t}", f"Tier {t}")} for t in ("t0", "t1", "t2")]
    if shape == "cut-offs":
        cuts = [sign[0] + (sign[1] - sign[0]) * part / 10 for part in (Decimal(7), Decimal(4))]
        ends = [sign[1] - (cut - sign[0]) for cut in cuts] if lowest else cuts
        for tier, end in zip(rules["tiers"], [*ends, sign[1] if lowest else sign[0]], strict=True):
            tier["highest" if lowest else "lowest"] = end.quantize(Decimal("0.01"))
    if shape != "none":
        of = rng.choice([i["id"] for i in indicators])
        # Without cut-offs every tier but the first needs a rule that leads into it.
        if shape == "moved" or rng.random() < 0.5:
            middle = low if words else low + (high - low) // 2 // step * step
            rules["thresholds"] = [{"of": of, "at_least": middle, "else": "t2"}]
        if rng.random() < 0.4:
            rules["vetoes"] = [{"flag": {"struck": "yes"}, "best_tier": "t2"}]
            columns["struck"] = [rng.choice(("yes", "no", "no", "no")) for _ in units]
        if shape == "moved" or rng.random() < 0.5:
            many = rng.choice(({"count": 2}, {"share": Decimal("0.3")}))
            ties = rng.choice(("lots", "all", "none"))
            rules["quotas"] = [{"tier": "t0", **many, "ties": ties, "else": "t1"}]
    given = [g for g in words] if words else [str(low + step * n) for n in range(int((high - low) / step) + 1)]
    heads = ["unit", "name", *columns]
    lines = [",".join([u, f"{u} 公司", *(column[n] for column in columns.values())]) for n, u in enumerate(units)]
    left_out = units[0] if "missing" in marks and rng.random() < 0.3 else None
    marked = [
        f"{unit},{who},{i['id']},{rng.choice(given)}"
        for unit in units
        for who in ("A", "B", "C")
        for i in indicators
        if unit != left_out
    ]
    tables = {
        "units.csv": "\n".join([",".join(heads), *lines]),
        "reviewers.csv": "reviewer\nA\nB\nC",
        "marks.csv": "\n".join(["unit,reviewer,indicator,points", *marked]),
        **({"adjustments.csv": "\n".join(["unit,item,points", *rows])} if rows else {}),
    }
    return {
        f"{NAME}/programme.toml": toml(programme),
        f"{NAME}/2025/rules.toml": toml(rules),
        **{f"{NAME}/2025/{name}": f"{content}\n" for name, content in tables.items()},
    }


def look_at_many(number: int, start: int, tell: Any = None) -> Looked:
    """Draw so many programmes and build every page of those that `check` accepts, for one reader each."""
    rng, found = random.Random(start), Looked()
    for place in range(1, number + 1):
        drawn = files(rng)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, content in drawn.items():
                path = root / "data" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            try:
                record = read_edition(root / "data" / NAME / "2025")
            except EditionError as error:
                found.refused.append(f"#{place}: {error.faults[0].describe()}")
                continue
            found.accepted += 1
            (root / "notebooks").mkdir()
            view = (rng.choice(record.programme.languages), rng.choice(("public", "internal")))
            pages = every_page(root, NAME, "2025", view)
            found.pages += len(pages)
            wrong = [f"#{place} {page.notebook} {view}: {page.error[-700:]}" for page in pages if page.error]
            found.crashes += wrong
            for line in wrong if tell is not None else ():
                tell(line)
    return found


def main() -> int:
    """Look at drawn programmes and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = look_at_many(asked.editions, asked.seed, print)
    for line in found.refused:
        print(line)
    print(f"{found.accepted} accepted, {len(found.refused)} refused, {found.pages} pages, {len(found.crashes)} crashes")
    return 1 if found.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
