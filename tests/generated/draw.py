"""Draws a programme of one or several valid editions and writes it as a workspace."""

from __future__ import annotations

import copy
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.folders import REPOSITORY
from tests.generated import rules as rules_of
from tests.generated.names import NOUNS, Names
from tests.generated.reviews import review_files
from tests.generated.tables import (
    Files,
    aliases_file,
    claims_file,
    facts_file,
    panel_file,
    roster,
    scores_file,
    units_file,
)
from tests.generated.toml import toml

PROGRAMME = "drawn"


@dataclass(frozen=True)
class Drawn:
    """A programme: its files by path below ``data/``, and the edition of which pages are made."""

    files: Files
    edition: str

    def write(self, root: Path) -> None:
        """Write the workspace, with the notebooks of the checkout."""
        for name, text in self.files.items():
            path = root / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        shutil.copytree(REPOSITORY / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))


@st.composite
def programmes(draw: st.DrawFn) -> Drawn:
    """Draw a programme."""
    # The structure is drawn choice by choice; of what fills it (names, points) there is too much for that.
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))
    names = Names(rng, draw(st.sampled_from((0.0, 0.3, 1.0))))
    noun = draw(st.sampled_from(NOUNS))
    programme: dict[str, Any] = {
        "id": PROGRAMME,
        "synthetic": draw(st.booleans()),
        "title": names.both(),
        "publisher": names.both(),
        "unit": dict(zip(("en", "en_plural", "zh", "zh_measure"), noun, strict=True)),
    }
    files: Files = {f"{PROGRAMME}/programme.toml": toml(programme)}
    known: dict[str, str] = {}
    years = draw(st.sampled_from(([2024], [2024], [2023, 2024], [2022, 2023, 2024], [2021, 2022, 2024], [2020, 2024])))
    last: dict[str, Any] | None = None
    for year in years:
        level = draw(st.sampled_from(rules_of.LEVELS))
        same = last is not None and last["data"]["level"] == level and draw(st.integers(0, 2)) > 0
        if same and last is not None:
            rules = _next_year(copy.deepcopy(last), year, rng)
        else:
            rules = draw(rules_of.rules(names, rng, str(year), year, level))
        last = copy.deepcopy(rules)
        for file, text in _edition(draw, names, rng, rules, known).items():
            files[f"{PROGRAMME}/{year}/{file}"] = text
    return Drawn(files, str(years[-1]))


def _next_year(rules: dict[str, Any], year: int, rng: random.Random) -> dict[str, Any]:
    """Return the same rules for another year, now and then with another cut-off, rounding, mean or honour."""
    rules["edition"] = str(year)
    if "window" in rules:
        rules["window"] = {k: v.replace(year=year) for k, v in rules["window"].items()}
    for milestone in rules["review"].get("milestones", []):
        milestone["date"] = milestone["date"].replace(year=year + 1)
    tiers = rules.get("tiers", [])
    if rng.random() < 0.5 and len(tiers) > 1 and "banding" in rules:
        # Up or down by what scores are rounded to, where a score is left in both tiers.
        upper, lower = tiers[0], tiers[1]
        if rules["scores"].get("best") == "lowest":
            upper, lower = lower, upper
        step = rules["banding"]["to_nearest"] * rng.choice((1, -1))
        if upper["lowest"] + step <= upper["highest"] and lower["lowest"] <= lower["highest"] + step:
            upper["lowest"] += step
            lower["highest"] += step
    if rng.random() < 0.3 and "banding" in rules:
        rules["banding"]["rounding"] = rng.choice(("half-up", "half-even", "down"))
    if rng.random() < 0.3 and "final" in rules["review"]:
        rules["review"]["final"] |= {
            "rule": rng.choice(("mean", "median")),
            "rounding": rng.choice(("half-up", "down")),
        }
    if rng.random() < 0.2:
        rules["ranking"]["ties"] = rng.choice(("competition", "dense"))
    return rules


def _edition(draw: st.DrawFn, names: Names, rng: random.Random, rules: dict[str, Any], known: dict[str, str]) -> Files:
    level = rules["data"]["level"]
    files: Files = {}
    rows = roster(draw, names, rng, rules, known)
    if level != "counts":
        files |= units_file(rows, rules)
    if level in ("scores", "some-scores"):
        files |= scores_file(draw, rng, rules, rows)
    if level in ("some-scores", "counts"):
        files |= facts_file(draw, rng, rules)
    if level == "marks":
        files |= review_files(draw, names, rng, rules, rows)
    if draw(st.booleans()):
        files |= panel_file(names, rng, rows if level != "counts" else [])
    if level != "counts" and draw(st.booleans()):
        files |= aliases_file(names, rng, rows)
    if draw(st.booleans()):
        files |= claims_file(rng, rules, names)
    head = {"programme": PROGRAMME, **rules}
    return {"rules.toml": toml(head), **files}
