"""The numbers in the office's own texts: checked where they are printed, computed where they are to be filled in.

By the same expressions and the same functions as the ledger of claims, hence from what is published: a text is the same
for all readers, and a number that needs a withheld score is in none. A number that rests on an edition which is not on
file waits for it: the pages go without its paragraph, and that is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from evalkit.audit.functions import compute
from evalkit.audit.several import SEVERAL
from evalkit.audit.values import NeedsEditions, NotComputable, Value, agrees, show
from evalkit.edition.expressions import SIGNATURES, Call, parse
from evalkit.edition.marked import MarkedClaim, marked_claims
from evalkit.edition.printed import read_printed
from evalkit.edition.record import EditionRecord, Note, OwnText
from evalkit.edition.texts import HIGHLIGHTS, codes_in, left_out
from evalkit.errors import EvalkitError, Fault
from evalkit.scoring import Evaluation


def number_faults_of(record: EditionRecord) -> list[Fault]:
    """Return what is wrong with the numbers in the own texts of an edition that has no other fault."""
    own = [text for text in record.texts if not text.inherited]
    return list(number_faults(Evaluation(record, record.rules), own)) if own else []


def notes_of(record: EditionRecord) -> Iterator[Note]:
    """Yield what of the texts does not go out.

    Texts of the programme with a number that is another in this edition, or that it cannot compute; highlights of units
    that are not named in public; and what :func:`texts_waiting` tells.
    """
    ev = Evaluation(record, record.rules)
    yield from texts_waiting(ev)
    for text in record.texts:
        wrong = next(number_faults(ev, [text]), None) if text.inherited else None
        if wrong is not None:
            yield left_out(wrong)
        unnamed = [code for code in codes_in(text) if code in ev.unnamed] if text.slot == HIGHLIGHTS else []
        if unnamed:
            yield Note("text-unnamed", text.file, ", ".join(unnamed), {"count": len(unnamed)})


def texts_waiting(ev: Evaluation) -> Iterator[Note]:
    """Yield the first number of each line that waits for editions which are not on file."""
    for text in ev.record.texts:
        told = set[int]()
        for claim in marked_claims(text.source, filled=True):
            if claim.line not in told and not _as_expected(claim) and (why := waits(ev, claim.expression)):
                told.add(claim.line)
                yield Note("text-waits", text.file, claim.expression, {"fault": _not_known(text, claim, why)})


def waits(ev: Evaluation, expression: str) -> NeedsEditions | None:
    """Return why an expression of a checked text cannot be computed before other editions are on file."""
    call = _call(expression)
    if call.function not in SEVERAL:
        return None
    try:
        compute(ev, call)
    except NeedsEditions as why:
        return why
    except EvalkitError:
        # Something else is lacking, or wrong; whoever looks for faults tells.
        return None
    return None


def number_faults(ev: Evaluation, texts: Iterable[OwnText], apart: Collection[str] = ()) -> Iterator[Fault]:
    """Yield every number in these texts that is not what its expression comes to, and each that cannot be computed.

    One that waits for other editions is no fault. What functions in `apart` come to, somebody else says.
    """
    for text in texts:
        for claim in marked_claims(text.source, filled=True):
            fault = None if _call(claim.expression).function in apart else _fault(ev, text, claim)
            if fault is not None:
                yield fault


def value_of(ev: Evaluation, expression: str) -> tuple[str, Value]:
    """Return which function an expression of a checked text asks for, and what it comes to.

    Raises
    ------
    NotComputable
        What is on file does not tell.
    """
    call = _call(expression)
    return call.function, compute(ev, call)


def _call(expression: str) -> Call:
    call = parse(expression)
    if not isinstance(call, Call):
        raise AssertionError("expressions are checked before they are computed")
    return call


def _fault(ev: Evaluation, text: OwnText, claim: MarkedClaim) -> Fault | None:
    call = _call(claim.expression)
    try:
        value = compute(ev, call)
    except NeedsEditions:
        return None
    except EvalkitError as error:
        # Whatever is wrong with an earlier edition is told where that one is checked.
        why = error if isinstance(error, NotComputable) else NotComputable("claim-needs-editions")
        return None if _as_expected(claim) else _not_known(text, claim, why)
    if not claim.printed:
        return None
    printed = read_printed(claim.printed, SIGNATURES[call.function].result)
    if printed is None:
        raise AssertionError("the form of a printed value is checked before it is compared")
    try:
        verdict = "reproduced" if agrees(value, printed, ev.rules.percent) else "not-reproduced"
    except NeedsEditions:
        return None
    if verdict == claim.expected:
        return None
    right = show(value, printed, ev.rules.percent)
    if claim.expected == "reproduced":
        facts: dict[str, object] = {"expression": str(call), "right": right}
        return Fault("text-number", text.file, claim.line, None, claim.printed, facts)
    found: dict[str, object] = {"expression": str(call), "right": right, "expected": claim.expected}
    return Fault("text-expected", text.file, claim.line, None, claim.printed, found)


def _as_expected(claim: MarkedClaim) -> bool:
    """Tell whether a number is printed as one that nothing on file tells."""
    return bool(claim.printed) and claim.expected == "not-checkable"


def _not_known(text: OwnText, claim: MarkedClaim, why: NotComputable) -> Fault:
    return Fault("text-not-known", text.file, claim.line, None, str(_call(claim.expression)), {"why": why})
