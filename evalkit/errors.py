"""What can go wrong through something a user did, said so that the user can mend it.

A :class:`Fault` is one thing wrong in one place: file, row, column, the value found, what is allowed. Faults are
collected and raised together in one :class:`EditionError`. Both carry a message id and its variables, not a sentence,
so that the same fault reads in Chinese and in English.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from evalkit.wording import Language, manner, text

_LONGEST_VALUE = 60
_MOST_SLIPS = 3
_MOST_COMPARED = 100_000
# A line for each place up to so many of them; where nothing but the place differs, up to so many.
_MOST_LINES = 10
_MOST_ALIKE = 3


def visible(value: object) -> str:
    """Return a value as one short printable line: control and format characters escaped, long text cut."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(value))
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word of which `word` is most probably a slip, or None where there is none or more than one.

    A slip is a letter in four or so, never a digit: 2018 is not a misspelt 2019, A05 not A04. Nor is a word a slip of
    the same word with a syllable in front ("eligible" and "ineligible").
    """
    by_lower = {k.casefold(): k for k in known}
    typed = word.casefold()
    if typed in by_lower:
        return by_lower[typed]
    digits = sorted(filter(str.isdigit, typed))
    least = _MOST_SLIPS + 1
    found: list[str] = []
    for candidate in by_lower:
        short, long = sorted((typed, candidate), key=len)
        most = min(len(long) // 4 or len(long) // 3, _MOST_SLIPS, least)
        if long.startswith(short) and len(short) > 3:
            most = min(_MOST_SLIPS - 1, least)  # an ending
        too_far = len(long) - len(short) > most or (len(long) > len(short) + 1 and long.endswith(short))
        if too_far or sorted(filter(str.isdigit, candidate)) != digits:
            continue
        slips = _slips(typed, candidate)
        if slips <= most:
            found = [*found, candidate] if slips == least else [candidate]
            least = slips
    return by_lower[found[0]] if len(found) == 1 else None


def _slips(one: str, other: str) -> int:
    """Return how many letters were left out, added, mistaken or swapped with their neighbour."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def hints(words: Collection[str]) -> Callable[[str], str | None]:
    """Return what gives the nearest known word; None once it has compared so many that a reader would wait."""
    found: dict[str, str | None] = {}
    most = _MOST_COMPARED // max(len(words), 1)

    def hint(word: str) -> str | None:
        if word not in found and len(found) < most:
            found[word] = nearest(word, words)
        return found.get(word)

    return hint


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
        What else the message needs; of an error, what it says.
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
        where = self._where(language)
        value = "" if self.value is None else visible(self.value)
        # Numbers as text: a row number is not grouped into thousands.
        shown = {
            k: v.describe(language) if isinstance(v, EvalkitError) else str(v) if k == "allowed" else visible(v)
            for k, v in self.variables.items()
        }
        what = text(language, f"fault-{self.kind}", **{"value": value, **shown})
        hint = text(language, "did-you-mean", word=self.meant) if self.meant else ""
        return where + what + hint

    def _where(self, language: Language) -> str:
        place = "file" if self.row is None and self.column is None else ""
        place = place or ("cell" if self.row and self.column else "row" if self.row else "column")
        # What was never in a file, such as rules that are tried out, has keys only.
        place = place if self.file else "key"
        return text(language, f"where-{place}", file=visible(self.file), row=str(self.row), column=visible(self.column))

    def order(self) -> tuple[str, int, str, str, str]:
        """Sort key: file, row, column; faults of a whole file first."""
        return (self.file, self.row or 0, self.column or "", self.kind, self.value or "")


def fault_lines(faults: Sequence[Fault], language: Language = "en") -> list[str]:
    """Return faults in lines, one line for one cause.

    The same fault in more than a few places, or many of one kind in one column or one file, become one line with the
    first of them in full, how many more there are and where the next of them stand. What was counted and not listed
    ("more-of-them") is counted with them.
    """
    left: list[tuple[Fault, ...]] = [(fault,) for fault in faults if fault.kind != "more-of-them"]
    causes: list[tuple[Callable[[Fault], Hashable], int]] = [
        (lambda f: (f.file, f.kind, f.column, f.value, str(f.variables), f.meant), _MOST_ALIKE),
        (lambda f: (f.file, f.kind, f.column), _MOST_LINES),
        (lambda f: (f.file, f.kind), _MOST_LINES),
    ]
    for cause, most in causes:
        together: dict[Hashable, list[tuple[Fault, ...]]] = {}
        for group in left:
            together.setdefault(cause(group[0]), []).append(group)
        left = []
        for groups in together.values():
            all_of_them = tuple(fault for group in groups for fault in group)
            left += [all_of_them] if len(groups) > most else groups
    uncounted = {
        (f.file, f.column, f.variables["of"]): int(str(f.variables["count"]))
        for f in faults
        if f.kind == "more-of-them"
    }
    lines = []
    for group in sorted(left, key=lambda faults: faults[0].order()):
        first = group[0]
        count = len(group) + uncounted.pop((first.file, first.column, first.kind), 0)
        line = first.describe(language)
        if count > 1:
            places = [_place(fault, first, language) for fault in group[1:3]]
            examples = manner(language).item.join(places) or "–"
            line += text(language, "likewise", count=str(count - 1), examples=examples)
        lines.append(line)
    return lines


def _place(fault: Fault, first: Fault, language: Language) -> str:
    """Return where a further fault of one cause stands, and what stands there if it is something else."""
    row, column = str(fault.row or ""), visible(fault.column or "")
    what = "row" if fault.row and fault.row != first.row else "column" if fault.column != first.column else "value"
    value = visible(fault.value or "–")
    what += "-value" if what == "row" and fault.value not in (None, first.value) else ""
    return text(language, f"place-{what}", row=row, column=column, value=value)


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

    def __init__(self, edition: str, faults: Iterable[Fault], message: str = "edition") -> None:
        self.edition = edition
        self.faults = tuple(sorted(faults, key=Fault.order))
        super().__init__(message, edition=edition, count=len(self.faults))

    def describe(self, language: Language = "en") -> str:
        """Return a headline with the number of faults, then one line a cause."""
        lines = fault_lines(self.faults, language)
        return "\n".join([super().describe(language), *(f"  {line}" for line in lines)])


class RunError(EvalkitError):
    """One or more notebooks failed; earlier reports are untouched."""

    exit_code = 1
