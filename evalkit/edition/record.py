"""What is on file about one edition, checked: rules, units, scores, panel, name variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.files.together import Seen
from evalkit.rules.models import Programme, Rules
from evalkit.rules.report import Report
from evalkit.wording import Language


@dataclass(frozen=True)
class Note:
    """Something that is no fault and yet worth a look; `kind` is the id of the message ``note-<kind>``.

    `file` is where it stands, `value` what stands there; `variables` hold what else the message needs.
    """

    kind: str
    file: str
    value: str = ""
    variables: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnText:
    """A text of the office's own in one language: its slot, its file as faults name it, and the Markdown in it."""

    slot: str
    language: Language
    file: str
    path: Path
    source: str

    @property
    def inherited(self) -> bool:
        """Whether it is that of the programme."""
        return self.file.startswith("../")


@dataclass(frozen=True)
class ReviewRecord:
    """The review as it is on file: who may mark what, who was to mark what, and who marked what.

    A column called ``unit``, ``reviewer``, ``round`` or ``indicator`` holds ids, as text where nothing else is said.

    Attributes
    ----------
    roster
        Every unit of the edition, whether it took part or not: ``unit, name, name_en, cohort, subject`` as in
        ``EditionRecord.units``, and ``takes_part`` (bool), ``submitted`` (on how many indicators, Int64), ``reason``
        (why it does not take part; an id of ``eligibility.reasons``, ``incomplete``, or missing).
    reviewers
        One row a person: ``reviewer, name, subject``; ``further_subjects`` (ids with spaces between) and ``load`` (most
        units, Int64) are for the assignment.
    affiliations
        One row a tie: ``reviewer, unit, kind, until``; ``kind`` is ``current`` or ``former``, ``until`` a
        ``datetime.date`` or None. Units that do not take part are among them.
    recusals
        One row each: ``reviewer, unit, by, reason, since``; ``by`` is ``reviewer`` or ``unit``; ``since`` the day on
        which a conflict was found after marking, else None.
    assignment
        One row a reviewer, unit and round: ``round, unit, reviewer``; None where nothing is assigned yet.
    marks
        One row a mark: ``unit, reviewer, round, indicator`` (Categoricals whose categories are all units that take
        part, all reviewers and ``panel``, all rounds, all indicators, in the order of the files), ``steps`` (int32, in
        steps of ``rules.marks``) and ``comment``
        (text or missing; absent where the file has no such column). Sorted by round, unit, reviewer and indicator;
        every sheet (one reviewer, unit and round) complete, except those of ``panel``, which hold what was revised.
        None where there are no marks yet.
    minutes
        One row a unit that was discussed: ``unit, date, decision, reason, present, recused, minority_view``;
        ``decision`` is ``kept`` or ``revised``, ``present`` and ``recused`` are codes with spaces between. None where
        nothing was discussed yet.
    adjustments
        Points that no reviewer gives, one a row: ``unit, item, points, round, reason, source``, points as text; None
        where there are none.
    unavailable
        One row a case: ``reviewer``, ``unit`` (missing for all), ``round`` (missing for all), ``since`` (the day on
        which a reviewer gave up under way, else None), ``reason``; None where there are none.
    history
        What was changed since it was first on file, one change a row in the order in which they came, with the columns
        of ``history.csv``; None where there is no such file.
    appeals
        Appeals, one event a row, with the columns of ``appeals.csv``; None where there is no such file.
    absences
        Units that do not take part, as ``absences.csv`` has them: ``unit, reason, since, note``; None where there is no
        such file.
    dropped
        Indicators that were dropped after marking, one a row: ``indicator, since, reason, reason_en, by``; None where
        none was. Marks on them are in `marks` and do not count (``rules.dropped``).
    whole
        The review as it is on file, where units were taken out of it or sheets were set aside
        (:mod:`evalkit.edition.counted`): what does not count is in that one alone. See `on_file`.
    versions
        What was published, one version a row, with the columns of ``versions.csv``; None where nothing is registered.
    """

    roster: pd.DataFrame
    reviewers: pd.DataFrame
    affiliations: pd.DataFrame
    recusals: pd.DataFrame
    assignment: pd.DataFrame | None
    marks: pd.DataFrame | None
    minutes: pd.DataFrame | None
    adjustments: pd.DataFrame | None = None
    unavailable: pd.DataFrame | None = None
    history: pd.DataFrame | None = None
    versions: pd.DataFrame | None = None
    absences: pd.DataFrame | None = None
    appeals: pd.DataFrame | None = None
    dropped: pd.DataFrame | None = None
    whole: ReviewRecord | None = None

    @property
    def on_file(self) -> ReviewRecord:
        """The review with all that is on file: what is written anew must not lose what does not count."""
        return self if self.whole is None else self.whole


