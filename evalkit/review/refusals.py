"""Why an assignment is refused, with every unit or every part that it fails on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evalkit.errors import EvalkitError, visible
from evalkit.wording import Language, text

_MOST_PARTS = 12
_MOST_NAMES = 8


@dataclass(frozen=True)
class Shortage:
    """A unit with too few reviewers: the rounds, how many reviewers may mark it in them and how many it needs."""

    unit: str
    subject: str
    rounds: tuple[str, ...]
    admissible: int
    needed: int


@dataclass(frozen=True)
class Component:
    """Units and reviewers that hang together, by code."""

    units: tuple[str, ...]
    reviewers: tuple[str, ...]


class TooFewReviewers(EvalkitError):
    """Some units cannot have as many reviewers as the rules ask for; every one of them is listed."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        self.shortages = tuple(shortages)
        super().__init__("too-few-reviewers", count=len({s.unit for s in shortages}))

    def describe(self, language: Language = "en") -> str:
        """Return a headline, then one line a unit and round."""
        return "\n".join([super().describe(language), *self._lines(language)])

    def _lines(self, language: Language) -> Iterator[str]:
        for s in self.shortages:
            yield "  " + text(
                language,
                "too-few-reviewers-unit",
                unit=visible(s.unit),
                subject=visible(s.subject),
                rounds=", ".join(s.rounds),
                admissible=str(s.admissible),
                needed=str(s.needed),
            )


class Disconnected(EvalkitError):
    """The reviewers and units fall into parts, so that severity cannot be told from quality.

    `possible` says whether the parts are those of all admissible pairs, so that there is no way at all, or those of the
    last assignment that was tried.
    """

    def __init__(self, components: Sequence[Component], *, possible: bool) -> None:
        self.components = tuple(components)
        message = "cannot-be-connected" if possible else "not-connected"
        super().__init__(message, count=len(components))

    def describe(self, language: Language = "en") -> str:
        """Return a headline, then one line a part; of many parts and many codes, the first."""
        lines = [super().describe(language)]
        for part in self.components[:_MOST_PARTS]:
            lines.append("  " + text(language, "connected-part", **_facts(part)))
        if len(self.components) > _MOST_PARTS:
            lines.append("  " + text(language, "connected-parts-more", count=len(self.components) - _MOST_PARTS))
        return "\n".join(lines)


def _facts(part: Component) -> dict[str, object]:
    return {
        "unit_count": len(part.units),
        "unit_codes": _some(part.units),
        "reviewer_count": len(part.reviewers),
        "reviewer_codes": _some(part.reviewers),
    }


def _some(codes: Sequence[str]) -> str:
    shown = ", ".join(visible(code) for code in codes[:_MOST_NAMES])
    return shown + ", …" if len(codes) > _MOST_NAMES else shown
