"""Expressions of claims, such as ``share(tier=high, cohort=1, of=cohort)``: read and checked; the audit computes them.

An expression is one call with named arguments. It is data: nothing in it is ever executed. ::

    expression = name "(" [ argument { "," argument } ] ")"
    argument   = name sign word { "|" word }
    sign       = "=" | ">=" | "<=" | ">" | "<"

Full-width forms are read as what they are. :data:`SIGNATURES` lists the functions and what each may be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from evalkit.edition.printed import Result
from evalkit.errors import Fault, nearest
from evalkit.files.textfile import name_key, plain
from evalkit.rules.models import Rules
from evalkit.rules.points import parse_decimal
from evalkit.sources.schema import FLAGS, ROLES

Sign = Literal["=", ">=", "<=", ">", "<"]
Denominator = Literal["participants", "all", "cohort", "cohort-participants", "tier"]
Kind = Literal[
    "tier", "cohort", "group", "area", "role", "flag", "bound", "day", "of", "change",
    "milestone", "ordinal", "points", "unit", "person", "own", "free",
]  # fmt: skip

_TOKEN = re.compile(r"\s*(>=|<=|≥|≤|[()=<>,|]|[^\s()=<>≥≤,|]+)")
_SIGNS: Mapping[str, Sign] = {"=": "=", ">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<"}


@dataclass(frozen=True)
class Argument:
    """A condition or a value: ``tier=high|average``, ``score>=95``."""

    sign: Sign
    words: tuple[str, ...]

    def __str__(self) -> str:
        return self.sign + "|".join(self.words)


@dataclass(frozen=True)
class Call:
    """An expression that was read; two that ask the same thing are equal."""

    function: str
    arguments: tuple[tuple[str, Argument], ...]

    def get(self, name: str) -> Argument | None:
        """Return an argument, None where it was not given."""
        return dict(self.arguments).get(name)

    def __str__(self) -> str:
        return f"{self.function}({', '.join(f'{name}{argument}' for name, argument in self.arguments)})"


@dataclass(frozen=True)
class Parameter:
    """One argument that a function takes; ``several``: more than one word, ``compared``: signs other than ``=``."""

    name: str
    kind: Kind
    required: bool = False
    several: bool = False
    compared: bool = False


@dataclass(frozen=True)
class Signature:
    """What a function takes and in which form its result is printed."""

    result: Result
    parameters: tuple[Parameter, ...] = ()


_COHORT = Parameter("cohort", "cohort", several=True)
_WITHIN = Parameter("within", "group")
_UNIT = (Parameter("unit", "unit", required=True),)
_FILTERS = (
    Parameter("tier", "tier", several=True),
    _COHORT,
    _WITHIN,
    Parameter("score", "points", compared=True),
    Parameter("withheld", "flag"),
)

#: What a template of letters may ask of whoever gets one, by kind of letter: words within a line, parts of their own.
OWN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "unit": (
        ("name", "code", "cohort", "tier", "score", "rank", "edition", "programme", "publisher", "issued"),
        ("result", "areas", "remarks", "change", "appeal"),
    ),
    "reviewer": (
        ("name", "code", "sheets", "units", "edition", "programme", "publisher", "issued"),
        ("severity", "spread", "consistency", "agreement", "reading"),
    ),
    "certificate": (
        (
            "name",
            "code",
            "label",
            "tier",
            "valid_from",
            "valid_until",
            "on",
            "edition",
            "programme",
            "publisher",
            "issued",
        ),
        (),
    ),
}

#: Every function. ``docs/claims.md`` says what each means; :mod:`evalkit.audit.functions` computes them.
SIGNATURES: Mapping[str, Signature] = {
    "count": Signature("number", _FILTERS),
    "share": Signature("percent", (*_FILTERS, Parameter("of", "of", required=True))),
    "total": Signature("number", (_COHORT, _WITHIN)),
    "absent": Signature("number", (_COHORT, _WITHIN)),
    "participation_share": Signature("percent", (_COHORT, _WITHIN)),
    "absent_share": Signature("percent", (_COHORT, _WITHIN)),
    "score": Signature("score", _UNIT),
    "rank": Signature("number", _UNIT),
    "tier": Signature("text", _UNIT),
    "cohort": Signature("text", _UNIT),
    "withheld": Signature("yes-no", _UNIT),
    "panel": Signature("number", (Parameter("role", "role"), Parameter("affiliated", "flag"))),
    "person": Signature("text", (Parameter("role", "role", required=True), Parameter("n", "ordinal"))),
    "title": Signature("text", (Parameter("person", "person", required=True),)),
    "areas": Signature("number"),
    "indicators": Signature("number", (Parameter("area", "area"),)),
    "tiers": Signature("number"),
    "cohorts": Signature("number", (_WITHIN,)),
    "rounds": Signature("number"),
    "points": Signature("score"),
    "bound": Signature("score", (Parameter("tier", "tier", required=True), Parameter("end", "bound", required=True))),
    "window": Signature("date", (Parameter("end", "day", required=True),)),
    "milestone": Signature("date", (Parameter("n", "milestone", required=True),)),
    "edition": Signature("text"),
    "code_digits": Signature("number", (_COHORT, _WITHIN)),
    "honour_count": Signature("number", (_COHORT, _WITHIN, Parameter("change", "change"))),
    "honour_editions": Signature("number"),
    "honour_edition": Signature("text", (Parameter("n", "ordinal", required=True),)),
    "honoured": Signature("yes-no", _UNIT),
    "honour_added": Signature("yes-no", _UNIT),
    "honour_dropped": Signature("yes-no", _UNIT),
    "earlier_editions": Signature("number"),
    "full_marks_in_a_row": Signature("number", _UNIT),
    "own": Signature("any", (Parameter("show", "own", required=True),)),
    "not_on_file": Signature("any", (Parameter("what", "free", required=True),)),
}


@dataclass(frozen=True)
class Vocabulary:
    """The words of an edition that expressions may use; `persons` is None where the panel is not on file."""

    rules: Rules
    units: tuple[str, ...]
    persons: tuple[str, ...] | None

    def words(self, kind: Kind) -> tuple[str, ...] | None:
        """Return what an argument of a kind may hold; None where that is not a list of words."""
        rules = self.rules
        lists: dict[Kind, tuple[str, ...]] = {
            "tier": tuple(t.id for t in rules.tiers),
            "cohort": tuple(c.id for c in rules.cohorts),
            "group": tuple(g.id for g in rules.cohort_groups),
            "area": tuple(a.id for a in rules.areas),
            "role": ROLES,
            "flag": FLAGS,
            "bound": ("lowest", "highest"),
            "day": ("first", "last"),
            "of": get_args(Denominator),
            "change": ("added", "dropped"),
            "own": tuple(dict.fromkeys(word for kinds in OWN.values() for words in kinds for word in words)),
            "milestone": tuple(str(n + 1) for n in range(len(rules.review.milestones))),
        }
        return lists.get(kind)


def parse(text: str) -> Call | Fault:
    """Read an expression.

    Returns
    -------
    The call, its arguments sorted by name and the words of an argument among themselves; or a fault without place.
    """
    shown = plain(text)
    tokens = _TOKEN.findall(shown)
    if len(tokens) < 3 or not _is_word(tokens[0]) or tokens[1] != "(" or tokens[-1] != ")":
        return Fault("claim-syntax", "", value=shown)
    arguments: dict[str, Argument] = {}
    inside = tokens[2:-1]
    while inside:
        if len(inside) < 3 or not _is_word(inside[0]) or inside[1] not in _SIGNS or not _is_word(inside[2]):
            return Fault("claim-syntax", "", value=shown)
        name, sign, word, *inside = inside
        words = [word]
        while len(inside) >= 2 and inside[0] == "|" and _is_word(inside[1]):
            words.append(inside[1])
            inside = inside[2:]
        if name in arguments:
            return Fault("claim-argument-twice", "", value=name)
        arguments[name] = Argument(_SIGNS[sign], tuple(sorted(set(words))))
        if inside and (inside[0] != "," or len(inside) == 1):
            return Fault("claim-syntax", "", value=shown)
        inside = inside[1:]
    return Call(tokens[0], tuple(sorted(arguments.items())))


def _is_word(token: str) -> bool:
    return token not in _SIGNS and token not in "(),|"


def check_call(call: Call, vocabulary: Vocabulary | None) -> list[Fault]:
    """Return what is wrong with a call, as faults without place.

    Parameters
    ----------
    call
        From :func:`parse`.
    vocabulary
        The words of the edition; None leaves the words unchecked.
    """
    signature = SIGNATURES.get(call.function)
    if signature is None:
        allowed: dict[str, object] = {"allowed": ", ".join(SIGNATURES)}
        meant = nearest(call.function, SIGNATURES)
        return [Fault("claim-function", "", value=call.function, variables=allowed, meant=meant)]
    known = {parameter.name: parameter for parameter in signature.parameters}
    faults = []
    given: Mapping[str, Argument] = dict(call.arguments)
    for name, argument in given.items():
        if name not in known:
            variables: dict[str, object] = {"function": call.function, "allowed": ", ".join(known) or "–"}
            faults.append(Fault("claim-argument", "", value=name, variables=variables, meant=nearest(name, known)))
            continue
        faults += _check_argument(argument, known[name], vocabulary)
    needed = [parameter.name for parameter in signature.parameters if parameter.required]
    # A share of a cohort or tier is one of the cohorts or tiers that are named.
    needed += {"cohort": ["cohort"], "cohort-participants": ["cohort"], "tier": ["tier"]}.get(_of(call), [])
    missing = [name for name in needed if name not in given]
    function: dict[str, object] = {"function": call.function}
    return faults + [Fault("claim-argument-missing", "", value=name, variables=function) for name in missing]


def _of(call: Call) -> str:
    argument = call.get("of")
    return argument.words[0] if argument else ""


def _check_argument(argument: Argument, parameter: Parameter, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    if argument.sign != "=" and not parameter.compared:
        yield Fault("claim-sign", "", value=f"{parameter.name}{argument}", variables={"name": parameter.name})
        return
    if len(argument.words) > 1 and not parameter.several:
        yield Fault("claim-several", "", value=f"{parameter.name}{argument}", variables={"name": parameter.name})
        return
    for word in argument.words:
        if vocabulary is not None:
            yield from _check_word(word, parameter.kind, vocabulary)


def _check_word(word: str, kind: Kind, vocabulary: Vocabulary) -> Iterator[Fault]:
    allowed = vocabulary.words(kind)
    if allowed is not None:
        if word not in allowed:
            listed: dict[str, object] = {"allowed": ", ".join(allowed) or "–"}
            yield Fault("not-allowed", "", value=word, variables=listed, meant=nearest(word, allowed))
    elif kind == "unit" and word not in vocabulary.units:
        yield Fault("unknown-unit", "", value=word, meant=nearest(word, vocabulary.units))
    elif kind == "person" and vocabulary.persons is not None:
        if name_key(word) not in map(name_key, vocabulary.persons):
            yield Fault("claim-person", "", value=word, meant=nearest(word, vocabulary.persons))
    elif kind == "ordinal" and not re.fullmatch("[1-9][0-9]{0,5}", word):
        yield Fault("not-an-order", "", value=word)
    elif kind == "points":
        yield from _check_points(word, vocabulary.rules)


def _check_points(word: str, rules: Rules) -> Iterator[Fault]:
    points = parse_decimal(word)
    limits: dict[str, object] = {"min": str(rules.scores.min), "max": str(rules.scores.max)}
    if points is None:
        yield Fault("not-a-score", "", value=word, variables=limits)
    elif not rules.scores.min <= points <= rules.scores.max:
        yield Fault("score-out-of-range", "", value=word, variables=limits)


def denominator(call: Call) -> Denominator:
    """Return the ``of`` of a share that was checked."""
    return cast(Denominator, _of(call))


def persons_of(names: Sequence[str | None] | None) -> tuple[str, ...] | None:
    """Return the names of a panel, None where it is not on file."""
    return None if names is None else tuple(name for name in names if name)
