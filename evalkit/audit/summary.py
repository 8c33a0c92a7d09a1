"""An audit as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pandas as pd

from evalkit.audit.ledger import Audit, in_words
from evalkit.wording import Language, text


def summary(audit: Audit, language: Language, file: str | None = None) -> Iterator[str]:
    """Yield the counts, every claim that is not reproduced with its reason, and what was not expected.

    Parameters
    ----------
    audit
        Of a ledger, or of the text `file`; in a text the claims that are not checkable are listed too.
    language
        Of the lines.
    file
        The text's name, None for a ledger.
    """
    edition = audit.evaluation.record.name
    if not audit.n_claims:
        yield text(language, "audit-none", edition=edition)
        return
    counts = audit.counts
    facts = {
        "edition": edition,
        "count": audit.n_claims,
        "reproduced": counts["reproduced"],
        "different": counts["not-reproduced"],
        "open": counts["not-checkable"],
    }
    if file is None:
        yield text(language, "audit-counts", **facts)
    else:
        yield text(language, "audit-text-counts", file=file, **facts)
    for row in _rows(audit.having("not-reproduced")):
        yield "  " + text(language, "audit-different", **_facts(row, language, file)).rstrip()
    for row in _rows(audit.having("not-checkable")) if file else ():
        facts = _facts(row, language, file)
        yield "  " + text(language, "audit-open", id=facts["id"], printed=facts["printed"], reason=facts["reason"])
    unexpected = audit.unexpected
    for row in _rows(unexpected):
        facts = _facts(row, language, file)
        verdicts = {key: text(language, f"verdict-{row[key]}") for key in ("expected", "verdict")}
        del facts["reason"]
        yield "  " + text(language, "audit-unexpected", **facts, **verdicts)
    ending = "audit-some-unexpected" if len(unexpected) else "audit-all-expected"
    yield "  " + (text(language, ending, count=len(unexpected)) if len(unexpected) else text(language, ending))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _facts(row: dict[str, Any], language: Language, file: str | None) -> dict[str, Any]:
    reason = in_words(row, "reason", language)
    return {
        "id": row["id"] if file is None else text(language, "audit-line", line=row["id"]),
        "printed": row["printed"],
        "computed": "–" if pd.isna(row["computed"]) else row["computed"],
        "reason": "" if pd.isna(reason) else reason,
    }
