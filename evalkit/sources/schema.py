"""The tables of an edition: their columns, what each may hold, and what it means. The codebook is made from this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "code", "text", "points", "number", "flag", "choice", "choices", "codes", "integer", "count", "date", "month"
]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        The header, as in the file.
    kind
        ``code``: compared after NFKC; ``text``: kept as written; ``points``: exact decimal that the scale of the
        scores has; ``number``: any exact decimal; ``flag``: yes or no;
        ``choice``: one of `allowed`; ``choices``: one or several of them with spaces between; ``codes``: one or several codes with spaces between;
        ``integer``: a whole number ≥ 1; ``count``: one ≥ 0; ``date``: year-month-day; ``month``: year-month.
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
    names_files
        Whether files are named after the code.
    """

    name: str
    kind: Kind
    meaning: tuple[str, str]
    nullable: bool = False
    required: bool = True
    unique: bool = False
    allowed: tuple[str, ...] = ()
    names_files: bool = False


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
        Column("name", "text", ("名称，照录来源；同一批次内不重复", "Name as the source prints it; no two units of one cohort have the same")),
        Column("name_en", "text", ("英文释义，非官方译名", "English gloss, not an official name"), nullable=True, required=False),
        Column("cohort", "choice", ("批次；规则中不分批次时不必有此列", "Cohort; not needed where the rules name none"), nullable=True, required=False, allowed=("<cohorts>",)),
        Column("subject", "choice", ("领域，用于评审分组", "Field, by which the review is grouped"), nullable=True, required=False, allowed=("<subjects>",)),
        Column("type", "choice", ("类型，决定适用哪些指标；rules.toml 有 [[types]] 时必填", "Type, which decides the indicators; needed where rules.toml has [[types]]"), nullable=True, required=False, allowed=("<types>",)),
    ),
)  # fmt: skip


def with_columns(table: Table, asked: Mapping[str, tuple[Kind, str]]) -> Table:
    """Return a table with the columns that rules ask for by name: flags of vetoes, numbers for ties, conditions."""
    meaning = ("rules.toml 所用的列", "A column that rules.toml names")
    extra = [
        Column(name, kind, meaning, nullable=True, allowed=FLAGS if kind == "flag" else ())
        for name, (kind, _) in asked.items()
        if name not in table.names
    ]
    return replace(table, columns=(*table.columns, *extra))


SCORES = Table(
    "scores.csv",
    ("最终评分，每行一个单位", "Final scores, one row a unit"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv"), unique=True),
        Column("score", "points", ("最终评分；在来源不公布时为空，只知部分评分的年度也可为空", "Final score in points; empty where the source withholds it, and where it is unknown in an edition with some scores only"), nullable=True),
        Column("withheld", "flag", ("评分是否由来源保留不公布（有分但不公布，不同于没有评分）；无此列即均未保留", "Whether the source withholds the score (it exists but is not printed, which is not the same as missing); none is where there is no such column"), required=False, allowed=FLAGS),
        Column("tier", "choice", ("来源所印等级；须与评分一致，评分不公布时必填", "Tier that the source prints; must agree with the score, and must be there where the score is withheld"), nullable=True, required=False, allowed=("<tiers>",)),
        Column("at_least", "points", ("评分未知时，已知的下限", "Where the score is unknown: the points that it has at least"), nullable=True, required=False),
        Column("source", "text", ("此行出处", "Where this row comes from"), nullable=True, required=False),
    ),
)  # fmt: skip

PROFILES = Table(
    "profiles.csv",
    ("各档次的占比，每个单位的每项指标一行；每个档次一列，列名为档次的标识，各列合计 100；仅用于规则有 [profiles] 的届次", "Profiles, one row a unit and indicator; one column a grade, named by its id, with its per cent, 100 in all; only where the rules have [profiles]"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("indicator", "choice", ("指标；只有一项时不必有此列", "Indicator; not needed where there is only one"), required=False, allowed=("<indicators>",)),
    ),
    required=False,
)  # fmt: skip


