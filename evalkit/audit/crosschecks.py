"""A source against itself: the same quantity in two places, parts against their whole, names and titles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

import pandas as pd

from evalkit.audit.functions import compute
from evalkit.audit.ledger import Audit
from evalkit.audit.values import NotComputable, Share
from evalkit.edition.expressions import SIGNATURES, Argument, Call, denominator, parse
from evalkit.edition.printed import Printed, PrintedDate, PrintedPercent, read_printed
from evalkit.edition.siblings import names_on_file
from evalkit.files.textfile import name_key
from evalkit.scoring import Evaluation, percent


def _calls(audit: Audit) -> list[tuple[dict[str, Any], Call]]:
    rows = cast("list[dict[str, Any]]", audit.verdicts.dropna(subset=["expression"]).to_dict("records"))
    return [(row, call) for row in rows if isinstance(call := parse(row["expression"]), Call)]


def repeated(audit: Audit) -> pd.DataFrame:
    """Return the quantities that are printed more than once.

    Returns
    -------
    One row a quantity: ``expression, ids`` (tuple), ``printed`` (tuple, as printed), ``computed`` (missing where
    nothing can be computed), ``agree``: whether all printed values say the same. Percentages are compared at the fewer
    decimals, days without a printed year by month and day. In the order of the ledger.
    """
    groups: dict[Call, list[dict[str, Any]]] = {}
    for row, call in _calls(audit):
        groups.setdefault(call, []).append(row)
    found = []
    for call, rows in groups.items():
        if len(rows) > 1:
            values = [read_printed(row["printed"], SIGNATURES[call.function].result) for row in rows]
            found.append(
                {
                    "expression": str(call),
                    "ids": tuple(row["id"] for row in rows),
                    "printed": tuple(row["printed"] for row in rows),
                    "computed": rows[0]["computed"],
                    "agree": all(_same(values[0], value) for value in values[1:]),
                }
            )
    return pd.DataFrame(found, columns=["expression", "ids", "printed", "computed", "agree"])


def _same(one: Printed | None, other: Printed | None) -> bool:
    if isinstance(one, PrintedPercent) and isinstance(other, PrintedPercent):
        decimals = Decimal(1).scaleb(-min(one.decimals, other.decimals))
        return one.value.quantize(decimals, ROUND_HALF_UP) == other.value.quantize(decimals, ROUND_HALF_UP)
    if isinstance(one, PrintedDate) and isinstance(other, PrintedDate):
        return (one.month, one.day) == (other.month, other.day) and (one.year or other.year) == (other.year or one.year)
    return one == other


def wholes(audit: Audit) -> pd.DataFrame:
    """Return the sets of printed shares that make up a whole, with their sums.

    A set is taken from one section: shares of one denominator that differ in their tier or in their cohort alone, and
    whose counts add up to the denominator. Shares that are rounded one by one need not add up to 100; a set that does
    so only through a share that its counts do not give was made to.

    Returns
    -------
    One row a set: ``section, ids`` (tuple), ``printed_sum, computed_sum`` (Decimal), ``forced``: the printed shares add
    up to 100 and the computed ones do not. In the order of the ledger.
    """
    groups: dict[tuple[str, Call], list[tuple[dict[str, Any], Share]]] = {}
    for row, call in _calls(audit):
        share = _value(audit.evaluation, call) if call.function == "share" else None
        for name in _varying(call) if share else ():
            rest = tuple((key, Argument("=", ("*",)) if key == name else value) for key, value in call.arguments)
            groups.setdefault((row["section"], Call(call.function, rest)), []).append((row, cast(Share, share)))
    found = []
    for (section, _), members in groups.items():
        parts = {row["expression"]: (row, share) for row, share in members}
        whole = {share.denominator for _, share in parts.values()}
        if len(parts) < 2 or len(whole) != 1 or sum(share.count for _, share in parts.values()) != whole.pop():
            continue
        found.append(_sums(audit, section, list(parts.values())))
    columns = ["section", "ids", "printed_sum", "computed_sum", "forced"]
    return pd.DataFrame(found, columns=columns)


def _varying(call: Call) -> Iterator[str]:
    """Yield what may vary within a set of shares: a single tier or cohort, and not the one whose share is meant."""
    for name, wholes_of in (("tier", ("tier",)), ("cohort", ("cohort", "cohort-participants"))):
        argument = call.get(name)
        if argument is not None and len(argument.words) == 1 and denominator(call) not in wholes_of:
            yield name


def _sums(audit: Audit, section: str, parts: list[tuple[dict[str, Any], Share]]) -> dict[str, Any]:
    rules = audit.evaluation.rules.percent
    printed = [read_printed(row["printed"], "percent") for row, _ in parts]
    read = [value for value in printed if isinstance(value, PrintedPercent)]
    decimals = max(value.decimals for value in read)
    printed_sum = sum((value.value for value in read), Decimal(0))
    computed = [percent(share.count, share.denominator, decimals, rules.rounding) for _, share in parts]
    computed_sum = sum(computed, Decimal(0))
    return {
        "section": section,
        "ids": tuple(row["id"] for row, _ in parts),
        "printed_sum": printed_sum.quantize(Decimal(1).scaleb(-decimals)),
        "computed_sum": computed_sum,
        "forced": printed_sum == 100 and computed_sum != 100,
    }


def _value(evaluation: Evaluation, call: Call) -> Share | None:
    try:
        value = compute(evaluation, call)
    except NotComputable:
        return None
    return value if isinstance(value, Share) else None


def titles(audit: Audit) -> pd.DataFrame:
    """Return the titles of panel members that are claimed, beside those of the panel on file.

    Returns
    -------
    ``id, section, person, printed, on_file`` (missing where the panel is not on file), ``agree``.
    """
    found = [
        {
            "id": row["id"],
            "section": row["section"],
            "person": dict(call.arguments)["person"].words[0],
            "printed": row["printed"],
            "on_file": row["computed"],
            "agree": row["verdict"] == "reproduced",
        }
        for row, call in _calls(audit)
        if call.function == "title"
    ]
    return pd.DataFrame(found, columns=["id", "section", "person", "printed", "on_file", "agree"])


def names(evaluation: Evaluation) -> pd.DataFrame | None:
    """Return the places where a unit's name is written otherwise than in ``units.csv``; None where none are on file.

    Returns
    -------
    One row a place: ``unit, name, alias, where``, and ``differs``: ``form`` where only width, spaces or case do, else
    ``words``. Computed from the two names, not taken from the table.
    """
    variants = evaluation.record.aliases
    if variants is None:
        return None
    on_file = names_on_file(evaluation.record)
    rows = [
        {
            "unit": row["unit"],
            "name": on_file[row["unit"]],
            "alias": row["alias"],
            "where": place.strip(),
            "differs": "form" if name_key(row["alias"]) == name_key(on_file[row["unit"]]) else "words",
        }
        for row in variants.to_dict("records")
        for place in row["where"].split(";")
        if row["alias"] != on_file[row["unit"]]
    ]
    return pd.DataFrame(rows, columns=["unit", "name", "alias", "where", "differs"])
