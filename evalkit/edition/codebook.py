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

from evalkit.rules import base
from evalkit.rules import models as rules
from evalkit.rules.base import Model
from evalkit.rules.report import Colour, Look
from evalkit.sources.schema import LABEL_LEDGER, MARKS, SCORES, SUCCESSIONS, TABLES, Column, Table
from evalkit.wording import LANGUAGES

_ROLE = re.compile(r":[a-z]+:`~?[\w.]*?(\w+)`")

_KINDS = {
    "code": "代码",
    "text": "文字",
    "points": "分值",
    "number": "数字",
    "flag": "是否",
    "choice": "选项",
    "choices": "多选",
    "codes": "多个代码",
    "integer": "整数",
    "count": "数量",
    "date": "日期",
    "month": "月份",
}

_TYPES: tuple[tuple[Any, str, str], ...] = (
    (base.Points, "分值", "points"),
    (base.Id, "标识", "id"),
    (base.Line, "文字", "text"),
    (rules.LanguageCode, "语言代码", "language code"),
    (Colour, "颜色", "colour"),
    (rules.Text, "各语言的文字", "text in each language"),
    (rules.Noun, "各语言的名词", "noun in each language"),
    (rules.Pattern, "正则表达式", "regular expression"),
    (dt.date, "日期", "date"),
    (str, "文字", "text"),
    (bool, "真假", "true or false"),
    (int, "整数", "whole number"),
)

