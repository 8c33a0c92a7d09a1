"""The tables of an edition: their columns, what each may hold, and what it means. The codebook is made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["code", "text", "points", "flag", "choice", "integer"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        The header, as in the file.
    kind
        ``code``: compared after NFKC; ``text``: kept as written; ``points``: exact decimal; ``flag``: yes or no;
        ``choice``: one of `allowed`; ``integer``: a whole number ≥ 1.
    meaning
        What it says, Chinese and English.
    nullable
        Whether a cell may be empty.
    required
        Whether the column itself must be there.
    unique
        Whether no two rows may hold the same value.
    allowed
        The words of a ``choice``; a name in angle brackets stands for ids from rules.toml.
    """

    name: str
    kind: Kind
    meaning: tuple[str, str]
    nullable: bool = False
    required: bool = True
    unique: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One CSV file of an edition."""

    file: str
    meaning: tuple[str, str]
    columns: tuple[Column, ...]
    required: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


FLAGS = ("yes", "no")
ROLES = ("adviser", "head", "deputy", "member")

UNITS = Table(
    "units.csv",
    ("本届参评单位，每行一个", "The units that are evaluated in this edition, one a row"),
    (
        Column("unit", "code", ("单位代码，符合其批次的代码规则", "Code; matches the code pattern of its cohort"), unique=True),
        Column("name", "text", ("名称，照录来源", "Name as the source prints it"), unique=True),
        Column("name_en", "text", ("英文释义，非官方译名", "English gloss, not an official name"), nullable=True, required=False),
        Column("cohort", "choice", ("批次", "Cohort"), allowed=("<cohorts>",)),
    ),
)  # fmt: skip

SCORES = Table(
    "scores.csv",
    ("最终评分，每行一个单位", "Final scores, one row a unit"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv"), unique=True),
        Column("score", "points", ("最终评分；仅在来源不公布时为空", "Final score in points; empty only where the source withholds it"), nullable=True),
        Column("withheld", "flag", ("评分是否由来源保留不公布（有分但不公布，不同于没有评分）", "Whether the source withholds the score (it exists but is not printed, which is not the same as missing)"), allowed=FLAGS),
        Column("tier", "choice", ("来源所印等级；须与评分一致，评分不公布时必填", "Tier that the source prints; must agree with the score, and must be there where the score is withheld"), nullable=True, required=False, allowed=("<tiers>",)),
    ),
)  # fmt: skip

PANEL = Table(
    "panel.csv",
    ("专家组，照录来源，每行一人", "The panel as the source prints it, one person a row"),
    (
        Column("order", "integer", ("来源中的次序", "Place in the source's list"), unique=True),
        Column("role", "choice", ("组内职务", "Role on the panel"), allowed=ROLES),
        Column("name", "text", ("姓名，去掉排版空格", "Name, without the typesetter's spaces")),
        Column("affiliation", "text", ("所在组织，照录", "Affiliation as printed")),
        Column("title", "text", ("职务，照录", "Title as printed")),
        Column("unit", "code", ("所在组织为参评单位时的代码", "Code, where the affiliation is an evaluated unit"), nullable=True),
    ),
    required=False,
)  # fmt: skip

ALIASES = Table(
    "aliases.csv",
    ("名称异写：同一单位在来源别处的写法", "Name variants: how else the source writes a unit"),
    (
        Column("unit", "code", ("单位代码", "Code of the unit")),
        Column("alias", "text", ("异写", "The variant, as printed"), unique=True),
        Column("where", "text", ("见于何处", "Where it stands in the source")),
        Column("kind", "choice", ("类别：width 全半角，short 简称，wording 用字不同", "width: full- or half-width form; short: shortened; wording: other words"), allowed=("width", "short", "wording")),
    ),
    required=False,
)  # fmt: skip

TABLES = (UNITS, SCORES, PANEL, ALIASES)
