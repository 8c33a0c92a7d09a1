"""Display tables of an audit: how many printed numbers hold, which do not and why, and the ledger itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

import pandas as pd

from evalkit.audit import Audit, names, repeated, titles, wholes
from evalkit.audit.ledger import in_words
from evalkit.report.elements import Column, TableView
from evalkit.report.tables import plain
from evalkit.report.words import UNKNOWN, Words
from evalkit.sources.schema import VERDICTS

_ANNEX = re.compile(r"A([0-9]+)")
Facts = dict[str, Any]


def verdicts(audit: Audit, words: Words) -> TableView | None:
    """Return how many claims have each verdict; None where there is no ledger."""
    if not audit.n_claims:
        return None
    counts = audit.counts
    rows = [(words(f"verdict-{verdict}"), str(counts[verdict])) for verdict in VERDICTS]
    rows.append((words("all-cohorts"), str(audit.n_claims)))
    columns = [Column(words("column-verdict"), "head"), Column(words("column-claims"), "number")]
    return plain("verdicts", words("caption-verdicts"), columns, rows)


def different(audit: Audit, words: Words) -> TableView | None:
    """Return the claims that are not reproduced, both values and the likely cause; None where there are none."""
    rows = [
        (r["id"], _states(r, words), r["printed"], _computed(r, words), _reason(r, words))
        for r in _rows(audit.having("not-reproduced"))
    ]
    computed = Column(words("column-computed"), lang=words.name_lang)
    columns = [*_what(words), computed, Column(words("column-likely-cause"))]
    return _table("claims-not-reproduced", "caption-different", columns, rows, words)


def not_checkable(audit: Audit, words: Words) -> TableView | None:
    """Return the claims that cannot be checked, with the reason; None where there are none."""
    rows = [(r["id"], _states(r, words), r["printed"], _reason(r, words)) for r in _rows(audit.having("not-checkable"))]
    return _table(
        "claims-not-checkable", "caption-open", [*_what(words), Column(words("column-why-open"))], rows, words
    )


def ledger(audit: Audit, words: Words) -> TableView | None:
    """Return every claim by section: what it says, both values, the verdict; None where there is no ledger."""
    if not audit.n_claims:
        return None
    groups = []
    for section, part in audit.verdicts.groupby("section", sort=False):
        rows = [
            (r["id"], _states(r, words), r["printed"], _computed(r, words), words(f"verdict-{r['verdict']}"))
            for r in _rows(part)
        ]
        groups.append((_section(str(section), words), tuple(rows)))
    columns = (*_what(words), Column(words("column-computed"), lang=words.name_lang), Column(words("column-verdict")))
    return TableView("claims", words("caption-ledger"), columns, tuple(groups))


def repeated_differently(audit: Audit, words: Words) -> TableView | None:
    """Return the quantities that are printed differently in two places; None where there are none."""
    states = {r["id"]: _states(r, words) for r in _rows(audit.verdicts)}
    found = repeated(audit)
    rows = [
        (
            states[r["ids"][0]],
            words.listed(r["ids"]),
            " / ".join(r["printed"]),
            UNKNOWN if pd.isna(r["computed"]) else r["computed"],
        )
        for r in _rows(found[~found["agree"].astype(bool)])
    ]
    columns = [
        Column(words("column-states"), "head"),
        Column(words("column-claims-of-it")),
        Column(words("column-printed"), lang=words.name_lang),
        Column(words("column-computed"), lang=words.name_lang),
    ]
    return _table("claims-repeated", "caption-repeated", columns, rows, words)


def sums(audit: Audit, words: Words) -> TableView | None:
    """Return the sets of shares that make up a whole and their two sums; None where there are none."""
    rows = [
        (
            words.listed(r["ids"]),
            f"{r['printed_sum']}%",
            f"{r['computed_sum']}%",
            words("sum-forced") if r["forced"] else UNKNOWN,
        )
        for r in _rows(wholes(audit))
    ]
    columns = [
        Column(words("column-claims-of-it"), "head"),
        Column(words("column-printed-sum"), "number"),
        Column(words("column-computed-sum"), "number"),
        Column(words("column-outcome")),
    ]
    return _table("claims-sums", "caption-wholes", columns, rows, words, words("note-wholes"))


def panel_titles(audit: Audit, words: Words) -> TableView | None:
    """Return the titles of panel members, as claimed and as listed; None where none is claimed."""
    rows = [
        (
            r["person"],
            r["id"],
            r["printed"],
            UNKNOWN if pd.isna(r["on_file"]) else r["on_file"],
            words("agree-yes" if r["agree"] else "agree-no"),
        )
        for r in _rows(titles(audit))
    ]
    columns = [
        Column(words("column-person"), "head", words.name_lang),
        Column(words("column-claim")),
        Column(words("column-printed-title"), lang=words.name_lang),
        Column(words("column-on-file-title"), lang=words.name_lang),
        Column(words("column-agree")),
    ]
    return _table("panel-titles", "caption-titles", columns, rows, words)


def name_variants(audit: Audit, words: Words) -> TableView | None:
    """Return the places where a name is written in another way; None where none are on file."""
    found = names(audit.evaluation)
    columns = [
        Column(words("column-code")),
        Column(words("column-name"), "head", words.name_lang),
        Column(words("column-alias"), lang=words.name_lang),
        Column(words("column-where"), lang=words.name_lang),
        Column(words("column-differs")),
    ]
    rows = [
        (r["unit"], r["name"], r["alias"], r["where"], words("differs-" + r["differs"]))
        for r in _rows(found if found is not None else pd.DataFrame())
    ]
    return _table("names", "caption-names", columns, rows, words, words("note-names"))


def _table(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], words: Words, note: str = ""
) -> TableView | None:
    listed = list(rows)
    return plain(name, words(caption), columns, listed, note) if listed else None


def _what(words: Words) -> tuple[Column, Column, Column]:
    return (
        Column(words("column-claim")),
        Column(words("column-states"), "head"),
        Column(words("column-printed"), lang=words.name_lang),
    )


def _rows(frame: pd.DataFrame) -> list[Facts]:
    return cast("list[Facts]", frame.to_dict("records"))


def _states(row: Facts, words: Words) -> str:
    return str(in_words(row, "states", words.language))


def _reason(row: Facts, words: Words) -> str:
    return words.count(in_words(row, "reason", words.language))


def _computed(row: Facts, words: Words) -> str:
    if row["computed"] in ("yes", "no"):
        return words(f"value-{row['computed']}")
    return words.count(row["computed"])


def _section(section: str, words: Words) -> str:
    annex = _ANNEX.fullmatch(section)
    return words("section-annex", number=annex[1]) if annex else words("section-body", number=section)