#: What each key means. Texts by language (``name``, ``title``) are not taken apart further.
_KEYS: dict[str, tuple[str, str]] = {
    "Rules.programme": ("评价项目，与上级文件夹同名", "Programme; the name of the folder above"),
    "Rules.edition": ("届次，与所在文件夹同名", "Edition; the name of the folder"),
    "Rules.title": ("本届评价的名称", "Title of the evaluation"),
    "Rules.data": ("数据的详略", "How much is on file"),
    "Rules.window": (
        "被评价的活动所在的时段；没有可不写",
        "Days whose activity is evaluated; left out where there are none",
    ),
    "Rules.cohorts": (
        "批次，按显示次序；不分批次可不写",
        "Cohorts, in the order in which they are shown; left out where there are none",
    ),
    "Rules.cohort_groups": ("合并计算的若干批次", "Cohorts that are also counted together"),
    "Rules.subjects": ("领域，用于评审分组", "Fields, by which the review is grouped"),
    "Rules.appeals": ("申诉：理由和期限；不写则不受理", "Which appeals are admitted; none where absent"),
    "Rules.eligibility": ("参评条件：填报是否完整，与评分高低无关", "Who takes part: a matter of completeness alone"),
    "Rules.total_points": (
        "指标体系总分；按专家评分时默认为 scores.max",
        "Points of the whole rubric; where there are marks, by default scores.max",
    ),
    "Rules.areas": (
        "一级指标；不分级时只写 [[indicators]]",
        "First-level indicators; where there are none, [[indicators]] stand alone",
    ),
    "UnitType.id": ("标识", "Identifier"),
    "UnitType.name": ("类型名称", "Name"),
    "UnitType.total_points": ("总分，与其他类型不同时写", "Points of its rubric, where not those of the others"),
    "Adjustment.id": ("标识，见 adjustments.csv", "Identifier, as in adjustments.csv"),
    "Adjustment.name": ("项目名称", "Name"),
    "Adjustment.kind": ("给定分、加分还是扣分", "Given, bonus or deduction"),
    "Adjustment.maximum": ("一个单位合计最多计多少", "The most that all rows of a unit count for"),
    "Adjustment.formula": ("由 units.csv 的一列数字算出", "Points follow from a number in units.csv"),
    "Formula.column": ("units.csv 的列名", "Column of units.csv"),
    "Formula.rule": (
        "算法：最低值除以本值、本值除以最高值、在最好与最差之间按比例，或直接用该数",
        "The lowest divided by the own, the own by the highest, in proportion from worst to best, or the number itself",
    ),
    "Formula.best": ("linear：数字以高还是低为好", "For linear: which number is best"),
    "Formula.step": ("分值取到多少；不写则不取整", "To what the points are rounded; exact where it is absent"),
    "Formula.rounding": ("如何取整", "How they are rounded"),
    "Rules.marks": ("单项评分的取值", "What a mark may be"),
    "Rules.profiles": ("各项评审结果为各档次的占比，见 profiles.csv", "Marks as shares over grades, see profiles.csv"),
    "Profiles.rounding": ("取整，按环节列出；不写则不取整", "Where there is rounding, by stage; nowhere where absent"),
    "Profiles.counts": ("各列是票数或件数，占比由此算出", "The columns hold numbers of votes or works"),
    "Profiles.rounded_to": ("profiles.csv 的占比此前已取整到多少", "To what shares on file were rounded before"),
    "ProfileRounding.after": ("在哪个环节之后：总体占比、评分", "After which stage: the overall profile, the score"),
    "ProfileRounding.step": ("取到多少；评分取到其步长，不另写", "To multiples of what; not given for the score"),
    "ProfileRounding.rule": ("取整规则；cumulative 仅用于占比", "The rule; cumulative for a profile alone"),
    "ProfileRounding.print_only": ("仅在印出时取整", "Whether in print only"),
    "Rules.validity": ("等级的有效期", "How long tiers are valid"),
    "TierValidity.announced": ("统一公布的日期", "The day on which all are announced"),
    "TierValidity.column": ("units.csv 中各自公布日期的列名", "Column of units.csv with the day for each"),
    "TierValidity.starts": ("自公布之日，或自次年 1 月 1 日", "On that day, or on 1 January after it"),
    "TierValidity.years": ("有效几年", "How many years they are valid"),
    "TierValidity.tiers": ("哪些等级有有效期；不写则全部", "Which tiers are; all where absent"),
    "Rules.lots": ("由公布的文字决定的抽签；不写则见 lots.csv", "Lots by a published text; without it, see lots.csv"),
    "Rules.percentile": ("百分位：在此前评分中的位置，见 base.csv", "Percentiles among earlier scores, see base.csv"),
    "Percentile.rounding": ("取整规则", "How it is rounded to whole numbers"),
    "Percentile.minimum": ("最小为多少", "What it is at least"),
    "Percentile.maximum": ("最大为多少", "What it is at most"),
    "Rules.labels": ("认证：有条件、有期限，见 assessments.csv", "Labels with conditions, see assessments.csv"),
    "Label.id": ("标识，写在 assessments.csv 中", "As in the column label of assessments.csv"),
    "Label.name": ("名称", "Name"),
    "Label.flag": ("assessments.csv 的列和其值 yes 或 no，须全部符合", "Columns with yes or no; all must hold"),
    "Label.thresholds": ("须达到的数", "Numbers that must be reached"),
    "TierValidity.refused": (
        "重新评估而未获等级时，原等级是有效至期满，还是届时终止；不写则视为不明",
        "Whether the earlier one runs on or ends where a new assessment gives none; not known where absent",
    ),
    "TierValidity.reapply": ("何时可以申请重新评估；不写则不限", "When a new one may be asked for; absent: always"),
    "Reapply.first": ("自有效期的第几年起", "From which year of the validity, the first 1"),
    "Reapply.last": ("至有效期的第几年止", "To which year of the validity"),
    "TierValidity.follow_up": ("跟踪评估；不写则无规定", "Follow-up; absent where nothing is said"),
    "FollowUp.finding": (
        "所得低于现有的则降（lowers），或一律按所得调整（adjusts）",
        "A lower finding lowers it, or it becomes whatever was found",
    ),
    "FollowUp.tiers": ("从哪些等级中抽取；不写则全部", "Of which tiers the sample is drawn; all where absent"),
    "FollowUp.percent": ("抽取的百分比，进为整数", "Per cent that are drawn, rounded up to whole units"),
    "FollowUp.count": ("抽取的个数", "How many are drawn"),
    "FollowUp.seed": ("公布的种子；每次另行公布的不写", "The seed; absent where one is published for each draw"),
    "FollowUp.source": ("种子的公布之处", "Where the seed is published"),
    "Label.validity": ("有效期；无规定则不写", "How long it is valid; absent where nobody says"),
    "Requirement.of": ("assessments.csv 的一列", "A column of assessments.csv"),
    "Requirement.at_least": ("不低于（含）", "At least, itself included"),
    "Requirement.more_than": ("高于（不含）", "More than, itself not included"),
    "Validity.years": ("自评估当月起有效几年", "How many years, from the month of the assessment"),
    "Validity.renewal": ("续期", "How it is renewed"),
    "Renewal.within_years": ("期满后几年内再次评估可续期", "How many years after the end it may still be renewed"),
    "Renewal.years": ("在原有效期上延长几年", "How many years are added to the old end"),
    "Rules.scores": ("最终评分的取值", "What a final score may be"),
    "Rules.banding": ("划分等级前的取整", "Rounding before a score is put into a tier"),
    "Rules.near_window": ("评分变动多少以内算临近等级线，步长的整数倍", "How near to a cut-off is near"),
    "Rules.tiers": ("等级，从好到差，首尾相接", "Tiers, from the best down, without gap or overlap"),
    "Rules.ranking": ("排名；默认 1 2 2 4", "Ranks; by default 1 2 2 4"),
    "Rules.percent": ("百分比；默认一位小数，四舍五入", "Percentages; by default one decimal, half up"),
    "Rules.types": ("类型；各类单位适用的指标不同时写", "Types of unit, where their indicators differ"),
    "Rules.adjustments": ("非评审所给的分，见 adjustments.csv", "Points of adjustments.csv that no reviewer gives"),
    "Rules.thresholds": ("最低要求：达不到的列为另一等级", "What must be reached, and the tier of those that do not"),
    "Rules.quotas": ("名额：一个等级最多容纳多少", "How many units a tier may hold"),
    "Rules.vetoes": ("一票否决：有某种记录的，等级最高为何", "Facts on file that keep a unit out of the better tiers"),
    "Rules.publication": ("公布规则", "What may be published"),
    "Rules.review": ("评审过程", "How the review went"),
    "Rules.honour": ("称号", "A distinction"),
    "Rules.watch": ("关注名单", "The units to watch"),
    "OnFile.level": ("全部评分、部分评分或只有数量", "All scores, some of them, or counts only"),
    "Window.first": ("起始日，含当日", "First day, included"),
    "Window.last": ("截止日，含当日", "Last day, included"),
    "Cohort.id": ("units.csv 的 cohort 列所用的标识", "As used in the column cohort of units.csv"),
    "Cohort.name": ("批次名称", "Name"),
    "Cohort.code": (
        "本批次单位代码须整个匹配的规则，用于核对；可不写",
        "A check: what the whole code of each of its units matches; may be left out",
    ),
    "Cohort.total": (
        "单位总数，含未参评者；不写则有评分的届次按 units.csv（其中有未参评者时）计，其余为不详",
        "All its units, evaluated or not; where absent, those of units.csv if there are marks and some of these do not"
        " take part, else unknown",
    ),
    "CohortGroup.id": ("within= 所用的标识", "As used in within="),
    "CohortGroup.name": ("批次组名称", "Name"),
    "CohortGroup.cohorts": ("所含批次", "The cohorts in it"),
    "Area.id": ("标识", "Identifier"),
    "Area.name": ("一级指标名称", "Name"),
    "Area.indicators": ("所含指标", "Its second-level indicators"),
    "Area.maximum": ("该领域最多计多少分", "The most that its indicators count for together"),
    "Area.cap": ("封顶方式；指标合计多于 maximum 时必填", "How it is capped; needed where they come to more"),
    "Area.weight": ("该领域的权重；要么各领域都有，要么都没有", "Weight of the area; all have one or none"),
    "Indicator.id": ("标识", "Identifier"),
    "Indicator.name": ("指标名称", "Name"),
    "Indicator.points": ("满分；来源未印则不写", "Its maximum; absent where the source does not print it"),
    "Indicator.types": ("适用的类型；不写则全部适用", "Types of unit that have it; all where absent"),
    "Indicator.role": ("由哪种身份的专家评分；不写则人人评分", "Role of those who mark it; everybody where absent"),
    "Indicator.weight": ("权重，见 review.final.criteria、[profiles]", "Weight, see review.final.criteria, [profiles]"),
    "Indicator.bonus": ("是否为加分指标，分值不在总分之内", "Whether its points are outside the points of the whole"),
    "Indicator.standard": ("评分标准，印在评分表上", "What a reviewer goes by; stands on the score sheet"),
    "Subject.id": ("subject 列所用的标识", "As used in the columns subject"),
    "Subject.name": ("领域名称", "Name"),
    "Indicator.minimum": ("该项的最低评分", "Least mark on this indicator"),
    "Indicator.maximum": ("该项的最高评分；与 points 同义", "Largest mark on this indicator; says the same as points"),
    "Indicator.step": ("该项评分的步长", "Step of the marks on this indicator"),
    "Indicator.grades": ("该项评分的档次", "Grades of this indicator"),
    "Indicator.about": (
        "reviewer：评的是专家自身（把握、熟悉程度），不计分，不作一致性统计",
        "reviewer: about its author (confidence, expertise), in no score and no statistic of agreement",
    ),
    "Indicator.counts": ("是否计入总分；不计入的仍作一致性统计", "Whether it is part of the score; compared it is"),
    "Grade.id": ("标识，写在 marks.csv 中；也是 profiles.csv 的列名", "As in marks.csv; a column of profiles.csv"),
    "Grade.value": ("该档次的分值", "How many points it is worth"),
    "Grade.name": ("档次的名称，也可写在 marks.csv 中", "Its name, which may stand in marks.csv, too"),
    "Marks.minimum": ("最低评分，默认 0，可为负数", "Least mark, below 0 too; 0 where it is absent"),
    "Marks.maximum": ("最高评分；默认为各项指标的分值", "Largest mark; the points of the indicator where it is absent"),
    "Marks.step": ("步长，从最低评分起算", "Difference of neighbouring marks, counted from the least one"),
    "Marks.grades": ("评分的档次，代替最低、最高评分和步长", "Marks that are words, in the place of the other three"),
    "Marks.best": ("哪一端为好：最高或最低的评分", "Which end is good, the highest or the lowest mark"),
    "Marks.not_applicable": (
        "评为 NA（不适用）的：不计入、按 0 分、按最低分，或不许评为 NA",
        "What becomes of the mark NA (not applicable): left out, 0, the least mark, or refused",
    ),
    "Marks.missing": (
        "缺少的评分和评分表：不计入，或不许缺少",
        "What becomes of marks and sheets that are not there: left out, or refused",
    ),
    "Marks.ballot": ("一位专家的评分合起来须是什么", "What the marks of one reviewer must be, taken together"),
    "Ballot.each_once": ("各给出一次的分值", "Points that are given once each"),
    "Ballot.rest": ("其余单位的分值；不写则没有其余单位", "What all others get; where absent, there are no others"),
    "Ballot.total": ("共分配多少分", "What the marks add up to"),
    "Ballot.grades": ("限定比例的档次", "Grades of which there may be so many"),
    "Ballot.marks_from": ("限定比例的评分：不低于此数者", "The same for marks that are numbers: this one and above"),
    "Ballot.share_at_most": ("最多占所评单位的多少，如 0.2", "Which share of the ballot at most, such as 0.2"),
    "Ballot.share_at_least": ("至少占所评单位的多少", "Which share of the ballot at least"),
    "Ballot.count_at_most": ("最多多少个", "How many at most"),
    "Ballot.rounding": ("份额取整到个数的规则；默认舍去", "How a share is rounded to whole units; down if not said"),
    "Ballot.role": ("适用于哪种身份的专家；不写则所有专家", "Of whose ballots; everybody's where absent"),
    "Ballot.indicators": ("适用于哪些指标；不写则计分的各项", "On which indicators; all in the score where absent"),
    "Appeals.days": ("公布之后多少日内可以申诉", "Within how many days after publication"),
    "Appeals.grounds": ("可以申诉的理由", "The grounds on which units may appeal"),
    "AppealGround.id": ("appeals.csv 的 ground 列所用的标识", "As used in the column ground of appeals.csv"),
    "AppealGround.name": ("理由", "The ground"),
    "Eligibility.required": ("必须填报的指标", "Indicators on which information is a must"),
    "Eligibility.at_least": ("至少填报的指标数", "Indicators on which there must be information, at least"),
    "Eligibility.reasons": ("未参评的原因", "Reasons for not taking part"),
    "AbsenceReason.id": ("absences.csv 的 reason 列所用的标识", "As used in the column reason of absences.csv"),
    "AbsenceReason.name": ("原因", "The reason"),
    "Scores.min": ("最低分，可低于 0", "Lowest score, which may be below 0"),
    "Scores.max": ("最高分", "Highest score"),
    "Scores.step": ("步长：相邻两个评分之差", "Difference between two neighbouring scores"),
    "Scores.best": (
        "以高分还是低分为好；默认随打分，否则以高分为好",
        "Which end is good; by default that of the marks, else the highest",
    ),
    "Scores.cap": ("算得的评分最高为多少", "What a computed score is at most"),
    "Scores.floor": ("算得的评分最低为多少", "What a computed score is at least"),
    "Banding.to_nearest": ("取整到的单位，步长的整数倍", "Unit of the rounding, a multiple of the step"),
    "Banding.rounding": ("取整规则", "Rule of the rounding"),
    "Tier.id": ("scores.csv 的 tier 列所用的标识", "As used in the column tier of scores.csv"),
    "Tier.name": ("等级名称", "Name"),
    "Tier.lowest": (
        "最低分，含；来源未印则不写；以低分为好时可由上一等级推出",
        "Lowest score, included; absent where not printed, and where low is good implied by the tier before",
    ),
    "Tier.highest": (
        "最高分，含；来源未印则不写；可由上一等级推出；以低分为好时即为等级线",
        "Highest score, included; absent where not printed, implied by the tier before; the cut-off where low is good",
    ),
    "Ranking.ties": ("同分怎样排名", "How equal scores are ranked"),
    "Ranking.within": ("分别在何者之内排名", "Within what units are ranked"),
    "Ranking.weights": ("仅用于排名的指标权重，其余为 1", "Weights of indicators for the order alone; others 1"),
    "Ranking.tie_break": ("同分依次按何者区分", "By what equal units are told apart, in this order"),
    "Ranking.tie_break_for": ("区分所有同分者，还是只区分第一名", "Whether for all equal units or for the first place"),
    "Ranking.lists": ("个别类型另有的权重和区分办法", "Weights and tie-breaks of single types"),
    "RankList.type": ("类型", "The type"),
    "RankList.weights": ("同 ranking.weights", "As ranking.weights"),
    "RankList.tie_break": ("同 ranking.tie_break", "As ranking.tie_break"),
    "TieBreak.by": ("指标，或 units.csv 的一列", "An indicator, or a column of units.csv"),
    "TieBreak.order": ("高者在前还是低者在前", "Whether the higher or the lower comes first"),
    "TieBreak.nearest": ("最接近此数者在前", "The one nearest to this number comes first"),
    "TieBreak.first": ("该列为此值者在前", "The one with this in the column comes first"),
    "TieBreak.count": ("得此分的次数", "How many marks of so many points"),
    "TieBreak.voters": ("给分的专家数", "How many reviewers gave any points"),
    "TieBreak.round": ("该轮的得分", "The score in that round"),
    "TieBreak.lots": ("抽签，列在最后", "Lots, the last of all"),
    "Lots.seed": (
        "事先公布的文字；以该文字、一个空格和代码的 SHA-256 值从小到大为抽中的先后",
        "A text published before; units are drawn in the order of the SHA-256 of it, a blank and their code",
    ),
    "Lots.source": ("公布于何处", "Where it is published"),
    "Threshold.of": ("score、every-indicator、某项指标或某个领域", "score, every-indicator, an indicator or an area"),
    "Threshold.at_least": ("不低于（含）", "At least, itself included"),
    "Threshold.more_than": ("高于（不含）", "More than, itself not included"),
    "Threshold.otherwise": ("达不到的列为何等级", "Tier of those that do not reach it"),
    "Threshold.ranked": ("达不到的是否仍排名次", "Whether those keep a rank"),
    "Quota.tier": ("等级", "The tier"),
    "Quota.count": ("最多多少个", "How many at most"),
    "Quota.counts": (
        "按 `ranking.within` 各组分别规定的名额，如 `{ east = 5, west = 3 }`",
        "A number for each group of `ranking.within`, such as `{ east = 5, west = 3 }`",
    ),
    "Quota.budget": (
        "列入者某一列合计不超过多少，如申请金额",
        "What a column comes to over all of them at most, such as the sum applied for",
    ),
    "Budget.column": ("units.csv 的列名", "Column of units.csv"),
    "Budget.total": ("合计最多为多少", "What it comes to at most"),
    "Quota.share": ("最多占多少，如 0.2", "Which share at most, such as 0.2"),
    "Quota.of": ("份额以何者为基数", "What the share is of"),
    "Quota.rounding": ("份额取整到个数的规则", "How the share is rounded to whole units"),
    "Quota.ties": (
        "末位并列者全部列入、全部不列入，还是抽签决定",
        "Whether all equal units at the edge are in, or none, or lots decide",
    ),
    "Quota.otherwise": ("其余列为何等级", "Tier of the others"),
    "Rules.votes": ("表决：须经委员会表决通过方可列入的等级", "Tiers for which a committee votes"),
    "Vote.id": ("标识，见 votes.csv", "Identifier, as in votes.csv"),
    "Vote.name": ("表决事项的名称", "Name"),
    "Vote.tier": ("等级", "The tier"),
    "Vote.majority": ("过半数、五分之三、三分之二、四分之三或全体", "Which part must vote yes"),
    "Vote.maybe": ("保留票折合几票赞成，如 0.5；没有保留票则不写", "What part of a yes a maybe counts for"),
    "Vote.of": ("以有效票、全部投票还是全体委员为基数", "Of the valid votes, the votes cast, or all members"),
    "Vote.members": ("委员人数；以全体委员为基数时必填", "How many members there are; needed where they are the base"),
    "Vote.quorum": ("投票者不少于多少人，表决方为有效", "How many must vote for a vote to hold"),
    "Vote.otherwise": ("未通过的列为何等级", "Tier of those for which it fails"),
    "Veto.flag": ("units.csv 的列和其值 yes 或 no，须全部符合", "Columns of units.csv with yes or no; all must hold"),
    "Veto.best_tier": ("最高可得的等级", "Best tier that such a unit may be in"),
    "Veto.name": ("该记录的名称，用于页面；不写则印列名", "What the fact is called on pages; the columns where absent"),
    "Veto.holds_place": ("是否仍占名额", "Whether it takes a place of a quota"),
    "Percent.decimals": ("小数位数", "Digits after the point"),
    "Percent.rounding": ("舍入规则", "Rule of the rounding"),
    "Publication.withhold_scores_of": ("不公布评分和名次的等级", "Tiers whose scores and ranks are withheld"),
    "Publication.withhold_ranks_of": (
        "不公布名次的等级，不写则同上", "Tiers whose ranks are withheld; without it, those whose scores are"
    ),
    "Publication.withhold_names_of": (
        "不公布名称的等级，其评分和名次也不公布",
        "Tiers whose units are not named, and whose scores and ranks are withheld",
    ),
    "Publication.to_units": (
        "随结果函告知参评单位的评审内容：comments 评语，reasons 集体讨论的理由；默认都不告知",
        "What of the review a unit learns by its letter: comments, reasons of the discussion; by default neither",
    ),
    "Review.rounds": ("评审步骤，按先后", "Rounds, in their order"),
    "Review.roles": ("评审身份", "Roles of reviewers"),
    "Role.id": ("标识", "Identifier"),
    "Role.name": ("身份名称", "Name"),
    "Role.weight": ("权重；要么各身份都有，要么都没有", "Weight; all roles have one or none"),
    "Review.milestones": ("大事记", "Dated events"),
    "Review.resigned": ("专家中途退出时，已交的评分是否计入", "Whether sheets done before a reviewer gave up count"),
    "Round.id": ("标识", "Identifier"),
    "Round.name": ("步骤名称", "Name"),
    "Round.kind": (
        "不分组、分组、交叉或集体讨论；默认不分组",
        "By whoever is asked (the default), in groups, across groups, or by discussion",
    ),
    "Round.reviewers_per_unit": ("每个单位的评审专家数，用于分派", "Reviewers for each unit, for the assignment"),
    "Round.factor": ("该轮评分乘以的系数", "What its marks are multiplied by"),
    "Round.difficulty": ("再乘以各单位自己的系数，如难度系数", "A factor of each unit, such as a degree of difficulty"),
    "Difficulty.column": ("units.csv 的列", "Column of units.csv"),
    "Difficulty.minimum": ("系数最小为多少", "What it is at least"),
    "Difficulty.maximum": ("系数最大为多少", "What it is at most"),
    "Round.weight": ("在各轮中的权重", "Its weight among the rounds"),
    "Round.counts": ("是否计入评分", "Whether its marks are part of the score"),
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
    "Final.rounding": ("取整规则：一个词，用于评分；或按环节列出", "A word, for the score; or a list, by stage"),
    "Final.drop": ("截尾平均去掉几个最低分、几个最高分", "How many marks a trimmed mean leaves out"),
    "Drop.lowest": ("最低分的个数", "How many of the lowest"),
    "Drop.highest": ("最高分的个数", "How many of the highest"),
    "Final.reviewer_weight": ("各份评分表的权重", "Weight of each sheet"),
    "ReviewerWeight.indicator": ("依据哪项指标", "The indicator that decides"),
    "ReviewerWeight.values": ("各档或各分值的权重", "Weight of each grade or number of points"),
    "Final.criteria": ("各项指标怎样合成评分", "How the indicators make up the score"),
    "Final.rounds": ("各轮得分怎样合成；不写则合并计算", "How rounds are combined; absent: all marks together"),
    "Final.multiply": ("结果乘以多少", "What the whole is multiplied by"),
    "Rounding.after": ("在哪个环节之后", "After which stage"),
    "Rounding.step": ("取到多少；评分取到其步长，不另写", "To multiples of what; not given for the score"),
    "Rounding.rule": ("取整规则", "The rule"),
    "Rounding.print_only": ("仅在印出时取整", "Whether in print only"),
    "Milestone.date": ("日期", "Day"),
    "Milestone.what": ("事项", "What happened"),
    "Honour.name": ("称号的名称", "Name"),
    "Honour.tier": ("须处于的等级", "The tier that it takes"),
    "Honour.consecutive": ("连续届数，以本届为止", "Editions in a row, this one the last"),
    "Honour.validity": ("称号的有效期；无规定则不写", "How long the honour is valid; absent where nobody says"),
    "Honour.cancelled": ("停办的年度：跳过不计，或使连续中断", "A cancelled edition is passed over, or breaks the run"),
    "Watch.tiers": ("计入的等级", "The tiers that count"),
    "Watch.absence": ("未参评是否计入", "Whether not taking part counts"),
    "Watch.consecutive": ("连续届数，以本届为止", "Editions in a row, this one the last"),
    "Watch.audience": ("名单给谁看", "Who sees the list"),
    "Watch.cancelled": ("停办的年度：跳过不计，或使连续中断", "A cancelled edition is passed over, or breaks the run"),
    "Programme.cancelled": ("停办的年度", "Editions that did not take place"),
    "Programme.report": ("各届报告的封面和版式", "Cover and style of every edition's report"),
    "Rules.report": ("本届报告的封面和版式，逐项取代上一级的", "Of this edition, key by key before the programme's"),
    "Report.publishers": ("发布单位；缺省为 publisher", "Who publishes it; by default `publisher`"),
    "Report.issued": ("发布日期", "Date of issue"),
    "Report.number": ("文号", "Number of the document"),
    "Report.logo": ("标志：SVG、PNG 或 JPEG 文件", "Logo: a file, SVG, PNG or JPEG"),
    "Report.licence": ("使用许可", "Licence"),
    "Report.cite": ("引用格式；缺省由发布单位和名称组成", "How to cite it; by default made of publishers and title"),
    "Report.style": ("版式：house、gongwen，或 <style>.toml", "Style: house, gongwen, or that of <style>.toml"),
    "Look.page": ("页面", "The page"),
    "Look.line": ("表格线", "Lines of tables"),
    "Look.shade": ("表格中分组标题的底色", "Ground of the headings of groups in tables"),
    "Look.accent": ("链接", "Links"),
    "Look.warning": ("合成数据、内部资料的标记", "Marks of synthetic data and of what is internal"),
    "Look.body": ("正文", "Paragraphs"),
    "Look.title": ("封面上的标题", "The title on the cover"),
    "Look.subtitle": ("封面上的其他文字", "What else stands on the cover"),
    "Look.heading1": ("一级标题", "Headings of sections"),
    "Look.heading2": ("二级标题", "Headings of their parts"),
    "Look.heading3": ("三级标题", "Headings below those"),
    "Look.caption": ("图题、表题", "Captions"),
    "Look.table": ("表格", "Tables"),
    "Look.note": ("表注、版本说明", "Notes below tables, and the imprint"),
    "Look.running": ("页眉", "The head of pages"),
    "Look.number": ("页码", "Numbers of pages"),
    "Sheet.top": ("上边距", "Upper margin"),
    "Sheet.right": ("右边距", "Right margin"),
    "Sheet.bottom": ("下边距", "Lower margin"),
    "Sheet.left": ("左边距", "Left margin"),
    "Sheet.number": ("页码居中或居外侧", "Number in the centre or on the outer side"),
    "Type.latin": ("Word 的西文字体", "Latin font in Word"),
    "Type.han": ("Word 的中文字体", "Chinese font in Word"),
    "Type.pdf_latin": ("PDF 的西文字体", "Latin font in the PDF"),
    "Type.pdf_han": ("PDF 的中文字体", "Chinese font in the PDF"),
    "Type.size": ("字号，磅", "Size, points"),
    "Type.leading": ("行距，磅", "From line to line, points"),
    "Type.exact": ("行距固定", "Whether that is kept exactly"),
    "Type.bold": ("加粗", "Bold"),
    "Type.colour": ("颜色", "Colour"),
    "Type.align": ("对齐", "Alignment"),
    "Type.indent": ("中文段落首行缩进，字", "First line of Chinese paragraphs, characters"),
    "Type.before": ("段前，磅", "Distance before, points"),
    "Type.after": ("段后，磅", "Distance after, points"),
    "Cancelled.edition": ("年度的名称，不得另有文件夹", "Its name; it has no folder"),
    "Cancelled.reason": ("停办的原因", "Why"),
    "Cancelled.window": ("本应评价的时段", "The days that it would have evaluated"),
    "Rules.source": ("表格的来源，不写则为本文件夹中的 CSV", "Where the tables are, if not in CSV files here"),
    "Programme.page": ("页面的取舍", "What pages show"),
    "Pages.sections": (
        "笔记本名 = 页面保留的各节，节名为标题单元的 id（不含语言后缀）；未列的笔记本全部保留",
        "Notebook = the sections that its page shows, by the ids of their heading cells without the language; a "
        "notebook that is not named is shown whole",
    ),
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
    "SourceTable.parts": (
        "值 = 工作表或文件名：一张表分在几个工作表或文件中，每个对应 part 列的一个值",
        "Value = sheet or file: a table that is in several, one for each value of the column `part`",
    ),
    "SourceTable.under": (
        "值 = 上层列名：同样的各列在该名之下并排重复，每组对应 part 列的一个值",
        "Value = name above: the columns of `wide` stand below each of these, for one value of the column `part`",
    ),
    "SourceTable.part": (
        "parts、under 的值所填的列；表中没有此列则不填",
        "Column that `parts` and `under` are about; passed over where the table lacks it",
    ),
    "SourceTable.header": (
        "列名所在的行，不写则为第一个非空行；列名分两行写的，写作 [3, 4]",
        "Row of the names, by default the first filled; `[3, 4]` where they take two",
    ),
    "SourceTable.columns": ("列名 = 来源中的列名", "Column = its name in the source"),
    "SourceTable.fill": ("来源中没有的列 = 各行相同的值", "Column that the source lacks = its value in every row"),
    "SourceTable.across": ("宽表的列名所代表的列，不写则为 `indicator`", "What the columns of a wide table stand for"),
    "SourceTable.wide": ("标识 = 来源中的列名；不写则为其余各列", "Id = its column there; by default all others"),
    "SourceTable.take": ("列名 = 正则表达式，取其第一组", "Column = regular expression; its first group is the value"),
    "SourceTable.recode": ("列名 = { 来源中的值 = 此处的值 }", "Column = { value in the source = value here }"),
    "SourceTable.only": ("来源中的列名 = 只取这些值的行", "Name in the source = values of the rows to be taken"),
    "SourceTable.filled": (
        "来源中的列，只取这些列均有内容的行",
        "Columns of the source; only the rows in which all of them hold something",
    ),
    "SourceTable.down": (
        "来源中的列，空格沿用其上方的值（合并单元格）",
        "Columns of the source in which an empty cell holds what stands above it (merged cells)",
    ),
    "SourceTable.distinct": ("各列全同的行只取一次", "Whether rows that agree in every column count once"),
    "Programme.id": ("与所在文件夹同名", "The name of the folder"),
    "Programme.languages": (
        '文字和报告所用的语言，第一种为主；不写则为 `["zh", "en"]`',
        'Languages of the texts and reports, the leading one first; without it `["zh", "en"]`',
    ),
    "Programme.title": ("评价项目名称", "Title of the series"),
    "Programme.names": (
        "单位名称所用的语言，如 `zh` 或 `en`，写入页面的 `lang` 属性；不写则含汉字的名称视为中文",
        "Language of the units' names, such as `zh` or `en`, for the `lang` attribute of pages; without it, names with "
        "Chinese characters count as Chinese",
    ),
    "Programme.publisher": ("发布者", "Who publishes it"),
    "Programme.unit": (
        "被评价者叫什么：`zh` 并 `zh_measure`（量词），`en` 并 `en_plural`（复数），其他语言同英文",
        "What a unit is called: `zh` with `zh_measure` (measure word), `en` with `en_plural`, others like English",
    ),
    "Programme.synthetic": ("是否为合成数据；若是，每页均注明", "Whether the data are made up; every page says so"),
}  # fmt: skip

