"""The tables of a data package: their columns, by the schema of an edition's own tables where they are the same.

``datapackage.json``, the data dictionary and the files are made from this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from evalkit.rules.labels import Decision
from evalkit.sources import schema
from evalkit.sources.schema import FLAGS, Column, Kind, Table
from evalkit.wording import Language

#: A quotient of whole numbers, not shortened.
_EXACT = "[0-9]+/[1-9][0-9]*"


@dataclass(frozen=True)
class Resource:
    """One table of a package.

    Attributes
    ----------
    name
        Its id; the file is ``<name>.csv``.
    meaning
        What it holds, Chinese and English.
    columns
        Its columns.
    key
        The columns that no two rows have in common.
    refers
        For columns that hold ids of another table: its name, and the column there.
    patterns
        For columns whose text has a form: that form.
    """

    name: str
    meaning: tuple[str, str]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _of(table: Table, name: str, *, nullable: bool = False, unique: bool = False) -> Column:
    """Return a column of a table of an edition, as it is here."""
    found = next(c for c in table.columns if c.name == name)
    return replace(found, nullable=nullable, required=True, unique=unique)


def _own(name: str, kind: Kind, zh: str, en: str, *, nullable: bool = False, allowed: Sequence[str] = ()) -> Column:
    return Column(name, kind, (zh, en), nullable=nullable, allowed=tuple(allowed))


def _names(languages: Sequence[Language]) -> tuple[Column, ...]:
    return tuple(_own(f"name_{la}", "text", f"名称（{la}）", f"Name ({la})") for la in languages)


#: What a share may be of; ids of denominators begin with one of these.
OF = ("participants", "all", "cohort", "cohort-participants", "tier")
_ORDER = ("次序，从 1 起", "Place in the order of the rules, from 1")


def resources(languages: Sequence[Language]) -> tuple[Resource, ...]:
    """Return every table that a package in these languages may have, in the order in which they refer to each other."""
    names = _names(languages)
    cohort, tier, unit = {"cohort": ("cohorts", "cohort")}, {"tier": ("tiers", "tier")}, {"unit": ("units", "unit")}
    return (
        Resource(
            "cohorts",
            ("批次，每行一个", "Cohorts, one a row"),
            (
                _own("cohort", "code", "批次的标识", "Id of the cohort"),
                _own("order", "integer", *_ORDER),
                *names,
                _own("total", "count", "单位总数，含未参评者；不详则空", "All its units, whether they took part or not; empty where unknown", nullable=True),
                _own("participants", "count", "参评单位数；不详则空", "Units that took part; empty where not all are on file", nullable=True),
                _own("absent", "count", "未参评单位数；不详则空", "Units that did not; empty where unknown", nullable=True),
            ),
            ("cohort",),
        ),
        Resource(
            "cohort-groups",
            ("合并计算的批次组，每行一个成员", "Cohorts that are counted together, one member a row"),
            (_own("group", "code", "批次组的标识", "Id of the group"), *names, _own("cohort", "code", "所含批次", "A cohort in it")),
            ("group", "cohort"),
            cohort,
        ),
        Resource(
            "tiers",
            ("等级及等级线，每行一个，从高到低", "Tiers and cut-offs, one a row, the highest first"),
            (
                _own("tier", "code", "等级的标识", "Id of the tier"),
                _own("order", "integer", *_ORDER),
                *names,
                _own("low", "points", "最低分，含；来源未印则空", "Lowest score, included; empty where not printed", nullable=True),
                _own("high", "points", "最高分，含；来源未印则空", "Highest score, included; empty where not printed", nullable=True),
                _own("count", "count", "本等级的单位数；不详则空", "Units in it; empty where unknown", nullable=True),
                _own("withheld", "flag", "规则是否保留其评分", "Whether the rules withhold its scores", allowed=FLAGS),
                _own("rank_withheld", "flag", "规则是否保留其名次", "Whether the rules withhold its ranks", allowed=FLAGS),
                _own("name_withheld", "flag", "规则是否保留其单位名称", "Whether the rules withhold the names of its units", allowed=FLAGS),
            ),
            ("tier",),
        ),
        Resource(
            "rubric",
            ("指标体系，每行一项二级指标", "The rubric, one indicator a row"),
            (
                _own("area", "code", "一级指标的标识", "Id of the first-level indicator"),
                _own("indicator", "code", "二级指标的标识", "Id of the indicator"),
                _own("order", "integer", *_ORDER),
                *(replace(n, name=f"area_{n.name}", nullable=True) for n in names),
                *names,
                _own("points", "number", "满分；来源未印则空", "Its maximum; empty where not printed", nullable=True),
                _own("weight", "text", "占总分的份额（分值乘以权重），分数；倒扣分的为负，不详则空", "Its share of all points, each times its weight, a quotient; below 0 where it counts against a unit, empty where unknown", nullable=True),
            ),
            ("indicator",),
            patterns={"weight": f"-?{_EXACT}"},
        ),
        Resource(
            "units",
            ("单位，每行一个", "Units, one a row"),
            (
                _of(schema.UNITS, "unit"),
                _own("name", "text", "名称；改名的用新名称", "Name; of a unit that was renamed the new one"),
                _of(schema.UNITS, "name_en", nullable=True),
                _of(schema.UNITS, "cohort"),
                _of(schema.UNITS, "subject", nullable=True),
                _of(schema.UNITS, "type", nullable=True),
                _own("took_part", "flag", "是否参评", "Whether it took part", allowed=FLAGS),
            ),
            ("unit",),
            cohort,
        ),
        Resource(
            "results",
            ("评价结果，每行一个参评单位，按代码排列", "Results, one participant a row, in the order of codes"),
            (
                _of(schema.SCORES, "unit"),
                _own("score", "points", "最终评分；不公布或不详则空", "Final score; empty where withheld or unknown", nullable=True),
                _own("withheld", "flag", "评分是否不公布", "Whether the score is withheld", allowed=FLAGS),
                _own("low", "points", "评分的下限；不公布则空，其等级见 tiers", "Lower end of what the score may be; empty where withheld: see the tier", nullable=True),
                _own("high", "points", "评分的上限；同上", "Upper end; likewise", nullable=True),
                _own("rank", "integer", "名次；不公布或不详则空", "Rank; empty where withheld or unknown", nullable=True),
                _own("tier", "code", "等级；未定则空", "Tier; empty where it is open", nullable=True),
            ),
            ("unit",),
            unit | tier,
        ),
        Resource(
            "percentiles",
            ("百分位，每行一个参评单位", "Percentiles, one participant a row"),
            (
                _own("unit", "code", "单位代码", "Code of the unit"),
                _own("percentile", "count", "在本届和往届评分中的百分位", "Percentile among the scores of this edition and of earlier ones"),
            ),
            ("unit",),
            unit,
        ),
        Resource(
            "labels",
            ("认证，每行一次评估", "Labels, one assessment a row"),
            (
                *(_of(schema.ASSESSMENTS, name) for name in ("unit", "label", "assessed")),
                _own("decision", "choice", "结论：awarded 授予，renewed 续期，awarded-anew 重新授予，refused 不予授予", "awarded, renewed, awarded anew, refused", allowed=get_args(Decision)),
                _own("valid_until", "month", "有效期至；不予授予或无期限则空", "To which month it is valid; empty where it is refused or has no end", nullable=True),
            ),
            (),
            unit,
        ),
        Resource(
            "unnamed",
            ("不具名的参评单位数，计入各项数量；不在 units 和 results 中", "Participants that are not named: they are in all counts, and not among the units and results"),
            (
                _own("cohort", "code", "批次", "Their cohort"),
                _own("tier", "code", "等级", "Their tier"),
                _own("count", "count", "单位数", "How many"),
            ),
            ("cohort", "tier"),
            cohort | tier,
        ),
        Resource(
            "denominators",
            ("份额的分母，每行一个", "What shares are of, one a row"),
            (
                _own("denominator", "text", "分母的标识", "Id of the denominator"),
                _own("of", "choice", "以何者为分母：participants 参评者，all 全部单位，cohort 批次的全部单位，cohort-participants 批次的参评者，tier 等级的全部单位", "participants; all units; all units of a cohort; those of it that took part; all units of a tier", allowed=OF),
                _own("within", "code", "限于批次组；空为不限", "Confined to this group of cohorts; empty for all", nullable=True),
                _own("cohort", "code", "批次", "The cohort", nullable=True),
                _own("tier", "code", "等级", "The tier", nullable=True),
                _own("count", "count", "单位数；不详则空", "How many units; empty where unknown", nullable=True),
            ),
            ("denominator",),
            cohort | tier,
        ),
        Resource(
            "shares",
            ("份额，每行一个", "Shares, one a row"),
            (
                _own("share", "text", "份额的标识", "Id of the share"),
                _own("within", "code", "限于批次组；空为不限", "Confined to this group of cohorts; empty for all", nullable=True),
                _own("cohort", "code", "分子的批次；空为各批次", "Cohort of the units that are counted; empty for all", nullable=True),
                _own("tier", "code", "分子的等级；空为各等级", "Tier of the units that are counted; empty for all", nullable=True),
                _own("numerator", "count", "分子", "Numerator"),
                _own("denominator", "text", "分母的标识", "Id of the denominator"),
                _own("denominator_count", "count", "分母；不详则空", "Denominator; empty where unknown", nullable=True),
                _own("exact", "text", "精确值，未约分；分母不详或为零则空", "Exact value, not shortened; empty where the denominator is unknown or 0", nullable=True),
                _own("percent", "number", "百分比，按本届规则取整；同上", "Per cent, rounded by the edition's rule; likewise", nullable=True),
            ),
            ("share",),
            cohort | tier | {"denominator": ("denominators", "denominator")},
            {"exact": _EXACT},
        ),
        Resource(
            "facts",
            schema.FACTS.meaning,
            tuple(_of(schema.FACTS, c.name, nullable=c.nullable) for c in schema.FACTS.columns),
            (),
        ),
        Resource(
            "honours",
            ("称号，每行一个单位", "The honour, one unit a row"),
            (
                _own("unit", "code", "单位代码；往届的单位不一定在 units 中", "Code; of a unit of an earlier edition it may not be among the units"),
                _own("name", "text", "名称", "Name"),
                _own("status", "choice", "是否获称号：yes 是，no 否，unknown 不详", "Whether it holds the honour", allowed=("yes", "no", "unknown")),
                _own("change", "choice", "较上届：added 新获，dropped 失去，maybe 不详，空为无变化", "Against the edition before: added, dropped, maybe (not known); empty where nothing changed", nullable=True, allowed=("added", "dropped", "maybe")),
            ),
            ("unit",),
        ),
        Resource(
            "claims",
            schema.CLAIMS.meaning,
            (
                *(_of(schema.CLAIMS, n) for n in ("id", "section", "states")),
                _of(schema.CLAIMS, "states_en", nullable=True),
                _of(schema.CLAIMS, "printed"),
                _of(schema.CLAIMS, "expression", nullable=True),
                _own("computed", "text", "算得的值；无从复算则空", "The computed value; empty where nothing can be computed", nullable=True),
                _own("verdict", "choice", "结论", "The verdict", allowed=schema.VERDICTS),
                _of(schema.CLAIMS, "expected"),
                _of(schema.CLAIMS, "reason", nullable=True),
                _of(schema.CLAIMS, "reason_en", nullable=True),
            ),
            ("id",),
        ),
        Resource(
            "panel",
            schema.PANEL.meaning,
            tuple(_of(schema.PANEL, c.name, nullable=c.nullable) for c in schema.PANEL.columns),
            ("order",),
            unit,
        ),
    )  # fmt: skip
