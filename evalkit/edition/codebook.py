"""The codebook: what every column and every key of an edition means, made from the schema and the rules themselves.

``python -m evalkit.edition.codebook`` prints it as Markdown, Chinese and English side by side; ``docs/codebook.md`` is
that output, and a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import sys
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from evalkit.rules import models as rules
from evalkit.rules.models import Model
from evalkit.sources.schema import MARKS, SCORES, SUCCESSIONS, TABLES, Column, Table

_ROLE = re.compile(r":[a-z]+:`~?[\w.]*?(\w+)`")

_KINDS = {
    "code": "代码",
    "text": "文字",
    "points": "分值",
    "flag": "是否",
    "choice": "选项",
    "choices": "多选",
    "codes": "多个代码",
    "integer": "整数",
    "count": "数量",
    "date": "日期",
}

_TYPES: tuple[tuple[Any, str, str], ...] = (
    (rules.Points, "分值", "points"),
    (rules.Id, "标识", "id"),
    (rules.Line, "文字", "text"),
    (rules.Text, "中英文字", "text in `zh` and `en`"),
    (rules.Pattern, "正则表达式", "regular expression"),
    (dt.date, "日期", "date"),
    (str, "文字", "text"),
    (bool, "真假", "true or false"),
    (int, "整数", "whole number"),
)

#: What each key means. Texts in both languages (``name``, ``title``) are not taken apart further.
_KEYS: dict[str, tuple[str, str]] = {
    "Rules.programme": ("评价项目，与上级文件夹同名", "Programme; the name of the folder above"),
    "Rules.edition": ("届次，与所在文件夹同名", "Edition; the name of the folder"),
    "Rules.title": ("本届评价的名称", "Title of the evaluation"),
    "Rules.data": ("数据的详略", "How much is on file"),
    "Rules.window": ("被评价的活动所在的时段", "Days whose activity is evaluated"),
    "Rules.cohorts": ("批次，按显示次序", "Cohorts, in the order in which they are shown"),
    "Rules.cohort_groups": ("合并计算的若干批次", "Cohorts that are also counted together"),
    "Rules.subjects": ("领域，用于评审分组", "Fields, by which the review is grouped"),
    "Rules.eligibility": ("参评条件：填报是否完整，与评分高低无关", "Who takes part: a matter of completeness alone"),
    "Rules.total_points": ("指标体系总分", "Points of the whole rubric"),
    "Rules.areas": ("一级指标", "First-level indicators"),
    "Rules.marks": ("单项评分的取值", "What a mark may be"),
    "Rules.scores": ("最终评分的取值", "What a final score may be"),
    "Rules.banding": ("划分等级前的取整", "Rounding before a score is put into a tier"),
    "Rules.near_window": ("评分变动多少以内算临近等级线，步长的整数倍", "How near to a cut-off is near"),
    "Rules.tiers": ("等级，从高到低，首尾相接", "Tiers, from the highest down, without gap or overlap"),
    "Rules.ranking": ("排名", "Ranks"),
    "Rules.percent": ("百分比", "Percentages"),
    "Rules.publication": ("公布规则", "What may be published"),
    "Rules.review": ("评审过程", "How the review went"),
    "Rules.honour": ("称号", "A distinction"),
    "Rules.watch": ("关注名单", "The units to watch"),
    "OnFile.level": ("全部评分、部分评分或只有数量", "All scores, some of them, or counts only"),
    "Window.first": ("起始日，含当日", "First day, included"),
    "Window.last": ("截止日，含当日", "Last day, included"),
    "Cohort.id": ("units.csv 的 cohort 列所用的标识", "As used in the column cohort of units.csv"),
    "Cohort.name": ("批次名称", "Name"),
    "Cohort.code": ("本批次单位代码须整个匹配的规则", "What the whole code of each of its units matches"),
    "Cohort.total": ("单位总数，含未参评者；不详则不写", "All its units, evaluated or not; absent where unknown"),
    "CohortGroup.id": ("within= 所用的标识", "As used in within="),
    "CohortGroup.name": ("批次组名称", "Name"),
    "CohortGroup.cohorts": ("所含批次", "The cohorts in it"),
    "Area.id": ("标识", "Identifier"),
    "Area.name": ("一级指标名称", "Name"),
    "Area.indicators": ("所含二级指标", "Its second-level indicators"),
    "Indicator.id": ("标识", "Identifier"),
    "Indicator.name": ("二级指标名称", "Name"),
    "Indicator.points": ("满分；来源未印则不写", "Its maximum; absent where the source does not print it"),
    "Indicator.standard": ("评分标准，印在评分表上", "What a reviewer goes by; stands on the score sheet"),
    "Subject.id": ("subject 列所用的标识", "As used in the columns subject"),
    "Subject.name": ("领域名称", "Name"),
    "Marks.step": ("步长，评分为其整数倍", "A mark is a multiple of it"),
    "Eligibility.required": ("必须填报的指标", "Indicators on which information is a must"),
    "Eligibility.at_least": ("至少填报的指标数", "Indicators on which there must be information, at least"),
    "Eligibility.reasons": ("未参评的原因", "Reasons for not taking part"),
    "AbsenceReason.id": ("absences.csv 的 reason 列所用的标识", "As used in the column reason of absences.csv"),
    "AbsenceReason.name": ("原因", "The reason"),
    "Scores.min": ("最低分", "Lowest score"),
    "Scores.max": ("最高分", "Highest score"),
    "Scores.step": ("步长：相邻两个评分之差", "Difference between two neighbouring scores"),
    "Banding.to_nearest": ("取整到的单位，步长的整数倍", "Unit of the rounding, a multiple of the step"),
    "Banding.rounding": ("取整规则", "Rule of the rounding"),
    "Tier.id": ("scores.csv 的 tier 列所用的标识", "As used in the column tier of scores.csv"),
    "Tier.name": ("等级名称", "Name"),
    "Tier.lowest": ("最低分，含；来源未印则不写", "Lowest score, included; absent where not printed"),
    "Tier.highest": ("最高分，含；来源未印则不写", "Highest score, included; absent where not printed"),
    "Ranking.ties": ("同分怎样排名", "How equal scores are ranked"),
    "Percent.decimals": ("小数位数", "Digits after the point"),
    "Percent.rounding": ("舍入规则", "Rule of the rounding"),
    "Publication.withhold_scores_of": ("不公布评分和排名的等级", "Tiers whose scores and ranks are withheld"),
    "Review.rounds": ("评审步骤，按先后", "Rounds, in their order"),
    "Review.milestones": ("大事记", "Dated events"),
    "Round.id": ("标识", "Identifier"),
    "Round.name": ("步骤名称", "Name"),
    "Round.kind": ("分组、交叉或集体讨论", "In groups, across groups, or by discussion"),
    "Round.reviewers_per_unit": ("每个单位的评审专家数，用于分派", "Reviewers for each unit, for the assignment"),
    "Review.conflicts": ("利益冲突", "Conflicts of interest"),
    "Review.importance": ("怎样的差异是重要差异", "What makes a difference important"),
    "Review.final": ("最终评分怎样得出", "How marks become a score"),
    "Conflicts.former_years": ("曾任关系终止后须回避的年数", "Years for which a former affiliation still counts"),
    "Conflicts.reciprocal": ("是否禁止两名专家互评对方单位", "Whether two reviewers may not mark each other's units"),
    "Importance.points": ("最高与最低总分之差，分", "Difference of the highest and the lowest total, in points"),
    "Importance.spreads": ("上述差与各单位平均总分标准差之比", "The same in standard deviations of mean totals"),
    "Importance.tiers": ("各专家总分所跨的等级数", "Tiers into which the reviewers' totals fall"),
    "Final.rule": ("同一指标几个评分的合成规则", "Rule for the marks of one indicator"),
    "Final.of": ("计入哪些轮次", "Which rounds count"),
    "Final.rounding": ("总和取整到评分步长的规则", "Rule by which the sum is rounded to the step of the scores"),
    "Milestone.date": ("日期", "Day"),
    "Milestone.what": ("事项", "What happened"),
    "Honour.name": ("称号的名称", "Name"),
    "Honour.tier": ("须处于的等级", "The tier that it takes"),
    "Honour.consecutive": ("连续届数，以本届为止", "Editions in a row, this one the last"),
    "Honour.cancelled": ("停办的年度：跳过不计，或使连续中断", "A cancelled edition is passed over, or breaks the run"),
    "Watch.tiers": ("计入的等级", "The tiers that count"),
    "Watch.absence": ("未参评是否计入", "Whether not taking part counts"),
    "Watch.consecutive": ("连续届数，以本届为止", "Editions in a row, this one the last"),
    "Watch.audience": ("名单给谁看", "Who sees the list"),
    "Watch.cancelled": ("停办的年度：跳过不计，或使连续中断", "A cancelled edition is passed over, or breaks the run"),
    "Programme.cancelled": ("停办的年度", "Editions that did not take place"),
    "Cancelled.edition": ("年度的名称，不得另有文件夹", "Its name; it has no folder"),
    "Cancelled.reason": ("停办的原因", "Why"),
    "Cancelled.window": ("本应评价的时段", "The days that it would have evaluated"),
    "Rules.source": ("表格的来源，不写则为本文件夹中的 CSV", "Where the tables are, if not in CSV files here"),
    "Programme.source": ("各届共用的来源", "The source of every edition that has none of its own"),
    "Source.kind": ("来源的种类", "What kind of source it is"),
    "Source.file": ("工作簿（.xlsx、.ods）", "The workbook (.xlsx, .ods)"),
    "Source.folder": ("CSV 或 Parquet 文件所在的文件夹", "The folder of the CSV or Parquet files"),
    "Source.url": ("数据库地址，`${NAME}` 取自环境变量", "Address; `${NAME}` is taken from the environment"),
    "Source.separator": ("CSV 各列的分隔符", "What stands between the columns of a CSV file"),
    "Source.decimal": ("小数点", "The decimal sign"),
    "Source.tables": ("各表在来源中的位置", "Where each table is in the source"),
    "SourceTable.sheet": ("工作表名，不写则与表同名", "Name of the sheet; without it, that of the table"),
    "SourceTable.file": ("文件名，不写则与表同名", "Name of the file; without it, that of the table"),
    "SourceTable.query": ("SQL 查询", "The query"),
    "SourceTable.header": ("工作表中列名所在的行", "Row of the names in a sheet; by default the first filled"),
    "SourceTable.columns": ("列名 = 来源中的列名", "Column = its name in the source"),
    "SourceTable.fill": ("来源中没有的列 = 各行相同的值", "Column that the source lacks = its value in every row"),
    "SourceTable.across": ("宽表的列名所代表的列，不写则为 `indicator`", "What the columns of a wide table stand for"),
    "SourceTable.wide": ("标识 = 来源中的列名；不写则为其余各列", "Id = its column there; by default all others"),
    "SourceTable.take": ("列名 = 正则表达式，取其第一组", "Column = regular expression; its first group is the value"),
    "SourceTable.recode": ("列名 = { 来源中的值 = 此处的值 }", "Column = { value in the source = value here }"),
    "SourceTable.only": ("来源中的列名 = 只取这些值的行", "Name in the source = values of the rows to be taken"),
    "SourceTable.distinct": ("各列全同的行只取一次", "Whether rows that agree in every column count once"),
    "Programme.id": ("与所在文件夹同名", "The name of the folder"),
    "Programme.title": ("评价项目名称", "Title of the series"),
    "Programme.names": (
        "单位名称所用的语言：`zh` 或 `en`，写入页面的 `lang` 属性；不写则含汉字的名称视为中文",
        "Language of the units' names, `zh` or `en`, for the `lang` attribute of pages; without it, names with Chinese "
        "characters count as Chinese",
    ),
    "Programme.publisher": ("发布者", "Who publishes it"),
    "Programme.unit": ("被评价者叫什么", "What a unit is called"),
    "Programme.synthetic": ("是否为合成数据；若是，每页均注明", "Whether the data are made up; every page says so"),
    "Noun.zh": ("中文名词", "The noun in Chinese"),
    "Noun.zh_measure": ("中文量词", "Its measure word"),
    "Noun.en": ("英文单数", "English singular"),
    "Noun.en_plural": ("英文复数", "English plural"),
}  # fmt: skip


_LEGEND = """\
- 代码 code：全半角归一（NFKC）后比较 · compared after width normalisation (NFKC)
- 文字 text：照写保留 · kept as written
- 分值 points：十进制数，按精确值计算 · a decimal number, computed with exactly
- 是否 flag：`yes` 或 · or `no`
- 选项 choice：所列之一，尖括号为 rules.toml 中的标识 · one of those listed; `<…>`: ids of rules.toml
- 多选 choices：一个或几个，以空格分隔 · one or several of them, with spaces between
- 多个代码 codes：一个或几个，以空格分隔 · one or several codes, with spaces between
- 整数 integer：不小于 1 · at least 1
- 数量 count：不小于 0 · at least 0
- 日期 date：年-月-日，如 2025-01-31 · year-month-day, such as 2025-01-31"""


def codebook() -> str:
    """Return the codebook as Markdown."""
    parts = [
        "# 数据字典 · Codebook",
        "本文由 `make codebook` 从程序所用的定义生成，请勿手改。\n"
        "Made by `make codebook` from the definitions that the program itself uses; do not edit it by hand.",
        "## 表格 · Tables",
        "每届一个文件夹 `data/<programme>/<edition>/`。CSV，UTF-8，首行为列名。\n"
        "One folder an edition, `data/<programme>/<edition>/`. CSV in UTF-8, the first row names the columns.",
        _LEGEND,
        *(part for table in (*TABLES, MARKS, SUCCESSIONS) for part in _table(table)),
        "## `rules.toml`",
        "标识为 1 至 40 个 `A–Z a–z 0–9 _ -` 字符，首位为字母或数字；分值为不带引号的数字。\n"
        "An id is 1 to 40 of `A–Z a–z 0–9 _ -`, a letter or digit first; points are numbers without quotation marks.",
        *_model(rules.Rules, ""),
        "## `programme.toml`",
        *_model(rules.Programme, ""),
    ]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> list[str]:
    need = "必备 required" if table.required else "可无 optional"
    if table is SCORES:
        need = "必备；data.level 为 marks 时不得有 required; not with data.level = marks"
    rows = [_row("列 column", "类型 kind", "列必备 required", "可空 may be empty", "不重复 unique", "含义", "meaning")]
    rows.append(_row(*["---"] * 7))
    rows += [_column(column) for column in table.columns]
    return [f"### `{table.file}`", f"{table.meaning[0]}。{table.meaning[1]}. ({need})", "\n".join(rows)]


def _column(column: Column) -> str:
    allowed = ", ".join(f"`{word}`" for word in column.allowed)
    kind = f"{_KINDS[column.kind]} {column.kind}" + (f": {allowed}" if allowed else "")
    return _row(
        f"`{column.name}`", kind, *map(_tick, (column.required, column.nullable, column.unique)), *column.meaning
    )


def _model(model: type[Model], path: str) -> Iterator[str]:
    if path:
        yield f"### `{path}`"
    yield _ROLE.sub(r"`\1`", inspect.cleandoc(model.__doc__ or ""))
    rows = [_row("键 key", "类型", "type", "必备 required", "含义", "meaning"), _row(*["---"] * 6)]
    below: list[tuple[type[Model], str]] = []
    for name, hint in _hints(model).items():
        zh, en = _type(hint)
        required = model.model_fields[name].is_required()
        rows.append(_row(f"`{name}`", zh, en, _tick(required), *_KEYS[f"{model.__name__}.{name}"]))
        inner = _inner(hint)
        if inner is not None:
            inside = f"{path.strip('[]')}.{name}{'.…' if get_origin(hint) is dict else ''}".lstrip(".")
            below.append((inner, f"[[{inside}]]" if _is_list(hint) else f"[{inside}]"))
    yield "\n".join(rows)
    for inner, inside in below:
        yield from _model(inner, inside)


def _hints(model: type[Model]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _type(hint: Any) -> tuple[str, str]:
    """Return what a key may hold, in Chinese and in English."""
    for known, zh, en in _TYPES:
        if hint == known:
            return zh, en
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        zh, en = _type(args[0])
        bounds = _bounds(args[1:])
        return zh + bounds, en + bounds
    if origin in (Union, UnionType):
        return _type(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        words = ", ".join(f"`{word}`" for word in args)
        return f"{words} 之一", f"one of {words}"
    if origin is dict and _inner(hint) is None:
        return "键值表", "table of keys and values"
    if origin is tuple:
        zh, en = _type(args[0])
        return f"{zh}列表", f"list of {en}s"
    if _inner(hint) is not None:
        return "表", "table"
    raise AssertionError(f"no word for the type {hint}")


def _bounds(metadata: tuple[Any, ...]) -> str:
    constraints = [c for item in metadata for c in (item.metadata if isinstance(item, FieldInfo) else [item])]
    low = [f" ≥ {c.ge}" for c in constraints if hasattr(c, "ge")]
    high = [f" ≤ {c.le}" for c in constraints if hasattr(c, "le")]
    return ",".join(low + high)


def _inner(hint: Any) -> type[Model] | None:
    """Return the model of a nested table; None where the key holds a plain value or a text in both languages."""
    if isinstance(hint, type) and issubclass(hint, Model):
        return None if hint is rules.Text else hint
    return next((found for found in map(_inner, get_args(hint)) if found is not None), None)


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple or any(map(_is_list, get_args(hint)))


def _tick(value: bool) -> str:
    return "✓" if value else "–"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(codebook())
