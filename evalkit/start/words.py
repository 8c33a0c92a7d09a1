"""What offices call the columns of their tables, in Chinese and English; and what a header says about points."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evalkit.files.textfile import name_key, plain
from evalkit.rules.points import parse_decimal

_UNITS_ZH = (
    "单位|项目|课程|联盟|机构|学校|学院|部门|作品|成果|选手|案例|课题|企业|团队|班级|对象|申请|申报|参评|被评|候选"
)
_UNITS_EN = (
    "unit|project|application|proposal|course|paper|submission|candidate|applicant|entry|team|school|department|"
    "programme|program|nominee|company|case"
)
# Looked for in this order in the name of a column without its brackets, blanks and capitals.
_ROLES: tuple[tuple[str, str], ...] = (
    ("remark", r"备注|意见|评语|说明|签名|签字|日期|时间|电话|邮箱|remark|comment|note|signature|date|e-?mail|phone|url"),
    ("rank", r"排名|名次|位次|排序|^rank(ing)?$|^place$|^position$"),
    ("total", r"总分|合计|小计|总计|总评|总得分|总成绩|最终|最后得分|平均|均分|综合(得分|评分|成绩)|加权|"
              r"total|^sum$|average|^mean|mean$|^avg|final|overall|weighted"),
    ("tier", r"等级|等次|档次|评级|结果|奖项|获奖|^tier$|^grade$|^award$|^result$|^decision$|^level$|^band$"),
    ("reviewer", r"^(评审|评阅|打分)?(专家|评委)(姓名|编号|代码|名称|号)?$|^评(审|阅|分)(人|员|者|老师|教师)(姓名|编号)?$|"
                 r"^(reviewer|assessor|judge|referee|evaluator|marker|examiner|grader|rater|panell?ist|juror)s?('?s)?"
                 r"(name|code|id|no\.?)?$"),
    ("indicator", r"^(评审|评价|考核|评分|一级|二级)?(指标|标准|准则|要素|维度|项)(名称)?$|"
                  r"^(criterion|criteria|indicator|dimension|item|question)(name)?$"),
    ("points", r"^(专家|评委)?(得分|评分|分数|分值|打分|成绩)$|^(score|mark|point|rating|value)s?$"),
    ("cohort", r"^(批次|届次|组别|分组|类别|类型|赛道|轮次|小组|组)$|^(cohort|batch|group|category|track|call|stream|type)$"),
    ("subject", r"领域|学科|专业|^(field|discipline|subject)$"),
    ("order", r"^(序号|序|#|no\.?|s/n|nr\.?)$"),
    ("code", rf"^({_UNITS_ZH})*(编号|代码|编码|代号)$|^({_UNITS_EN})?(code|id|no\.?|nr\.?|number|#|ref(erence)?|key)$"),
    ("name", rf"名称|题目|标题|^姓名$|^({_UNITS_ZH})+(单位|人)?$|title|name|^({_UNITS_EN})s?$"),
)  # fmt: skip
_COMPILED = [(role, re.compile(pattern)) for role, pattern in _ROLES]
_REVIEWER = re.compile(
    r"^(评审|评阅|打分)?(专家|评委|评审人|评审员)[0-9a-z一二三四五六七八九十甲乙丙丁戊己庚辛]{1,2}(评分|打分|得分|分数)?$|"
    r"^(reviewer|assessor|judge|referee|evaluator|marker|examiner|grader|rater|panell?ist|juror)[-_ ]?([0-9]{1,3}|[a-z])"
    r"('?s)?(score|mark|points|rating)?$"
)
# An overall judgement, which may be a total of what stands beside it, and what a reviewer says of himself or herself.
_JUDGEMENT = re.compile(
    r"^(overall|final)(merit|evaluation|assessment|score|impact)$|^(overall|final)?(rating|recommendation)$"
)
_ABOUT_REVIEWER = re.compile(r"expertise|confidence|familiarity|熟悉程度|专业程度|把握程度|自信")
_BRACKETS = re.compile(r"\s*[(\[【〔][^)\]】〕]*[)\]】〕]\s*")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[-–—~～至到]|to)\s*(\d+(?:\.\d+)?)")
_MOST = re.compile(
    r"(?:满分|最高|上限|max\.?|out of|/)\s*[:=]?\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:分|points?\b|pts?\b|marks?\b)|"
    r"[(\[【]\s*(\d+(?:\.\d+)?)\s*[)\]】]",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*%|(?:权重|weight)\s*[:=]?\s*(0?\.\d+)", re.IGNORECASE)
# Grades as offices call them, each scale from the best down.
_GRADES = tuple(
    tuple(scale.split("|"))
    for scale in (
        "优|良|中|差", "优|良|中|及格|不及格", "优|良|可|劣", "优秀|良好|中等|及格|不及格", "优秀|良好|中等|较差", "优秀|良好|一般|较差",
        "优秀|良好|一般|差", "优秀|良好|合格|不合格", "优秀|合格|基本合格|不合格", "很好|好|一般|差", "很好|较好|一般|较差|很差",
        "好|较好|一般|较差|差", "高|中|低", "强|中|弱", "甲|乙|丙|丁", "上|中|下", "是|否", "通过|不通过",
        "A+|A|A-|B+|B|B-|C+|C|C-|D+|D|D-|E|F",
        "Outstanding|Excellent|Very good|Good|Satisfactory|Fair|Weak|Poor", "Excellent|Good|Average|Below average|Poor",
        "Exceptional|Excellent|Good|Adequate|Poor", "Very high|High|Medium|Low|Very low", "High|Moderate|Low", "Strong|Moderate|Weak",
        "Exceeds expectations|Meets expectations|Below expectations", "Exceeds|Meets|Below", "Yes|No", "Pass|Fail",
    )
)  # fmt: skip
#: What a row is called that says the most points of each column.
OF_LIMITS = re.compile(r"^(满分|分值|最高分|上限|标准分)|^(max(imum)?|out of|points available)\b", re.IGNORECASE)

#: Units by what the column of their names is called: one and several, or one and its measure word.
_MEASURES = {"课程": "门", "单位": "家", "机构": "家", "企业": "家", "学校": "所", "学院": "所", "作品": "件", "成果": "项", "课题": "项",
             "团队": "支", "选手": "名", "候选人": "名"}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What the name of a column says: itself without that, the least and the most points, and its weight in percent."""

    name: str
    least: Decimal | None = None
    most: Decimal | None = None
    weight: Decimal | None = None