def filled(units: pd.DataFrame, name: str) -> dict[str, str]:
    """Return what stands in a column of units for each of which it is filled, by code; nothing without the column."""
    if name not in units:
        return {}
    return {str(unit): str(cell) for unit, cell in units.set_index("unit")[name].dropna().items()}


def roles_on_file(reviewers: pd.DataFrame, assignment: pd.DataFrame | None) -> dict[tuple[str | None, str], str]:
    """Return the role of each reviewer that has one, by unit (None: towards all of them) and code."""
    people = reviewers.dropna(subset="role")
    roles: dict[tuple[str | None, str], str] = {
        (None, str(who)): str(role) for who, role in zip(people["reviewer"], people["role"], strict=True)
    }
    if assignment is not None:
        rows = assignment.dropna(subset="role")[["unit", "reviewer", "role"]]
        roles |= {(str(unit), str(who)): str(role) for unit, who, role in rows.itertuples(index=False)}
    return roles


def role_of(roles: Mapping[tuple[str | None, str], str], unit: str, reviewer: str) -> str | None:
    """Return the role of a reviewer towards a unit, of :func:`roles_on_file`; None where there are no roles."""
    return roles.get((unit, reviewer), roles.get((None, reviewer)))


@dataclass(frozen=True, repr=False)
class EditionRecord:
    """One edition as it is on file, free of faults.

    Attributes
    ----------
    programme, rules
        ``programme.toml`` and ``rules.toml``.
    units
        One row a unit that takes part, in the order of the file: ``unit, name, name_en, cohort, subject`` (cohort an
        ordered Categorical; subject only where the file has it).
    scores
        Empty where the scores are computed from marks or profiles. Else
        One row a unit, in the order of `units`: ``unit, steps, withheld, stated_tier, lowest, highest,
        source``. ``steps`` is
        the score in steps of the scale (nullable integer); ``lowest`` and ``highest`` bound it, also where it is
        withheld.
    facts
        Counts known without the units behind them, one a row: ``fact, cohorts, tiers, count, printed_share,
        source``; None where there are none on file.
    panel
        One row a person: ``order, role, name, affiliation, title, unit``; None where it is not on file.
    aliases
        One row a variant: ``unit, alias, where, kind``; None where it is not on file.
    claims
        One row a number that the source prints: ``id, section, states, states_en, printed, expression, expected,
        reason, reason_en``; None where there is no such ledger.
    profiles
        One row a unit and indicator: ``unit, indicator`` and a column for each grade, shares as text; None where the
        rules do not go by profiles.
    assessments
        One row an assessment: ``unit, label, assessed`` and the columns that labels go by, as text; None where the
        rules award no labels.
    base
        The scores of earlier editions, one a row: ``score, edition``, as text; None where there are no percentiles.
    successions
        What became of codes over the editions: ``edition, old, new, kind``; None where the programme has no such table.
    renamings
        Units that were renamed under way, by day: the columns of ``renamings.csv``, and ``former`` and ``former_en``,
        the name before; None where there are none. `units` have the names of today.
    label_events
        What happened to labels between editions, of all editions of the programme: the columns of ``labels.csv`` and
        ``line``, where each stands; None where the programme has no such table.
    review
        The review; None where no marks are on file (``data.level`` other than ``marks``).
    notes
        What was read in spite of its form, or looks odd beside the other editions.
    folder
        Where the files are.
    files
        Every file of data that was read, in a fixed order, relative to the programme's folder.
    tables
        The tables that there are, by the names of their files, wherever they came from.
    lots
        Lots drawn, one a row: ``tier, unit, order, source``; None where there are none on file.
    votes
        Votes of the committee: ``unit, vote, yes, no, abstain, source``; None where there are none on file.
    texts
        The office's own texts, in the order of the report.
    text_files
        Their files and the pictures beside them, relative to the programme's folder.
    seen
        When its files were last changed before they were read: what is made from it is not put on file where one is
        another by then. None where it was not read from files.
    """

    programme: Programme
    rules: Rules
    units: pd.DataFrame
    scores: pd.DataFrame
    facts: pd.DataFrame | None
    panel: pd.DataFrame | None
    aliases: pd.DataFrame | None
    claims: pd.DataFrame | None
    successions: pd.DataFrame | None
    review: ReviewRecord | None
    notes: tuple[Note, ...]
    folder: Path
    files: tuple[str, ...]
    tables: frozenset[str] = frozenset()
    profiles: pd.DataFrame | None = None
    assessments: pd.DataFrame | None = None
    base: pd.DataFrame | None = None
    label_events: pd.DataFrame | None = None
    renamings: pd.DataFrame | None = None
    lots: pd.DataFrame | None = None
    votes: pd.DataFrame | None = None
    texts: tuple[OwnText, ...] = ()
    text_files: tuple[str, ...] = ()
    seen: Seen | None = None

    def reviewed(self) -> ReviewedEdition:
        """Return it as an edition of marks.

        Raises
        ------
        EvalkitError
            It is none: its level is another.
        """
        if not isinstance(self, ReviewedEdition):
            raise EvalkitError("not-of-marks", edition=self.name)
        return self

    def refuse_changed(self) -> None:
        """Refuse to go on where a file of it is another by now.

        Raises
        ------
        EvalkitError
            ``changed-meanwhile``; see :class:`~evalkit.files.together.Seen`.
        """
        if self.seen is not None:
            self.seen.refuse_changed()

    def unreviewed(self) -> EditionRecord:
        """Return it without its review."""
        return EditionRecord(**{f.name: getattr(self, f.name) for f in fields(self)} | {"review": None})

    def column(self, name: str) -> dict[str, str]:
        """Return what stands in a column of ``units.csv`` for each unit of which it is filled; by code."""
        return filled(self.units, name)

    @property
    def roster(self) -> pd.DataFrame:
        """Every unit on file, whether it takes part or not; columns as in `units`, and what else is known."""
        return self.units if self.review is None else self.review.roster

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} ({self.rules.data.level}): {len(self.roster)} units on file>"

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every file that a page may show something of."""
        return (*self.files, *self.text_files)

    @property
    def name(self) -> str:
        """``programme/edition``."""
        return f"{self.rules.programme}/{self.rules.edition}"

    @property
    def report(self) -> Report:
        """``[report]`` of the programme, and in its place whatever the rules of the edition say."""
        whole, own = self.programme.report or Report(), self.rules.report or Report()
        return whole.model_copy(update={key: getattr(own, key) for key in own.model_fields_set})

    def has(self, file: str) -> bool:
        """Tell whether a table is on file: an edition without ``affiliations.csv`` does not say that nobody is tied."""
        return file in self.tables


@dataclass(frozen=True, repr=False)
class ReviewedEdition(EditionRecord):
    """An edition of marks: its review is on file."""

    review: ReviewRecord

    @cached_property
    def roles(self) -> dict[tuple[str | None, str], str]:
        """The role of each reviewer that has one, by unit (None: towards all of them) and code."""
        return roles_on_file(self.review.reviewers, self.review.assignment)

    def role(self, unit: str, reviewer: str) -> str | None:
        """Return the role in which a reviewer marks a unit; None where there are no roles."""
        return role_of(self.roles, unit, reviewer)

    @cached_property
    def adjustments(self) -> dict[str, list[tuple[str, str | None, Fraction]]]:
        """The item, round (or None) and points of every row of ``adjustments.csv``, by unit."""
        found: dict[str, list[tuple[str, str | None, Fraction]]] = {}
        if self.review.adjustments is not None:
            for unit, item, points, where in self.review.adjustments[["unit", "item", "points", "round"]].itertuples(
                index=False
            ):
                row = (str(item), None if pd.isna(where) else str(where), Fraction(points))
                found.setdefault(str(unit), []).append(row)
        return found
