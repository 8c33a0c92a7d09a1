"""What rules may leave out, and the one whole that stands in its place.

A small office has no batches of units, no areas above its criteria, one round in which everybody marks. Its rules leave
that out. Here it is put in, under an id of its own, so that all else finds one cohort, one area, one round;
:attr:`Rules.has_areas` tells that the area was put in, :attr:`Rules.has_cohorts` that there is one cohort, and pages
speak of neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evalkit.wording import LANGUAGES, Language, text

#: The id of the cohort and of the area that stand for all.
WHOLE = "all"
#: The round where none is named.
ROUND = "review"


def completed(data: Mapping[str, Any], languages: Sequence[Language] = LANGUAGES) -> dict[str, Any]:
    """Return rules as they stand in a file, with what they leave out; what is of a wrong type stays as it is.

    `languages` are those of the programme, in which what is put in has a name.

    ``cohorts``
        One, to which every unit belongs, whatever its code.
    ``areas``
        One with the ``indicators`` that stand without an area.
    ``review.rounds`` where there are marks
        One in which units are marked by whoever is asked.

    ``scores`` where there are tiers alone
        From 0 to 100: no score of theirs is on file that it could be about.

    How marks become a score is never put in: that is a decision of somebody's, and has to be on file.
    """
    found = dict(data)
    found.setdefault("cohorts", [{"id": WHOLE, "name": _named("implied-cohort", languages)}])
    if "areas" not in found and isinstance(found.get("indicators"), list):
        name = _named("implied-area", languages)
        found["areas"] = [{"id": WHOLE, "name": name, "indicators": found.pop("indicators")}]
    on_file, review = found.get("data"), found.get("review", {})
    level = on_file.get("level") if isinstance(on_file, dict) else None
    if level == "tiers":
        found.setdefault("scores", {"min": 0, "max": 100, "step": 1})
    if level == "marks" and isinstance(review, dict):
        rounds = [{"id": ROUND, "name": _named("implied-round", languages), "kind": "open"}]
        found["review"] = {"rounds": rounds, **review}
    return found


def written(place: str) -> str:
    """Return the key as it stands in the file, from one of the completed rules."""
    return place.removeprefix("areas[1].") if place.startswith("areas[1].indicators") else place


def _named(message: str, languages: Sequence[Language]) -> dict[str, str]:
    return {language: text(language, message) for language in languages}
