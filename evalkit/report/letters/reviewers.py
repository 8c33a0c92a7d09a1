"""What a reviewer learns by a letter: how the own marks compare with the panel's, and no mark of anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.publication.people import codes, names
from evalkit.publication.policy import FEWEST
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import Question
from evalkit.report.elements import Block
from evalkit.report.estimates import fixed, interval
from evalkit.report.letters.template import Part
from evalkit.report.letters.units import of_edition
from evalkit.report.words import Words
from evalkit.report.words import plain as plain_number
from evalkit.rules.points import decimals_of
from evalkit.scoring import Evaluation
from evalkit.statistics.intervals import ConfidenceInterval, t_interval

#: What is asked under each heading of a letter.
_ASKED: dict[str, tuple[Question, ...]] = {
    "severity": ("severity", "drift"), "spread": ("spread",), "consistency": ("erratic",),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class ReviewerLetters:
    """What stands in the letters to the reviewers of an edition."""

    ev: Evaluation

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The reviewers who marked a unit, in the order on file.

        Raises
        ------
        EvalkitError
            No marks are on file, or the review is not over.
        """
        if not self.ev.marked:
            raise EvalkitError("letters-no-marks", edition=self.ev.record.name)
        if not self.ev.complete:
            raise EvalkitError("letters-under-way", edition=self.ev.record.name)
        return tuple(code for code in codes(self.ev.record) if self._found.sheets_of.get(code))

    def row(self, reviewer: str, words: Words) -> list[str]:
        """Return what a list for a mail merge says of a reviewer: how many sheets, on how many units."""
        return [str(self._found.sheets_of[reviewer]), str(len(np.unique(self._sheets.unit[self._mine(reviewer)])))]

    def own(self, reviewer: str, show: str, words: Words) -> Part:
        """Return what a reviewer has in the place of a question."""
        if show in _ASKED:
            return self._told(reviewer, _ASKED[show], words)
        if show == "agreement":
            return self._agreement(reviewer, words)
        if show == "reading":
            return [Block.paragraph(words("letter-reading" if self._comparable(reviewer) else "letter-alone"))]
        sheets, units = self.row(reviewer, words)
        told = {"name": names(self.ev.record).get(reviewer, reviewer), "code": reviewer}
        told |= {"sheets": sheets, "units": units}
        return told[show] if show in told else of_edition(self.ev, show, words)

    @cached_property
    def _found(self) -> Consistency:
        return Consistency(self.ev)

    @property
    def _sheets(self) -> Any:
        return self._found.sheets

    def _mine(self, reviewer: str) -> np.ndarray:
        place = self._sheets.ballots.reviewers.index(reviewer)
        return np.asarray(self._sheets.first & (self._sheets.reviewer == place))

    def _comparable(self, reviewer: str) -> bool:
        """Tell whether so many others marked so many of the units that nobody's mark follows from what is said."""
        sheets, mine = self._sheets, self._mine(reviewer)
        beside = sheets.first & ~(sheets.reviewer == sheets.reviewer[mine][0]) & np.isin(sheets.unit, sheets.unit[mine])
        return min(len(np.unique(sheets.unit[beside])), len(np.unique(sheets.reviewer[beside]))) >= FEWEST

    @cached_property
    def _striking(self) -> frozenset[tuple[str, str]]:
        return frozenset((m.reviewer, m.question) for m in self._found.diagnostics.matters())

    def _told(self, reviewer: str, questions: tuple[Question, ...], words: Words) -> list[Block]:
        if not self._comparable(reviewer):
            return []
        place = self._sheets.ballots.reviewers.index(reviewer)
        said = []
        for question in questions:
            result = self._found.diagnostics.results[question]
            finding = next((f for f in result.findings if f.reviewer == place), None)
            around = None if finding is None else finding.confidence_interval()
            if finding is None or finding.estimate is None or around is None:
                continue
            factor, facts, digits = 1.0, dict[str, str](), 1
            if question == "spread":
                # For a unit that lies a tenth of the scale from the average.
                away = (words.rules.scores.max - words.rules.scores.min) / 10
                factor, facts = float(away), {"away": plain_number(away, decimals_of(away))}
            if question != "erratic":
                digits = words.mean_decimals
            size = fixed(abs(factor * finding.estimate), digits)
            shown = ConfidenceInterval(factor * around.low, factor * around.high)
            facts |= {
                "size": size,
                "direction": "none" if not float(size) else "above" if finding.estimate > 0 else "below",
                "interval": interval(words, shown, digits, sign=question != "erratic"),
                "stands": "yes" if (reviewer, question) in self._striking else "no",
            }
            said.append(words.said(f"say-letter-{question}", **facts))
        return [Block.paragraph(each) for each in said if each]

    def _agreement(self, reviewer: str, words: Words) -> list[Block]:
        """Say how far the own totals lie from the mean of the others' on the same units, and what is usual."""
        apart = self._apart
        mine = apart.loc[apart["reviewer"] == self._sheets.ballots.reviewers.index(reviewer), "apart"]
        if not self._comparable(reviewer) or len(mine) < FEWEST or len(mine) == len(apart):
            return []
        mean, error = float(mine.mean()), float(mine.std(ddof=1) / np.sqrt(len(mine)))
        around = t_interval(mean, error, float(len(mine) - 1), 0.95, highest=None)
        around = ConfidenceInterval(max(around.low, 0.0), around.high)
        digits = words.mean_decimals
        facts = {
            "count": len(mine),
            "size": fixed(mean, digits),
            "usual": fixed(float(apart["apart"].mean()), digits),
            "interval": interval(words, around, digits),
        }
        said = [words.said("say-letter-agreement", **facts)]
        whole = self._found.totals[-1]["alpha-interval"] if self._found.totals else None
        bounds = None if whole is None else self._found.totals[-1].interval("alpha-interval")
        if whole is not None and whole.estimate is not None and bounds is not None:
            said.append(words.said("say-letter-panel", alpha=fixed(whole.estimate), interval=interval(words, bounds)))
        return [Block.paragraph(each) for each in said if each]

    @cached_property
    def _apart(self) -> pd.DataFrame:
        """How far each first sheet lies from the mean of the others on its unit, in points; units with others only."""
        sheets = self._sheets
        keep = sheets.first
        frame = pd.DataFrame({"unit": sheets.unit[keep], "reviewer": sheets.reviewer[keep]})
        frame["total"] = sheets.totals[keep]
        each = frame.groupby("unit")["total"]
        others = each.transform("count") - 1
        frame = frame.assign(apart=(frame["total"] - (each.transform("sum") - frame["total"]) / others).abs())
        return frame[others > 0]
