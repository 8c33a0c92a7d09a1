"""The expressions: what is read, what is refused, and with which words."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from evalkit.audit.functions import FUNCTIONS
from evalkit.audit.ledger import vocabulary_of
from evalkit.edition.claims import claim_expression_faults
from evalkit.edition.expressions import SIGNATURES, Call, parse
from evalkit.errors import Fault
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY

TIERS = "high, fairly-high, average, inactive"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("count()", "count()"),
        (" count( ) ", "count()"),
        ("share(tier=high, cohort=1, of=cohort)", "share(cohort=1, of=cohort, tier=high)"),
        ("share(of=cohort,cohort=1,tier=high)", "share(cohort=1, of=cohort, tier=high)"),
        ("count(tier=high|fairly-high)", "count(tier=fairly-high|high)"),
        ("count(tier = fairly-high | high | high)", "count(tier=fairly-high|high)"),
        ("count(score>=95)", "count(score>=95)"),
        ("count(score≥95)", "count(score>=95)"),
        ("count(score < 50)", "count(score<50)"),
        ("ｃｏｕｎｔ（cohort＝２，tier＝high）", "count(cohort=2, tier=high)"),
        ("title(person=吴海华)", "title(person=吴海华)"),
    ],
)
def test_reading(text: str, canonical: str) -> None:
    call = parse(text)
    assert isinstance(call, Call)
    assert str(call) == canonical
    assert parse(str(call)) == call


@pytest.mark.parametrize(
    "text",
    [
        "",
        "count",
        "count(",
        "count)",
        "(tier=high)",
        "count(tier)",
        "count(tier=)",
        "count(=high)",
        "count(tier=high,)",
        "count(,tier=high)",
        "count(tier=high cohort=1)",
        "count(tier=high|)",
        "count(tier=|high)",
        "count(tier=high))",
        "count() + count()",
        "count(tier=count())",
        "35 / 99",
        "__import__('os').system('true')",
        "count(tier==high)",
    ],
)
def test_what_is_no_expression(text: str) -> None:
    fault = parse(text)
    assert isinstance(fault, Fault)
    assert fault.kind == "claim-syntax"
    assert fault.describe("en").endswith("such as share(tier=high, of=participants).")


@pytest.mark.parametrize(
    ("expression", "printed", "lines"),
    [
        ("count(tier=high, tier=average)", "1", ["the argument “tier” is given twice; allowed: every argument once."]),
        ("shares(of=all)", "1%", ["there is no function “shares”; allowed: " + ", ".join(SIGNATURES) + ". Did you mean “share”?"]),
        ("count(teir=high)", "1", ["count has no argument “teir”; allowed: tier, cohort, within, score, withheld. Did you mean “tier”?"]),
        ("areas(tier=high)", "3", ["areas has no argument “tier”; allowed: –."]),
        ("count(tier=hihg)", "1", [f"“hihg” is not allowed; allowed: {TIERS}. Did you mean “high”?"]),
        ("count(tier=hihg|low)", "1", [f"“hihg” is not allowed; allowed: {TIERS}. Did you mean “high”?", f"“low” is not allowed; allowed: {TIERS}."]),
        ("count(cohort=4)", "1", ["“4” is not allowed; allowed: 1, 2, 3, D."]),
        ("count(within=pilot)", "1", ["“pilot” is not allowed; allowed: pilots. Did you mean “pilots”?"]),
        ("count(withheld=true)", "1", ["“true” is not allowed; allowed: yes, no."]),
        ("count(tier>=high)", "1", ["“tier>=high” compares; allowed: tier with an equals sign only."]),
        ("score(unit=101|102)", "1", ["“unit=101|102” gives several values; allowed: one value for unit."]),
        ("count(score>=many)", "1", ["“many” is not a number; allowed: 0 to 100, in digits."]),
        ("count(score>=101)", "1", ["101 is out of range; allowed: 0 to 100."]),
        ("share(tier=high)", "1%", ["share lacks the argument “of”."]),
        ("share(tier=high, of=cohort)", "1%", ["share lacks the argument “cohort”."]),
        ("share(tier=high, of=cohort-participants)", "1%", ["share lacks the argument “cohort”."]),
        ("share(cohort=1, of=tier)", "1%", ["share lacks the argument “tier”."]),
        ("share(tier=high, of=everyone)", "1%", ["“everyone” is not allowed; allowed: participants, all, cohort, cohort-participants, tier."]),
        ("score()", "1", ["score lacks the argument “unit”."]),
        ("score(unit=199)", "1", ["“199” is not in units.csv."]),
        ("score(unit=d106)", "1", ["“d106” is not in units.csv. Did you mean “D106”?"]),
        ("panel(role=chair)", "1", ["“chair” is not allowed; allowed: adviser, head, deputy, member."]),
        ("person(role=deputy, n=0)", "x", ["“0” is no place in a list; allowed: a whole number from 1."]),
        ("title(person=吴海花)", "x", ["“吴海花” is not in panel.csv. Did you mean “吴海华”?"]),
        ("milestone(n=4)", "1 May", ["“4” is not allowed; allowed: 1, 2, 3."]),
        ("bound(tier=high, end=first)", "85", ["“first” is not allowed; allowed: lowest, highest."]),
        ("honour_count(change=new)", "4", ["“new” is not allowed; allowed: added, dropped."]),
        ("share(tier=high, of=all)", "22.29", ["“22.29” is not in the form of its expression; allowed: a percentage such as 35.35%."]),
        ("count()", "99 家", ["“99 家” is not in the form of its expression; allowed: a whole number such as 35, 三 or none."]),
        ("score(unit=105)", "full", ["“full” is not in the form of its expression; allowed: a score such as 85."]),
        ("window(end=first)", "2019", ["“2019” is not in the form of its expression; allowed: a day such as 15 December 2019."]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(ev2019: Evaluation, expression: str, printed: str, lines: list[str]) -> None:
    faults = list(claim_expression_faults(expression, printed, vocabulary_of(ev2019)))
    assert [fault.describe("en").partition(": ")[2] for fault in faults] == lines
    assert all(fault.describe("zh") for fault in faults)


def test_every_function_that_may_be_written_can_be_computed() -> None:
    assert set(FUNCTIONS) == set(SIGNATURES)


def test_every_function_and_argument_is_documented() -> None:
    text = (REPOSITORY / "docs" / "claims.md").read_text(encoding="utf-8")
    for name, signature in SIGNATURES.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| `{name}(")]
        listed = line.split("|")[1].strip().strip("`").removeprefix(f"{name}(").removesuffix(")")
        assert [a.rstrip("?") for a in listed.split(", ") if a] == [p.name for p in signature.parameters], name
        assert [a for a in listed.split(", ") if a.endswith("?")] == [
            f"{p.name}?" for p in signature.parameters if not p.required
        ], name
