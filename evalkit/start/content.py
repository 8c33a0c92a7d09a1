"""What columns are by what stands in them, where their names do not say it or say something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from evalkit.files.textfile import plain
from evalkit.rules.points import parse_decimal
from evalkit.start.words import is_number, may_be_judgement, role_of

Row = list[str | None]
Columns = Mapping[int, list[str]]

#: What is taken of a cell such as “4. Accept” or “7: good paper”, as ``take`` under ``[source.tables]`` has it.
NUMBER = r"^\s*([0-9]+(?:[.][0-9]+)?)(?:\s*[.:：、)]|\s+[-–—])\s"
#: What is taken of “Venue/2025/Submission1/Reviewer_k2Vq”.
LAST = r"([^/]+)$"

_SOMEBODY = re.compile(
    r"(?:^|[/_ ])(?:reviewer|assessor|judge|referee|evaluator|marker|examiner|grader|rater|panell?ist|juror)[-_ ]\w+$",
    re.IGNORECASE,
)
_NO_CODE = re.compile(r'[\s/\\:*?"<>|]|^[.~-]|^$')
# More different marks than a scale has words for.
_MOST_WORDS = 12
# Means are printed to two places.
_CLOSE = Decimal("0.0051")


def read_content(names: Sequence[str], rows: Sequence[Row], roles: dict[str, int]) -> tuple[dict[int, str], int | None]:
    """Settle what the columns of a table are by what stands in them.

    Parameters
    ----------
    names, rows
        The columns and the rows. Of a cell of which only a part is meant that part is left.
    roles
        What columns are by their names; changed where their cells say otherwise.

    Returns
    -------
    By column of which only a part is meant, the pattern that takes it; and the column of an overall judgement, which is
    called like a total and comes of nothing beside it, None where there is none.
    """
    take: dict[int, str] = {}
    columns = {i: [plain(row[i] or "") for row in rows] for i, name in enumerate(names) if name}
    if "reviewer" not in roles:
        at = next(
            (i for i, cells in columns.items() if all(map(_SOMEBODY.search, cells)) and len(set(cells)) > 1), None
        )
        if at is not None:
            for role in [role for role, other in roles.items() if other == at]:
                del roles[role]
            roles["reviewer"] = at
            take |= {at: LAST} if any("/" in cell for cell in columns[at]) else {}
    take |= {i: NUMBER for i, cells in columns.items() if i not in roles.values() and _worded(cells)}
    take |= {roles[r]: NUMBER for r in ("total", "points") if r in roles and _worded(columns[roles[r]])}
    for i, pattern in take.items():
        for row in rows:
            part = re.search(pattern, row[i] or "")
            row[i] = part[1] if part else row[i]
    if "reviewer" not in roles:
        return take, None
    _code_and_name(names, columns, roles)
    return take, _judgement(names, rows, roles)


def _worded(cells: Sequence[str]) -> bool:
    """Tell whether cells hold numbers with what they mean, few different ones."""
    given = [cell for cell in cells if cell]
    with_words = sum(1 for cell in given if re.match(NUMBER, cell))
    either = with_words + sum(map(is_number, given))
    return 2 * with_words > len(given) and 10 * either >= 9 * len(given) and len(set(given)) <= _MOST_WORDS


def _code_and_name(names: Sequence[str], columns: Columns, roles: dict[str, int]) -> None:
    """Find the code of units of which there are several rows each: a name has one, and it has one name.

    The number of a paper may be called like its title, and that of a review like that of what is reviewed.
    """
    name = roles.get("name")
    if name is None or ("code" in roles and _one_to_one(columns[roles["code"]], columns[name])):
        return
    free = [i for i in columns if i not in roles.values()]
    alike = [i for i in free if _one_to_one(columns[i], columns[name])]
    titles = [i for i in alike if role_of(names[i]) == "name"]
    if all(map(is_number, columns[name])) and titles:
        roles.update(code=name, name=titles[0])
    elif codes := [i for i in alike if i < name and not any(map(_NO_CODE.search, columns[i]))]:
        roles["code"] = codes[0]


def _one_to_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two columns in which things come again name the same things."""
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other)) < len(one)


def _judgement(names: Sequence[str], rows: Sequence[Row], roles: dict[str, int]) -> int | None:
    """Return the column of an overall judgement, and take it for no total; None where there is none."""
    free = [i for i, name in enumerate(names) if name and i not in roles.values()]
    at = roles.get("total", next((i for i in free if any(map(may_be_judgement, names[i].split(".")))), None))
    if at is None or not any(map(may_be_judgement, names[at].split("."))):
        return None
    beside = [i for i in free if i != at and any(is_number(row[i]) for row in rows)]
    comes = 0
    for row in rows:
        own = parse_decimal(plain(row[at] or ""))
        marks = [mark for i in beside if (mark := parse_decimal(plain(row[i] or ""))) is not None]
        whole = sum(marks, Decimal(0))
        # A mean, weighted or not, lies between the marks and is hardly ever a whole number.
        between = bool(marks) and own is not None and own % 1 != 0 and min(marks) <= own <= max(marks)
        comes += own is None or own == whole or between or abs(own * len(marks) - whole) <= _CLOSE * len(marks)
    if not beside or (2 * comes >= len(rows) and len(beside) > 1):
        return None
    roles.pop("total", None)
    return at