#: The same for the noun of a programme in the library's languages.
_NOUN = {
    "zh": ("中文名词", "The noun in Chinese"),
    "zh_measure": ("中文量词", "Its measure word"),
    "en": ("英文单数", "English singular"),
    "en_plural": ("英文复数", "English plural"),
}


_LEGEND = """\
- 代码 code：全半角归一（NFKC）后比较 · compared after width normalisation (NFKC)
- 文字 text：照写保留 · kept as written
- 分值 points：十进制数，按精确值计算 · a decimal number, computed with exactly
- 数字 number：任意十进制数 · any decimal number
- 是否 flag：`yes` 或 · or `no`
- 选项 choice：所列之一，尖括号为 rules.toml 中的标识 · one of those listed; `<…>`: ids of rules.toml
- 多选 choices：一个或几个，以空格分隔 · one or several of them, with spaces between
- 多个代码 codes：一个或几个，以空格分隔 · one or several codes, with spaces between
- 整数 integer：不小于 1 · at least 1
- 数量 count：不小于 0 · at least 0
- 日期 date：年-月-日，如 2025-01-31 · year-month-day, such as 2025-01-31
- 月份 month：年-月，如 2025-01 · year-month, such as 2025-01"""


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
        *(part for table in (*TABLES, MARKS, SUCCESSIONS, LABEL_LEDGER) for part in _table(table)),
        "## `rules.toml`",
        "标识为 1 至 40 个 `A–Z a–z 0–9 _ -` 字符，首位为字母或数字；分值为不带引号的数字。\n"
        "An id is 1 to 40 of `A–Z a–z 0–9 _ -`, a letter or digit first; points are numbers without quotation marks.",
        *_model(rules.Rules, ""),
        "## `programme.toml`",
        *_model(rules.Programme, ""),
        "## `<style>.toml`",
        *_model(Look, ""),
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
    nouns: list[str] = []
    for name, hint in _hints(model).items():
        zh, en = _type(hint)
        required = model.model_fields[name].is_required()
        key = model.model_fields[name].alias or name
        rows.append(_row(f"`{key}`", zh, en, _tick(required), *_KEYS[f"{model.__name__}.{name}"]))
        inner = _inner(hint)
        # Every kind of text of a style has the same keys.
        if inner is not None and not (model is Look and inner in [known for known, _ in below]):
            inside = f"{path.strip('[]')}.{name}{'.…' if get_origin(hint) is dict else ''}".lstrip(".")
            below.append((inner, f"[[{inside}]]" if _is_list(hint) else f"[{inside}]"))
        if hint is rules.Noun:
            nouns.append(f"[{path.strip('[]')}.{name}]".replace("[.", "["))
    yield "\n".join(rows)
    for inner, inside in below:
        yield from _model(inner, inside)
    for inside in nouns:
        yield from _noun(inside)


