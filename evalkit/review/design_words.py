"""The design of a review in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalkit.review.design import Design
from evalkit.rules.models import Rules
from evalkit.wording import Language, text


def design_lines(design: Design, rules: Rules, language: Language) -> Iterator[str]:
    """Yield how even the loads are, whether all hangs together, and by how many units."""
    subjects = {s.id: s.name[language] for s in rules.subjects}
    rounds = {r.id: r.name[language] for r in rules.review.rounds}
    yield text(language, "design-size", units=design.n_units, reviewers=design.n_reviewers)
    for row in design.balance.to_dict("records"):
        name = text(language, "design-all-rounds") if pd.isna(row["round"]) else rounds[row["round"]]
        group = text(language, "design-all-reviewers") if pd.isna(row["subject"]) else subjects[row["subject"]]
        facts = {"round": name, "group": group, "least": int(row["least"]), "most": int(row["most"])}
        yield text(language, "design-load", mean=f"{row['mean']:.1f}", **facts)
    if not design.connected:
        yield text(language, "design-parts", count=len(design.components))
    elif not design.roles_apart:
        yield text(language, "design-connected")
    if len(design.links):
        weakest = design.links.sort_values("units", kind="stable").iloc[0]
        pair = {"one": subjects[weakest["subject"]], "other": subjects[weakest["other"]]}
        yield text(language, "design-links", units=int(weakest["units"]), **pair)
    if design.pivotal:
        yield text(language, "design-pivotal", reviewers=", ".join(design.pivotal))