def profiles_table(grades: Sequence[str]) -> Table:
    """Return the table of profiles with a column for each grade."""
    meaning = ("该档次的占比（%）", "Per cent of this grade")
    return replace(PROFILES, columns=(*PROFILES.columns, *(Column(grade, "number", meaning) for grade in grades)))


BASE = Table(
    "base.csv",
    ("此前各次的评分，每行一个，用于计算百分位；仅用于规则有 [percentile] 的届次", "Scores of earlier editions, one a row, among which percentiles are found; only where the rules have [percentile]"),
    (
        Column("score", "points", ("评分", "The score")),
        Column("edition", "text", ("何届", "Of which edition"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

ASSESSMENTS = Table(
    "assessments.csv",
    ("认证评估，每个单位的每次评估一行，历次都在内；另有 [[labels]] 的条件所用的列", "Assessments for labels, one a row, those of earlier years among them; with the columns by which the conditions of [[labels]] go"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("label", "choice", ("申请的认证", "The label that was asked for"), allowed=("<labels>",)),
        Column("assessed", "month", ("评估的月份", "Month of the assessment")),
    ),
    required=False,
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

FACTS = Table(
    "facts.csv",
    ("只知数量、没有名单时的数量，每行一个，注明出处", "Counts that are known without the units behind them, one a row with its source"),
    (
        Column("fact", "choice", ("数量的含义：entered 填报，participants 参评，tier 处于某些等级，honour 获得称号", "What is counted: units that entered data, took part, are in some tiers, hold the honour"), allowed=("entered", "participants", "tier", "honour")),
        Column("cohorts", "choices", ("限于这些批次；空为全部", "Confined to these cohorts; empty for all"), nullable=True, allowed=("<cohorts>",)),
        Column("tiers", "choices", ("等级，仅用于 tier", "The tiers, for fact tier only"), nullable=True, allowed=("<tiers>",)),
        Column("count", "count", ("数量", "The count")),
        Column("printed_share", "text", ("来源所印的占参评比例", "Its share of the participants as the source prints it"), nullable=True),
        Column("source", "text", ("出处", "Where it is printed")),
    ),
    required=False,
)  # fmt: skip


def in_one_language(table: Table) -> Table:
    """Return a table as a programme of one language has it: what is said in English beside another may be left out."""
    columns = (
        replace(c, required=False, nullable=True) if c.name.removesuffix("_en") in table.names and c.name.endswith("_en")
        else c
        for c in table.columns
    )  # fmt: skip
    return replace(table, columns=tuple(columns))


VERDICTS = ("reproduced", "not-reproduced", "not-checkable")

CLAIMS = Table(
    "claims.csv",
    ("来源所印的每个数字及其算式，用于逐一复算", "Every number that the source prints, with the expression that computes it anew"),
    (
        Column("id", "code", ("编号，不再改动", "Identifier; stays as it is"), unique=True),
        Column("section", "text", ("见于来源何处：节号；A1 为附件 1", "Where the source prints it: section number; A1 is annex 1")),
        Column("states", "text", ("说的是什么，用自己的话", "What it says, in words of our own; in Chinese, or the programme's own language")),
        Column("states_en", "text", ("同上，英文；只用一种语言的评价项目可无", "The same in English; not needed in a programme of one language")),
        Column("printed", "text", ("所印的值，照录", "The value as printed")),
        Column("expression", "text", ("算式，见 docs/claims.md；无从复算时为空", "The expression that computes it, see docs/claims.md; empty where nothing does"), nullable=True),
        Column("expected", "choice", ("预期的结论：reproduced 相符，not-reproduced 不符，not-checkable 无从复算", "The verdict that is expected"), allowed=VERDICTS),
        Column("reason", "text", ("不符的可能原因，或无从复算的缘由", "Likely cause of a difference, or why it cannot be checked"), nullable=True),
        Column("reason_en", "text", ("同上，英文；只用一种语言的评价项目可无", "The same in English; not needed in a programme of one language"), nullable=True),
    ),
    required=False,
)  # fmt: skip

SUBMISSIONS = Table(
    "submissions.csv",
    ("各单位填报情况，每个单位每项指标一行；评分高低与此无关", "What each unit submitted, one row a unit and indicator; whether, not how well"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("indicator", "choice", ("指标", "Indicator"), allowed=("<indicators>",)),
        Column("submitted", "flag", ("是否填报了可供评审的信息", "Whether there is information that can be reviewed"), allowed=FLAGS),
    ),
    required=False,
)  # fmt: skip

ABSENCES = Table(
    "absences.csv",
    ("未参评单位及原因，每行一个", "Units that did not take part and why, one a row"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv"), unique=True),
        Column("reason", "choice", ("原因", "The reason"), allowed=("<reasons>",)),
        Column("since", "date", ("评审开始后退出、取消资格等的日期；此前的评分留存而不计；空为自始未参评", "Day on which it was taken out of a review under way (withdrawn, ineligible, merged …): marks so far stay on file and do not count; empty where it never took part"), nullable=True, required=False),
        Column("note", "text", ("说明，不公布", "What is to be said of it; not published"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

RENAMINGS = Table(
    "renamings.csv",
    ("评审开始后改名的单位，每行一次，由 evalkit rename 写入；units.csv 保留原名", "Units that were renamed when the review was under way, one renaming a row, written by evalkit rename; units.csv keeps the name from before"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("name", "text", ("新名称", "The new name")),
        Column("name_en", "text", ("新名称的英文释义", "English gloss of the new name"), nullable=True, required=False),
        Column("since", "date", ("改名之日", "Day since when it is called so")),
        Column("reason", "text", ("理由，公布；中文或评价项目自身的语言", "Why; published; in Chinese, or the programme's own language")),
        Column("reason_en", "text", ("同上，英文；空则照录", "The same in English; as it is written where empty"), nullable=True, required=False),
        Column("by", "text", ("经办人，不公布", "Who entered it; not published"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

DROPPED = Table(
    "dropped.csv",
    ("评分之后取消的指标，每行一项，由 evalkit drop 写入；其评分留存而不计，由其余指标代表全体", "Indicators that were dropped after marking, one a row, written by evalkit drop: their marks stay on file and do not count, and the others stand for the whole"),
    (
        Column("indicator", "choice", ("指标", "Indicator"), unique=True, allowed=("<indicators>",)),
        Column("since", "date", ("取消之日", "Day since when it is dropped")),
        Column("reason", "text", ("理由，公布；中文或评价项目自身的语言", "Why; published; in Chinese, or the programme's own language")),
        Column("reason_en", "text", ("同上，英文；空则照录", "The same in English; as it is written where empty"), nullable=True, required=False),
        Column("by", "text", ("由谁决定，不公布", "Who decided it; not published"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

REVIEWERS = Table(
    "reviewers.csv",
    ("评审专家，每行一人；只有评分而无身份、领域、分派和任职关系时可无", "The reviewers, one person a row; not needed where there are marks and no roles, fields, assignment or ties"),
    (
        Column("reviewer", "code", ("专家代码，评分中只用代码", "Code; the marks know a reviewer by it alone"), unique=True, names_files=True),
        Column("name", "text", ("姓名，仅用于评分表，不进入报告", "Name; for the score sheets only, never in a report"), nullable=True, required=False),
        Column("subject", "choice", ("熟悉的领域，决定所在组；规则中不分领域时不必有此列", "Field that the reviewer knows; decides the group; not needed where the rules name no fields"), nullable=True, required=False, allowed=("<subjects>",)),
        Column("further_subjects", "choices", ("另外还熟悉的领域，以空格分隔；也可评这些领域的单位", "Further fields that the reviewer knows, with spaces between; may be asked to mark units of these, too"), nullable=True, required=False, allowed=("<subjects>",)),
        Column("load", "count", ("各轮合计最多评多少个单位，0 为不参加；空为不限", "Most units that may be asked of the reviewer, all rounds together; 0 for none, empty for no limit"), nullable=True, required=False),
        Column("role", "choice", ("评审身份，见 rules.toml 的 [[review.roles]]", "Role, one of [[review.roles]]"), nullable=True, required=False, allowed=("<roles>",)),
    ),
    required=False,
)  # fmt: skip

AFFILIATIONS = Table(
    "affiliations.csv",
    ("专家与单位的任职关系，每行一条", "Ties between reviewers and units, one a row"),
    (
        Column("reviewer", "code", ("专家代码，须见于 reviewers.csv", "Code; one of reviewers.csv")),
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("kind", "choice", ("current 现任，former 曾任", "current or former"), allowed=("current", "former")),
        Column("until", "date", ("曾任的截止日；现任为空", "Last day of a former tie; empty for a current one"), nullable=True),
    ),
    required=False,
)  # fmt: skip

RECUSALS = Table(
    "recusals.csv",
    ("回避申请，每行一条", "Recusals, one a row"),
    (
        Column("reviewer", "code", ("专家代码，须见于 reviewers.csv", "Code; one of reviewers.csv")),
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("by", "choice", ("由谁提出：reviewer 专家声明，unit 单位申请", "Who asked for it: the reviewer, who declares it, or the unit, which requests it"), allowed=("reviewer", "unit")),
        Column("reason", "text", ("理由", "Reason"), nullable=True),
        Column("since", "date", ("评分之后才发现利益冲突的日期，由 evalkit recuse 写入；该专家对该单位的评分留存而不计；空为评分之前即已回避", "Day on which a conflict was found after marking, written by evalkit recuse: marks of the reviewer on the unit stay on file and do not count; empty where it was known before"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

UNAVAILABLE = Table(
    "unavailable.csv",
    ("不能评审的情形，每行一条；与利益冲突无关", "When reviewers cannot mark, one case a row; no conflict of interest"),
    (
        Column("reviewer", "code", ("专家代码，须见于 reviewers.csv", "Code; one of reviewers.csv")),
        Column("unit", "code", ("单位代码，须见于 units.csv；空为所有单位", "Code; one of units.csv; empty for all units"), nullable=True, required=False),
        Column("round", "choice", ("评审步骤；空为各轮", "Round; empty for all rounds"), nullable=True, required=False, allowed=("<marked rounds>",)),
        Column("since", "date", ("评审开始后退出的日期，由 evalkit resign 写入；此前的评分是否计入见规则 resigned；空为自始不能评审", "Day on which the reviewer gave up under way, written by evalkit resign; the rules say under resigned whether marks so far count; empty where it was so from the beginning"), nullable=True, required=False),
        Column("reason", "text", ("理由，不公布", "Why; not published"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

ASSIGNMENT = Table(
    "assignment.csv",
    ("评审分派：谁在哪一轮评哪个单位，由 evalkit assign 生成", "Who marks which unit in which round; made by evalkit assign"),
    (
        Column("round", "choice", ("评审步骤", "Round"), allowed=("<marked rounds>",)),
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("reviewer", "code", ("专家代码，须见于 reviewers.csv", "Code; one of reviewers.csv")),
        Column("role", "choice", ("对该单位的评审身份，不同于 reviewers.csv 时填写", "Role towards this unit, where it is not that of reviewers.csv"), nullable=True, required=False, allowed=("<roles>",)),
    ),
    required=False,
)  # fmt: skip

ADJUSTMENTS = Table(
    "adjustments.csv",
    ("非评审所给的加分、扣分和给定分，每行一笔", "Points that no reviewer gives: given, bonus and deduction, one a row"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("item", "choice", ("项目，见 rules.toml 的 [[adjustments]]", "Item, one of [[adjustments]]"), allowed=("<adjustments>",)),
        Column("points", "number", ("分值，不小于 0；扣分也写正数", "Points, at least 0; those of a deduction, too")),
        Column("round", "choice", ("计入哪一轮的得分；空为总分", "The round to whose score they belong; empty for the whole"), nullable=True, required=False, allowed=("<marked rounds>",)),
        Column("reason", "text", ("事由", "What for"), nullable=True, required=False),
        Column("source", "text", ("出处", "Where it is on record"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

LOTS = Table(
    "lots.csv",
    ("抽签结果：名额末位或名次并列者按抽中的先后，每行一个单位", "Lots drawn among equal units, at the edge of a quota or in the ranking, one unit a row"),
    (
        Column("tier", "choice", ("名额所属的等级；用于名次的为空", "Tier of the quota; empty where the lot decides ranks"), nullable=True, required=False, allowed=("<tiers>",)),
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("order", "integer", ("第几个抽中", "Which it was, the first drawn 1")),
        Column("source", "text", ("出处", "Where it is on record"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

VOTES = Table(
    "votes.csv",
    ("表决结果：每个单位的每项表决一行", "Votes of the committee, one row a unit and vote"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("vote", "choice", ("表决事项，见 rules.toml 的 [[votes]]", "The vote, one of [[votes]]"), allowed=("<votes>",)),
        Column("yes", "count", ("赞成票数", "How many voted yes")),
        Column("no", "count", ("反对票数", "How many voted no")),
        Column("maybe", "count", ("保留票数；规则写明其折算时方可有", "How many voted maybe; where the rules say what that counts for"), nullable=True, required=False),
        Column("abstain", "count", ("弃权票数；不写为 0", "How many abstained; 0 where empty"), nullable=True, required=False),
        Column("source", "text", ("出处", "Where it is on record"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

MARKS = Table(
    "marks.csv",
    ("评分：每个专家在每一轮对每个单位的每项指标一行；也可为同名列的 marks.parquet", "Marks, one row a reviewer, round, unit and indicator; may be marks.parquet with the same columns"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("reviewer", "code", ("专家代码，须见于 reviewers.csv；集体讨论所定的分为 panel", "Code; one of reviewers.csv, or panel for what the discussion decided")),
        Column("round", "choice", ("评审步骤；只有一轮时不必有此列", "Round; not needed where there is only one"), required=False, allowed=("<rounds>",)),
        Column("indicator", "choice", ("指标", "Indicator"), allowed=("<indicators>",)),
        Column("points", "points", ("评分：分值或档次；许评不适用的，可写 NA", "The mark: points or a grade; NA where the rules provide for it")),
        Column("comment", "text", ("评语", "Comment"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

DECISIONS = ("kept", "revised")

MINUTES = Table(
    "minutes.csv",
    ("集体讨论记录，每行一个单位；改定的分在评分表中，专家代码为 panel", "Minutes of the discussion, one row a unit; revised marks stand among the marks, under the reviewer panel"),
    (
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv"), unique=True),
        Column("date", "date", ("讨论日期", "Day of the discussion")),
        Column("decision", "choice", ("决定：kept 维持，revised 改分", "Decision: marks kept or revised"), allowed=DECISIONS),
        Column("reason", "text", ("理由", "Reason")),
        Column("present", "codes", ("到会专家的代码，以空格分隔", "Codes of the reviewers present, with spaces between")),
        Column("recused", "codes", ("回避专家的代码，以空格分隔", "Codes of the reviewers who recused themselves, with spaces between"), nullable=True),
        Column("minority_view", "text", ("少数意见", "Minority view"), nullable=True),
        Column("state", "text", ("决定所依据的评分的校验值，由 evalkit minutes 写入；此后评分有改动时据以提示", "Checksum of the marks on which it was decided, written by evalkit minutes; tells when they change afterwards"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

EVENTS = (
    "sheet",
    "mark",
    "comment",
    "assignment",
    "recusal",
    "minutes",
    "absence",
    "unavailable",
    "dropped",
    "renamed",
)

HISTORY = Table(
    "history.csv",
    ("变更记录，由各命令逐次追加，不改不删；每行一项，先后为序", "What was changed, added to by the commands and never rewritten; one change a row, in the order in which they came"),
    (
        Column("date", "date", ("日期", "Day")),
        Column("event", "choice", ("内容：sheet 评分表归档，mark 评分，comment 评语，assignment 分派，recusal 回避，minutes 讨论记录，absence 单位退出评审，unavailable 专家退出评审，dropped 取消指标，renamed 单位改名", "What changed: a sheet came on file, a mark, a comment, the assignment, a recusal, the minutes, a unit was taken out of the review, a reviewer gave up (unavailable), an indicator was dropped, a unit was renamed"), allowed=EVENTS),
        Column("round", "choice", ("评审步骤", "Round"), nullable=True, allowed=("<rounds>",)),
        Column("unit", "code", ("单位代码", "Code of the unit"), nullable=True),
        Column("reviewer", "code", ("专家代码", "Code of the reviewer"), nullable=True),
        Column("indicator", "choice", ("指标", "Indicator"), nullable=True, allowed=("<indicators>",)),
        Column("before", "text", ("此前的值；为空即此前没有", "What stood there before; nothing did where it is empty"), nullable=True),
        Column("after", "text", ("此后的值；为空即已去掉；sheet 为评分个数", "What stands there since; it was taken away where it is empty; of a sheet, the number of its marks"), nullable=True),
        Column("by", "text", ("经办人", "Who changed it"), nullable=True),
        Column("reason", "text", ("理由", "Reason"), nullable=True),
    ),
    required=False,
)  # fmt: skip

DECIDED = ("upheld", "partly", "rejected")

APPEALS = Table(
    "appeals.csv",
    ("申诉，由 evalkit appeal 逐次追加，不改不删；提出和决定各一行", "Appeals, added to by evalkit appeal and never rewritten; one row when one is opened, one when it is decided"),
    (
        Column("appeal", "integer", ("第几号申诉", "Number of the appeal")),
        Column("date", "date", ("日期", "Day")),
        Column("event", "choice", ("opened 提出，decided 决定", "opened or decided"), allowed=("opened", "decided")),
        Column("unit", "code", ("单位代码，须见于 units.csv", "Code; one of units.csv")),
        Column("ground", "choice", ("理由，见 rules.toml 的 [appeals]", "Ground, one of [appeals]"), allowed=("<grounds>",)),
        Column("decision", "choice", ("决定：upheld 成立，partly 部分成立，rejected 不成立；提出时为空", "upheld, partly upheld, rejected; empty when it is opened"), nullable=True, allowed=DECIDED),
        Column("version", "integer", ("所针对的版本，见 versions.csv", "The version that is appealed against, of versions.csv")),
        Column("state", "text", ("该单位评分的校验值", "Checksum of the unit's marks on that day"), nullable=True),
        Column("by", "text", ("经办人", "Who entered it"), nullable=True),
        Column("reason", "text", ("申诉的事由，或决定的理由", "What the unit says, or why it was decided so"), nullable=True),
    ),
    required=False,
)  # fmt: skip

VERSIONS = Table(
    "versions.csv",
    ("公布的版本，每行一版；由 evalkit release 和 evalkit correction-notice 写入", "What was published, one version a row; written by evalkit release and evalkit correction-notice"),
    (
        Column("version", "integer", ("第几版，首次公布为 1", "Which version; the first that was published is 1"), unique=True),
        Column("date", "date", ("日期", "Day")),
        Column("events", "count", ("此版之前 history.csv 的行数，据以恢复当时的数据", "How many rows history.csv had by then; tells how the edition stood")),
        Column("by", "text", ("经办人", "Who released it"), nullable=True, required=False),
        Column("reason", "text", ("理由", "Why"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

SUCCESSION_KINDS = ("renamed", "merged", "split", "reused")

SUCCESSIONS = Table(
    "successions.csv",
    ("代码沿革，每行一次变更；在届次文件夹的上一级", "What became of codes from edition to edition, one change a row; stands beside programme.toml"),
    (
        Column("edition", "text", ("变更后的第一届", "The first edition in which the change holds")),
        Column("old", "code", ("此前的代码", "The code before")),
        Column("new", "code", ("此后的代码；单位只改名而代码不变，或代码改由另一单位使用时，与 old 相同", "The code from then on; the same as old where only the name changed, or where the code went to another unit")),
        Column("kind", "choice", ("类别：renamed 同一单位改名或换代码，merged 并入 new，split 拆分，每个新单位一行，均不承袭此前的历届结果，reused 代码改由另一单位使用", "renamed: the same unit under another name or code; merged: became part of new; split: one row for each part, all of them new units without a past; reused: the code now stands for another unit"), allowed=SUCCESSION_KINDS),
    ),
    required=False,
)  # fmt: skip

LABEL_EVENTS = ("assessed", "follow-up", "verification", "suspended", "resumed", "lowered", "ended", "void")
#: What stands for a level: that of a label without tiers, and that there is none any more.
HELD, NO_LEVEL = "held", "none"

LABEL_LEDGER = Table(
    "labels.csv",
    ("等级和称号在两届之间的变动，每行一件，只增不改；在届次文件夹的上一级", "What happens to tiers, honours and labels between editions, one event a row, added to and never rewritten; stands beside programme.toml"),
    (
        Column("date", "date", ("决定之日，自该日起生效", "Day of the decision, from which it holds")),
        Column("edition", "text", ("授予所涉的等级或称号的届次；代码为该届代码", "The edition that awarded it, whose codes are used")),
        Column("unit", "code", ("单位代码", "Code of the unit")),
        Column("label", "code", ("所涉：tier 等级，honour 称号，或 [[labels]] 的标识", "What it is about: tier, honour, or an id of [[labels]]")),
        Column("event", "choice", ("事件：assessed 重新评估，follow-up 跟踪评估，verification 核查评估，suspended 暂停，resumed 恢复，lowered 降级，ended 终止，void 撤销误记的一行（其他各格照抄）", "assessed: assessed anew; follow-up and verification: what a second look found; suspended, resumed, lowered, ended; void: takes back a row that was entered by mistake, whose other cells it repeats"), allowed=LABEL_EVENTS),
        Column("tier", "code", ("评估所得或降至的等级；不分等级的写 held；不再有的写 none", "The tier that was found, or to which it is lowered; held where there are no tiers, none where there is no label any more"), nullable=True),
        Column("until", "date", ("暂停的最后一天；空为待恢复", "Last day of a suspension; empty until it is resumed"), nullable=True, required=False),
        Column("applied", "date", ("申请重新评估之日；空即为决定之日", "Day on which the new assessment was asked for; that of the decision where empty"), nullable=True, required=False),
        Column("reason", "text", ("理由", "Reason"), nullable=True),
        Column("source", "text", ("出处", "Where it is on record"), nullable=True, required=False),
    ),
    required=False,
)  # fmt: skip

#: Under this code the marks stand that the discussion decided.
PANEL_REVIEWER = "panel"

#: Tables that are small enough to be checked cell by cell; MARKS has a way of its own.
TABLES = (
    UNITS, SCORES, PROFILES, ASSESSMENTS, BASE, FACTS, PANEL, ALIASES, CLAIMS, VOTES, LOTS,
    SUBMISSIONS, ABSENCES, RENAMINGS, DROPPED, REVIEWERS, AFFILIATIONS, RECUSALS, UNAVAILABLE, ASSIGNMENT, MINUTES,
    ADJUSTMENTS, HISTORY, VERSIONS, APPEALS,
)  # fmt: skip

#: The tables of an edition of which the marks are on file, and of no other.
OF_MARKS = (
    SUBMISSIONS, ABSENCES, RENAMINGS, DROPPED, REVIEWERS, AFFILIATIONS, RECUSALS, UNAVAILABLE, ASSIGNMENT, MINUTES,
    ADJUSTMENTS, HISTORY, VERSIONS, APPEALS, MARKS,
)  # fmt: skip