def _noun(path: str) -> Iterator[str]:
    yield f"### `{path}`"
    yield inspect.cleandoc(rules.Noun.__doc__ or "")
    heads = [_row("键 key", "类型", "type", "必备 required", "含义", "meaning"), _row(*["---"] * 6)]
    keys = rules.Noun.keys_for(LANGUAGES)
    yield "\n".join([*heads, *(_row(f"`{key}`", *_type(base.Line), _tick(True), *_NOUN[key]) for key in keys)])


def _hints(model: type[Model]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _type(hint: Any) -> tuple[str, str]:
    """Return what a key may hold, in Chinese and in English."""
    for known, zh, en in _TYPES:
        if hint == known:
            return zh, en
    origin, args = get_origin(hint), get_args(hint)
    if origin is dict:
        return "表", "table"
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
        return f"{zh}列表", f"list of {_several(en)}"
    if _inner(hint) is not None:
        return "表", "table"
    raise AssertionError(f"no word for the type {hint}")


def _several(en: str) -> str:
    """Return what a type is called of which there may be several: the noun alone is changed, and only once."""
    noun, *rest = re.split(r"(?= (?:in|≥|≤) )", en, maxsplit=1)
    return "".join([noun if noun.endswith("s") else f"{noun}s", *rest])


def _bounds(metadata: tuple[Any, ...]) -> str:
    constraints = [c for item in metadata for c in (item.metadata if isinstance(item, FieldInfo) else [item])]
    low = [f" ≥ {c.ge}" for c in constraints if hasattr(c, "ge")]
    high = [f" ≤ {c.le}" for c in constraints if hasattr(c, "le")]
    return ",".join(low + high)


def _inner(hint: Any) -> type[Model] | None:
    """Return the model of a nested table; None where the key holds a plain value or a text by language."""
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint
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
