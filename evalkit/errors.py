"""What can go wrong through something a user did, said so that the user can mend it.

A :class:`Fault` is one thing wrong in one place: file, row, column, the value found, what is allowed. Faults are
collected and raised together in one :class:`EditionError`. Both carry a message id and its variables, not a sentence,
so that the same fault reads in Chinese and in English.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evalkit.wording import Language, text

_LONGEST_VALUE = 60
_LEAST_LIKENESS = 0.6


def visible(value: object) -> str:
    """Return a value as one short printable line: control and format characters escaped, long text cut."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(value))
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most probably meant, or None where none is near or several are equally so."""
    by_lower = {k.casefold(): k for k in known}
    matcher = difflib.SequenceMatcher(b=word.casefold())
    likeness: dict[str, float] = {}
    for candidate in by_lower:
        matcher.set_seq1(candidate)
        likeness[candidate] = matcher.ratio()
    best = max(likeness.values(), default=0.0)
    found = [candidate for candidate, ratio in likeness.items() if ratio == best]
    return by_lower[found[0]] if best >= _LEAST_LIKENESS and len(found) == 1 else None


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place.

    Attributes
    ----------
    kind
        Id of the message ``fault-<kind>`` in the wording.
    file
        The file, relative to the edition's folder.
    row
        1-based line of the file, the header being row 1; None where the fault concerns the whole file.
    column
        Name of the column, or the key of a TOML file; None where the fault concerns a whole row.
    value
        What was found, as text; None where something is absent.
    variables
        What else the message needs.
    meant
        The nearest known word, where the value looks like a slip.
    """

    kind: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    variables: dict[str, object] = field(default_factory=dict)
    meant: str | None = None

    def describe(self, language: Language = "en") -> str:
        """Return the fault as one line: where, what was found, what is allowed."""
        place = "file" if self.row is None and self.column is None else ""
        place = place or ("cell" if self.row and self.column else "row" if self.row else "column")
        where = text(
            language, f"where-{place}", file=visible(self.file), row=str(self.row), column=visible(self.column)
        )
        value = "" if self.value is None else visible(self.value)
        # Numbers as text: a row number is not grouped into thousands.
        shown = {k: str(v) if k == "allowed" else visible(v) for k, v in self.variables.items()}
        what = text(language, f"fault-{self.kind}", **{"value": value, **shown})
        hint = text(language, "did-you-mean", word=self.meant) if self.meant else ""
        return where + what + hint

    def order(self) -> tuple[str, int, str, str, str]:
        """Sort key: file, row, column; faults of a whole file first."""
        return (self.file, self.row or 0, self.column or "", self.kind, self.value or "")


class EvalkitError(Exception):
    """Base of every error that a user can mend; the command ends with `exit_code` and no traceback."""

    exit_code = 2

    def __init__(self, message: str, **variables: object) -> None:
        self.message = message
        self.variables = variables
        super().__init__(message)

    def describe(self, language: Language = "en") -> str:
        """Return the error in one language, one or several lines."""
        hint = self.variables.get("meant")
        shown = {k: visible(v) if isinstance(v, str) else v for k, v in self.variables.items() if k != "meant"}
        tail = text(language, "did-you-mean", word=str(hint)) if hint else ""
        return text(language, f"error-{self.message}", **shown) + tail

    def __str__(self) -> str:
        return self.describe("en")


class UnknownName(EvalkitError):
    """A programme, edition, notebook, language, column or option that does not exist; names the nearest known one."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.known = tuple(known)
        super().__init__(f"unknown-{what}", name=name, known=", ".join(known) or "–", meant=nearest(name, known))


class ParameterError(EvalkitError):
    """A notebook parameter that does not exist or has the wrong type."""


class EditionError(EvalkitError):
    """An edition that cannot be used, with every fault found in it."""

    def __init__(self, edition: str, faults: Iterable[Fault]) -> None:
        self.edition = edition
        self.faults = tuple(sorted(faults, key=Fault.order))
        super().__init__("edition", edition=edition, count=len(self.faults))

    def describe(self, language: Language = "en") -> str:
        """Return a headline with the number of faults, then one line a fault."""
        lines = [text(language, "error-edition", edition=self.edition, count=len(self.faults))]
        lines += [f"  {fault.describe(language)}" for fault in self.faults]
        return "\n".join(lines)


class RunError(EvalkitError):
    """One or more notebooks failed; earlier reports are untouched."""

    exit_code = 1