def role_of(header: str) -> str | None:
    """Return what a column is by its name, None where that does not say."""
    key = name_key(_BRACKETS.sub("", plain(header))) or name_key(header)
    return next((role for role, pattern in _COMPILED if pattern.search(key)), None)


def may_be_judgement(header: str) -> bool:
    """Tell whether a column is called like an overall judgement: Overall merit."""
    return _JUDGEMENT.search(name_key(_BRACKETS.sub("", plain(header)))) is not None


def is_about_reviewer(header: str) -> bool:
    """Tell whether a column is called like what a reviewer says of himself or herself: Reviewer expertise."""
    return _ABOUT_REVIEWER.search(name_key(header)) is not None


def reviewer_like(header: str) -> bool:
    """Tell whether a column is called like one of several reviewers: 专家1, Reviewer B."""
    return _REVIEWER.search(name_key(_BRACKETS.sub("", plain(header)))) is not None


def spelled(cells: Iterable[str]) -> list[str]:
    """Return the different words in cells, each as it is written most often, in the order in which they come.

    Examples
    --------
    >>> spelled(["good", "Good", "Poor", "Good"])
    ['Good', 'Poor']
    """
    forms: dict[str, Counter[str]] = {}
    for cell in cells:
        forms.setdefault(name_key(cell), Counter())[plain(cell)] += 1
    return [form.most_common(1)[0][0] for form in forms.values()]


