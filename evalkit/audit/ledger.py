"""A ledger of claims recomputed: every printed number with the computed one and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pandas as pd

from evalkit.audit.documents import document_kind
from evalkit.audit.functions import compute
from evalkit.audit.values import NotComputable, agrees, show
from evalkit.edition.claims import claim_expression_faults
from evalkit.edition.expressions import SIGNATURES, Call, Vocabulary, parse, persons_of
from evalkit.edition.marked import marked_claims
from evalkit.edition.printed import read_printed
from evalkit.errors import EditionError, EvalkitError, Fault
from evalkit.files.textfile import read_text
from evalkit.frames import CLAIMS
from evalkit.scoring import Evaluation
from evalkit.sources.schema import VERDICTS
from evalkit.wording import Language

VERDICT_COLUMNS = CLAIMS.names


def in_words(row: Mapping[str, Any], column: str, language: Language) -> Any:
    """Return what a ledger says in a column, ``states`` or ``reason``: in English where it has that, or as it is."""
    english = row[f"{column}_en"] if language == "en" else None
    return row[column] if english is None or pd.isna(english) else english


@dataclass(frozen=True)
class Audit:
    """What came of recomputing a ledger.

    Attributes
    ----------
    evaluation
        What it was recomputed from.
    verdicts
        One row a claim, in the order of the ledger. ``id, section, states, states_en, printed``: as in the ledger;
        ``expression``: in its one spelling (arguments by name), missing where there is none; ``computed``: the value
        as text, a share rounded to the decimals of ``printed``, missing where nothing can be computed; ``verdict``:
        ``reproduced``, ``not-reproduced`` or ``not-checkable``; ``expected``: the verdict that the ledger expects;
        ``agrees_with_expectation``; ``reason, reason_en``: the ledger's, else what the computation lacks, else missing.
        No rows where there is no ledger.
    """

    evaluation: Evaluation
    verdicts: pd.DataFrame

    @property
    def n_claims(self) -> int:
        """How many claims there are; 0 where there is no ledger."""
        return len(self.verdicts)

    @property
    def counts(self) -> dict[str, int]:
        """How many claims have each verdict, zeros included."""
        return {verdict: int((self.verdicts["verdict"] == verdict).sum()) for verdict in VERDICTS}

    @property
    def unexpected(self) -> pd.DataFrame:
        """The rows whose verdict is not the expected one."""
        return self.verdicts[~self.verdicts["agrees_with_expectation"]]

    def having(self, verdict: str) -> pd.DataFrame:
        """Return the rows of one verdict."""
        return self.verdicts[self.verdicts["verdict"] == verdict]


def audit(evaluation: Evaluation) -> Audit:
    """Recompute every claim in the ledger of an edition.

    Examples
    --------
    >>> import evalkit
    >>> from evalkit.audit import audit
    >>> done = audit(evalkit.load("alliances", "2019").evaluate())
    >>> done.having("not-reproduced")[["id", "printed", "computed"]].iloc[0].tolist()
    ['II.3-09', '副秘书长', '秘书长']
    """
    claims = evaluation.record.claims
    rows = [] if claims is None else claims.to_dict("records")
    return _audit(evaluation, cast("list[dict[str, Any]]", rows))


def audit_text(evaluation: Evaluation, path: Path, name: str | None = None) -> Audit:
    """Recompute the claims that a text carries as links: ``[35.35%](evalkit:share(tier=high,of=participants))``.

    Parameters
    ----------
    evaluation
        What the text is about.
    path
        A Markdown or plain text file.
    name
        What faults call it; by default its path.

    Returns
    -------
    As from :func:`audit`; ``id`` is the line, ``section`` and ``states`` are empty.

    Raises
    ------
    EditionError
        An expression cannot be read; every fault is listed.
    EvalkitError
        The text carries no claim.
    """
    name = name or str(path)
    file = read_text(path, name)
    if kind := document_kind(path):
        file = Fault("document-not-text", name, variables={"kind": kind})
    if isinstance(file, Fault):
        raise EditionError(name, [file])
    found = list(marked_claims(file.text))
    if not found:
        raise EvalkitError("no-claims-in-text", file=name)
    vocabulary = vocabulary_of(evaluation)
    faults = [
        replace(fault, file=name, row=claim.line)
        for claim in found
        for fault in claim.faults or claim_expression_faults(claim.expression, claim.printed, vocabulary)
    ]
    if faults:
        raise EditionError(name, faults)
    blank = dict.fromkeys(("section", "states", "states_en"), "") | dict.fromkeys(("reason", "reason_en"), pd.NA)
    rows = [
        {"id": str(c.line), "printed": c.printed, "expression": c.expression, "expected": c.expected, **blank}
        for c in found
    ]
    return _audit(evaluation, rows)


def vocabulary_of(evaluation: Evaluation) -> Vocabulary:
    """Return the words that an expression about an evaluation may use."""
    panel = evaluation.record.panel
    persons = persons_of(None if panel is None else panel["name"].tolist())
    return Vocabulary(evaluation.rules, tuple(evaluation.record.units["unit"]), persons)


def _audit(evaluation: Evaluation, claims: Iterable[dict[str, Any]]) -> Audit:
    rows = []
    for claim in claims:
        found = _verdict(evaluation, claim)
        agreed = found["verdict"] == claim["expected"]
        rows.append({**claim, **found, "agrees_with_expectation": agreed})
    frame = pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))
    text = [column for column in VERDICT_COLUMNS if column != "agrees_with_expectation"]
    return Audit(evaluation, frame.astype(dict.fromkeys(text, "string") | {"agrees_with_expectation": "bool"}))


def _verdict(evaluation: Evaluation, claim: dict[str, Any]) -> dict[str, Any]:
    if pd.isna(claim["expression"]):
        return {"computed": None, "verdict": "not-checkable"}
    call = parse(claim["expression"])
    if not isinstance(call, Call):
        raise AssertionError("expressions are checked before they are computed")
    found = {"expression": str(call)}
    printed = read_printed(claim["printed"], SIGNATURES[call.function].result)
    if printed is None:
        raise AssertionError("the form of a printed value is checked before it is compared")
    percent = evaluation.rules.percent
    try:
        value = compute(evaluation, call)
        verdict = "reproduced" if agrees(value, printed, percent) else "not-reproduced"
    except NotComputable as lacking:
        own = not pd.isna(claim["reason"])
        first = next((la for la in evaluation.record.programme.languages if la != "en"), "en")
        reasons = {} if own else {"reason": lacking.describe(first), "reason_en": lacking.describe("en")}
        return {**found, "computed": None, "verdict": "not-checkable", **reasons}
    return {**found, "computed": show(value, printed, percent), "verdict": verdict}
