"""What is on file about one edition, checked: rules, units, scores, panel, name variants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalkit.edition.rules import Programme, Rules


@dataclass(frozen=True)
class Note:
    """Something in a file that was read in spite of its form; `kind` is the id of the message ``note-<kind>``."""

    kind: str
    file: str
    value: str = ""


@dataclass(frozen=True)
class EditionRecord:
    """One edition as it is on file, free of faults.

    Attributes
    ----------
    programme, rules
        ``programme.toml`` and ``rules.toml``.
    units
        One row a unit, in the order of the file: ``unit, name, name_en, cohort`` (cohort an ordered Categorical).
    scores
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
    notes
        What was read in spite of its form.
    folder
        Where the files are.
    files
        Every file that was read, in a fixed order, relative to the programme's folder.
    """

    programme: Programme
    rules: Rules
    units: pd.DataFrame
    scores: pd.DataFrame
    facts: pd.DataFrame | None
    panel: pd.DataFrame | None
    aliases: pd.DataFrame | None
    claims: pd.DataFrame | None
    notes: tuple[Note, ...]
    folder: Path
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """``programme/edition``."""
        return f"{self.rules.programme}/{self.rules.edition}"
