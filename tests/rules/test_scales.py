"""What rules may say of marks, and which of it contradicts itself; each fault in English and in Chinese."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from evalkit.rules.scales import MarkScale, common_step
from tests.review import scaled

GRADES = scaled.GRADES

#: What is changed, then every fault, its row left out.
CASES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "a step of nothing": (
        "step = 1\nnot",
        "step = 0\nnot",
        ("marks.step: 0 is out of bounds; allowed: > 0.",),
        ("marks.step：0 超出范围；允许：> 0。",),
    ),
    "below zero": (
        "minimum = 1",
        "minimum = -3",
        ("scores.min: 3 does not fit scores that are sums of marks; allowed: -5.",),
        ("scores.min：3 与各项评分之和不符；允许：-5。",),
    ),
    "a maximum below the minimum": (
        "maximum = 6",
        "maximum = 1",
        ("marks.maximum: 1 is out of bounds; allowed: > 1.",),
        ("marks.maximum：1 超出范围；允许：> 1。",),
    ),
    "a maximum that no step reaches": (
        "maximum = 3\n",
        "maximum = 3\nstep = 1.5\n",
        ("areas[2].indicators[3].maximum: 3 cannot be reached from 1 in steps of 1.5.",),
        ("areas[2].indicators[3].maximum：从 1 起按步长 1.5 不能取到 3。",),
    ),
    "grades and a range": (
        GRADES,
        f"maximum = 4\n{GRADES}",
        (
            "areas[2].indicators[2].maximum: 4 stands beside grades, whose values say it already; "
            "allowed: grades, or minimum, maximum and step.",
        ),
        (
            "areas[2].indicators[2].maximum：已写明各档次的分值，又写了 4；"
            "允许：只写 grades，或只写 minimum、maximum 和 step。",
        ),
    ),
    "one grade": (
        GRADES,
        'grades = [{ id = "A", value = 4 }]',
        ("areas[2].indicators[2].grades: “A” is the only grade; allowed: two or more.",),
        ("areas[2].indicators[2].grades：只有“A”一个档次；允许：两个或更多。",),
    ),
    "two grades of one value": (
        'id = "B", value = 2',
        'id = "B", value = 4',
        (
            "areas[2].indicators[2].grades[2].value: 4 is the value of grade “A” already; "
            "allowed: a value of its own for every grade.",
        ),
        ("areas[2].indicators[2].grades[2].value：档次“A”的分值已是 4；允许：各档次分值互不相同。",),
    ),
    "a grade twice": (
        'id = "B", value = 2, name = { zh = "乙", en = "Good" }',
        'id = "B", value = 2, name = { zh = "甲", en = "Good" }',
        (
            "areas[2].indicators[2].grades[2].id: “甲” is already listed in areas[2].indicators[2].grades[1]; "
            "every grade needs an id and names of its own.",
        ),
        (
            "areas[2].indicators[2].grades[2].id：“甲”已列在 areas[2].indicators[2].grades[1]；"
            "每个档次须有自己的标识和名称。",
        ),
    ),
    "a grade that is called NA": (
        'id = "B", value = 2',
        'id = "NA", value = 2',
        (
            "areas[2].indicators[2].grades[2].id: “NA” is what a mark that is not applicable reads; "
            "allowed: any other name of a grade.",
        ),
        ("areas[2].indicators[2].grades[2].id：“NA”表示“不适用”；允许：档次用其他名称。",),
    ),
    "points that are not the maximum": (
        'id = "sure"\n',
        'id = "sure"\npoints = 5\n',
        ("areas[2].indicators[3].points: the points are 5, and the highest mark is 3; allowed: 3, or no points.",),
        ("areas[2].indicators[3].points：分值为 5，而最高评分为 3；允许：3，或不写分值。",),
    ),
}


def told(faults: tuple[object, ...], language: str) -> tuple[str, ...]:
    lines = (fault.describe(language) for fault in faults)  # type: ignore[attr-defined]
    # Without file and row.
    return tuple(line.split(", ", 2)[2] if language == "en" else line.split(" 行 ", 1)[1] for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_every_contradiction_is_told(name: str, tmp_path: Path) -> None:
    old, new, english, chinese = CASES[name]
    folder = scaled.written_to(tmp_path)
    text = folder.text("rules.toml")
    assert old in text
    folder.write("rules.toml", text.replace(old, new, 1))
    assert told(folder.faults(), "en") == english
    assert told(folder.faults(), "zh") == chinese


@pytest.mark.parametrize("treatment", ["zero", "minimum"])
def test_where_low_is_good_not_applicable_may_not_be_the_best(treatment: str, tmp_path: Path) -> None:
    marks = scaled.MARKS.replace('not_applicable = "leave-out"', f'not_applicable = "{treatment}"\nbest = "lowest"')
    faults = scaled.written_to(tmp_path, marks=marks).faults()
    assert "not-applicable-is-best" in [fault.kind for fault in faults]
    (fault,) = (f for f in faults if f.kind == "not-applicable-is-best")
    assert "as good as the best or better" in fault.describe("en") and "优于最好的评分" in fault.describe("zh")


def test_something_has_to_count(tmp_path: Path) -> None:
    folder = scaled.written_to(tmp_path)
    text = folder.text("rules.toml")
    for name in ("council", "committee", "media"):
        text = text.replace(f'id = "{name}"\n', f'id = "{name}"\ncounts = false\n')
    folder.write("rules.toml", text)
    assert "nothing-scored" in [fault.kind for fault in folder.faults()]


def test_a_scale_of_marks_needs_marks(tmp_path: Path) -> None:
    """In an edition of scores a maximum of marks says nothing without [marks]."""
    folder = scaled.written_to(tmp_path)
    text = folder.text("rules.toml")
    start = text.index("[marks]")
    text = text[:start] + text[text.index("[scores]") :]
    folder.write("rules.toml", text)
    kinds = [(fault.kind, fault.column) for fault in folder.faults()]
    assert ("scale-without-marks", "areas[2].indicators[2].grades") in kinds
    assert ("scale-without-marks", "areas[2].indicators[3].maximum") in kinds


@pytest.mark.parametrize(
    ("numbers", "step"),
    [
        (("1", "6", "1"), "1"),
        (("1", "0.5"), "0.5"),
        (("0.25", "0.1"), "0.05"),  # 5/20 and 2/20
        (("0", "7"), "7"),
        (("100", "95", "55"), "5"),
    ],
)
def test_the_largest_common_step(numbers: tuple[str, ...], step: str) -> None:
    assert common_step(map(D, numbers)) == D(step)


def test_what_a_scale_allows() -> None:
    """1, 3 and 5; and of grades their values alone, whichever step would divide them."""
    odd = MarkScale(D(1), D(5), D(2))
    assert [n for n in range(8) if odd.allows(D(n))] == [1, 3, 5]
    grades = MarkScale(D(1), D(4), D(1), "lowest", {"A": D(1), "B": D(2), "D": D(4)})
    assert [n for n in range(8) if grades.allows(D(n))] == [1, 2, 4]
    assert (grades.grade(D(2)), grades.grade(D(3)), grades.worst, grades.range) == ("B", None, 4, 3)
