"""The table of ``docs/publication.md``: what the public gets of each table, figure and sentence, made from the policy.

``python -m evalkit.publication.table`` prints it.
"""

from __future__ import annotations

import sys

from evalkit.publication.policy import FEWEST, PLACES, Form

#: Between these lines of the document stands the table.
BEGIN, END = "<!-- begin: evalkit.publication.table -->", "<!-- end -->"

_FORMS: dict[Form, str] = {
    "whole": "all of it",
    "published": "of published units alone",
    "part": "in part",
    "nothing": "nothing",
}
_WHY = {
    "withheld": "scores and ranks that the rules withhold are blanked, by codes; who is not named is left out",
    "names": "only where each edition names all: who is named in one would be known from the others",
    "complement": "all minus those shown would tell of the withheld",
    "bounds": "where a unit moves between tiers or cut-offs, its score is bounded",
    "small-cells": f"numbers of fewer than {FEWEST} units or reviewers are merged or not told",
    "ties": f"who is tied to whom is known: all together, of {FEWEST} units and {FEWEST} reviewers or more",
    "people": f"numbers of this edition instead of codes and names; of reviewers with {FEWEST} sheets or more",
    "assignment": "how many were to mark a unit, and did, tells for which one somebody stepped aside",
    "single-marks": "lowest, highest and difference are marks of one or two reviewers",
    "two-scores": "the scores of a unit with and without an indicator tell its marks on that",
    "who-marked": "raw beside adjusted scores tell who marked whom",
    "tier-means": f"tiers of {FEWEST} units and reviewers or more; a withheld one in whole per cents, by area alone",
}


def table() -> str:
    """Return the table in Markdown."""
    lines = ["| page | what | the public gets | because |", "| --- | --- | --- | --- |"]
    for place in sorted(PLACES, key=lambda p: (p.page, p.kind, p.name)):
        stem = place.name if place.name.startswith("section-") else f"{place.name}…"
        what = f"sentences `{stem}`" if place.kind == "text" else f"{place.kind} `{place.name}`"
        lines.append(f"| {place.page} | {what} | {_FORMS[place.public]} | {_WHY[place.why]} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