def in_order(words: Collection[str]) -> tuple[str, ...] | None:
    """Return grades from the best down, where it is known which is better; None where it is not.

    Examples
    --------
    >>> in_order({"Good", "Poor", "excellent"})
    ('excellent', 'Good', 'Poor')
    >>> in_order({"Good", "Bad luck"}) is None
    True
    """
    keys = {name_key(word): word for word in spelled(words)}
    for scale in _GRADES:
        known = [key for grade in scale if (key := name_key(grade)) in keys]
        if len(keys) > 1 and len(known) == len(keys):
            return tuple(keys[key] for key in known)
    return None


def is_number(cell: str | None) -> bool:
    """Tell whether a cell holds a number."""
    return cell is not None and parse_decimal(plain(cell)) is not None


def said_by(header: str) -> Said:
    """Return what the name of a column of marks says about points."""
    text = plain(header)
    span, most, weight = _RANGE.search(text), _MOST.search(text), _WEIGHT.search(text)
    if weight is not None:
        text_left = text.replace(weight[0], "")
        span, most = _RANGE.search(text_left), _MOST.search(text_left)
    least = Decimal(span[1]) if span else None
    top = Decimal(span[2]) if span else None
    if top is None and most is not None:
        top = Decimal(next(group for group in most.groups() if group))
    percent = None
    if weight is not None:
        percent = Decimal(weight[1]) if weight[1] else 100 * Decimal(weight[2])
    shown = text
    if any(value is not None for value in (top, percent)):
        shown = _BRACKETS.sub(" ", shown)
        for pattern in (_RANGE, _WEIGHT, _MOST):
            shown = pattern.sub(" ", shown)
    shown = " ".join(shown.strip(" :：,，/-").split())
    return Said(shown or text, least, top, percent)


def undotted(names: Sequence[str]) -> list[str]:
    """Return the names of columns without the parts that all of them share, as exports of nested data have them.

    Examples
    --------
    >>> undotted(["content.rating.value", "content.novelty.value"])
    ['rating', 'novelty']
    """
    parts = [name.split(".") for name in names]
    if len(names) < 2 or len(set(map(len, parts))) > 1:
        return list(names)
    differ = [i for i, same in enumerate(zip(*parts, strict=True)) if len(set(same)) > 1]
    return [".".join(part[differ[0] : differ[-1] + 1]) for part in parts] if differ else list(names)


def title_of(line: str) -> str:
    """Return the title of a series from the line above a table: without its year and without words for the table."""
    text = _BRACKETS.sub(" ", plain(line))
    text = re.sub(r"20\d\d\s*(年度|年)?", " ", text)
    text = re.split(r"\s*[:：|]\s*", text.strip())[0]
    text = re.sub(
        r"(专家)?(得分|评分|打分|成绩|分数|结果)?(情况)?(汇总|统计|登记|明细|一览|记录)?表?$", "", text.strip()
    )
    text = re.sub(
        r"[\s,–—-]*\b(scores?|marks?|results?|sheets?|tables?|summary|reviews?|of|the)\b$", "", text, flags=re.I
    )
    return " ".join(text.split()).strip(" ,–—-")


def noun_of(header: str) -> str | None:
    """Return what a unit is called, by the name of the column that names it; as an answer to `evalkit new`."""
    key = plain(_BRACKETS.sub("", plain(header)))
    if any("\u4e00" <= c <= "\u9fff" for c in key):
        found = re.search(rf"^(?:申报|参评|被评|候选)?({_UNITS_ZH})", key)
        noun = found[1] if found else None
        return (
            None
            if noun is None or noun in ("申请", "申报", "参评", "被评", "候选", "对象")
            else f"{noun}，{_MEASURES.get(noun, '个')}"
        )
    found = re.search(rf"\b({_UNITS_EN})s?\b", key.casefold())
    if found is None:
        return None
    noun = found[1]
    return f"{noun}, {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def slug(text: str, fallback: str) -> str:
    """Return an id made of the Latin letters of a text, else another."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-").lower()[:40].strip("-")
    han = any("\u4e00" <= c <= "\u9fff" for c in text)
    return fallback if han or not found else found
