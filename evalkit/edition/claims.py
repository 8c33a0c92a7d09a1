"""Faults of the ledger of claims: expressions that cannot be read, printed values that are not of their form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from evalkit.edition.expressions import SIGNATURES, Vocabulary, check_call, parse, persons_of
from evalkit.edition.printed import read_printed
from evalkit.errors import Fault
from evalkit.rules.models import Rules
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import CLAIMS, PANEL, UNITS

Tables = Mapping[str, Sequence[CheckedRow]]


def words_of(rules: Rules, tables: Tables) -> Vocabulary:
    """Return the words that expressions about an edition may use, from what is on file."""
    panel = tables.get(PANEL.file)
    units = tuple(str(row["unit"]) for row in tables.get(UNITS.file, ()))
    return Vocabulary(rules, units, persons_of(None if panel is None else [row["name"] for row in panel]))


def claim_faults(rules: Rules, tables: Tables, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    """Return what is wrong with the ledger of claims.

    Parameters
    ----------
    rules, tables
        What is on file.
    vocabulary
        The words that expressions may use; None leaves them unchecked.
    """
    for row in tables.get(CLAIMS.file, ()):
        for fault in _row_faults(row, vocabulary, ("reason", "reason_en")[: len(rules.title)]):
            yield replace(fault, file=CLAIMS.file, row=row.line)


def _row_faults(row: CheckedRow, vocabulary: Vocabulary | None, reasons: Sequence[str]) -> Iterator[Fault]:
    expression, printed, expected = row["expression"], row["printed"], row["expected"]
    if expression is None:
        if expected is not None and expected != "not-checkable":
            yield Fault("claim-without-expression", "", None, "expression", variables={"expected": expected})
    else:
        yield from claim_expression_faults(expression, printed, vocabulary)
    # An expression that cannot be computed says why by itself.
    if expected == "not-reproduced" or (expected == "not-checkable" and expression is None):
        for column in reasons:
            if row[column] is None:
                yield Fault("claim-without-reason", "", None, column, variables={"expected": expected})


def claim_expression_faults(expression: str, printed: str | None, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    """Return what is wrong with an expression, and whether the printed value is of the form that it asks for."""
    call = parse(expression)
    if isinstance(call, Fault):
        yield replace(call, column="expression")
        return
    faults = check_call(call, vocabulary)
    yield from (replace(fault, column="expression") for fault in faults)
    if not faults and printed is not None:
        result = SIGNATURES[call.function].result
        if read_printed(printed, result) is None:
            yield Fault("claim-printed", "", None, "printed", printed, {"form": result})
