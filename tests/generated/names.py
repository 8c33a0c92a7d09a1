"""Names as they come: long ones, right to left, with signs that mean something to some program."""

from __future__ import annotations

import random

PLAIN = ("Arts", "Science", "Law", "Medicine", "Music", "Film", "History", "Physics", "Botany", "Logic", "Ethics")
CHINESE = ("钢铁", "农业", "半导体", "新能源汽车", "教学", "临床医学", "地方志", "存储", "轨道交通", "数字出版")
ODD = (
    "العربية للعلوم", "עברית", "日本語コース", "한국어 과정", "Żółć 50 % off", "🧪 Lab 🧬", "a_b^c$x$", "<b>bold</b>",
    "R&D", '"quoted"', "{ $name }", "{0}", "it's", "back\\slash", "=SUM(A1)", "-5", "N/A", "null", "nan", "1e5",
    "100%", "𝔘nicode",
    "ﬁne",
    "Ａ full width", "e\u0301te\u0301", "a; b, c、d；e", "#hash", "`tick`", "*star*", "[link](x)", "~", "…", "0", "№ 7",
)  # fmt: skip
LONG = " of applied sciences, languages, arts, crafts and everything that is taught in the evening"

#: What is evaluated: English singular and plural, Chinese noun and measure word.
NOUNS = (
    ("course", "courses", "课程", "门"), ("alliance", "alliances", "联盟", "家"), ("sheep", "sheep", "绵羊", "只"),
    ("equipment", "equipment", "设备", "台"), ("person", "people", "人员", "名"), ("journal", "journals", "期刊", "种"),
    ("unit of R&D", "units of R&D", "研发单位", "个"), ("hour", "hours", "课时", "个"),
    ("thesis", "theses", "论文", "篇"),
)  # fmt: skip


class Names:
    """Draws names no two of which are taken for one another."""

    def __init__(self, rng: random.Random, oddness: float) -> None:
        self.rng = rng
        self.oddness = oddness
        self.number = 0

    def __call__(self) -> str:
        """Return a name that was not drawn before."""
        self.number += 1
        kind = self.rng.random()
        stem = self.rng.choice(CHINESE if self.rng.random() < 0.4 else PLAIN)
        if kind < self.oddness:
            stem = self.rng.choice(ODD)
        if kind < self.oddness / 5:
            stem += LONG * self.rng.randint(1, 4)
        return f"{stem} {self.number}"

    def both(self) -> dict[str, str]:
        """Return a name in both languages."""
        return {"zh": self(), "en": self()}
