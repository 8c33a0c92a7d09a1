"""Texts that some program on the way would take for something else than text, and an edition that is full of them.

Each is to be shown as it stands, or refused by the reader. ``TEXTS`` are let through; ``REFUSED`` are not.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from tests.review import small

LONG = "无空格的超长名称" * 25 + "X" * 100

#: What HTML, a template, a spreadsheet, Markdown, LaTeX, Matplotlib, Fluent, a shell or Python would act upon.
TEXTS = (
    # drawn in figures: the first go to tiers, cohorts, indicators
    "$x^2$ 与 $y_1$",
    r"$\frac{1}{2}$",
    LONG,
    "_nolegend_",
    "👩‍👩‍👧 表情 🇨🇳",
    "e\u0301te\u0301 Z\u0335\u0336\u0337algo",
    "שלום \u200fעברית\u200f",
    "100% %s %(name)d %n",
    "{0} {name} {x!r:>10}",
    r"\(a\) \[b\] \alpha",
    "$",
    "a_b^c",
    "مرحبا <b>x</b>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "${7*7}",
    "{{7*7}}",
    "{% raw %}",
    "{% endraw %}{{ config }}",
    "{# comment #}",
    '=HYPERLINK("http://example.com","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "＝1+1",
    "\t=1+1",
    "\r=2+2",
    "\u200b=3+3",
    "a\u200bb\u2060c",
    "javascript:alert(1)",
    "![x](http://example.com/x.png)",
    "[x](javascript:alert(1))",
    "**粗** _斜_ `code` # 标题",
    "</style><h1>x",
    "/*fonts*/",
    "/*fonts*/</style>",
    "]]>",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    "<!-- x -->",
    "--!> -->",
    "</td></tr></table>",
    "</title><title>y",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=http://example.com>",
    "<base href=http://example.com/>",
    "``` `x` ```",
    "\"双引号\" '单' “中文”",
    "逗号,分号;竖线|制表",
    "{ $x } { -term }",
    "../../etc/passwd",
    "C:\\CON\\nul.txt",
    r"\input{/etc/passwd} \% \_",
    "#REF! #N/A",
    "_x0041_ _x000D_",
    "NULL None nan",
    "1e5",
    "00123",
    "TRUE",
    "a\u00a0b\u3000c",
    "İstanbul ß ﬁ ½",
    "\ufeff头部",
)

#: Characters that nobody sees and that garble what follows.
REFUSED = {
    "U+0007": "铃\x07声",
    "U+0008": "退\x08格",
    "U+001B": "\x1b[31m红\x1b[0m",
    "U+007F": "删\x7f除",
    "U+009B": "\x9b31m",
    "U+202E": "abc\u202etxt.exe",
    "U+202A": "\u202a嵌入",
    "U+2066": "\u2066隔离\u2069",
    "U+FFFE": "非\ufffe字符",
    "U+FFF9": "\ufff9注\ufffb",
}


def shown(text: str) -> str:
    """Return a text as it is on file once it was read: blanks folded."""
    return " ".join(text.split()).strip("\u00a0\u3000\ufeff")


def quoted(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV, every cell in quotation marks: one may hold a bare carriage return."""
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return memory.getvalue()


class Pool:
    """Hands out the texts in turn, never the same twice in a field that must be unique."""

    def __init__(self) -> None:
        self._texts: Iterator[str] = cycle(TEXTS)
        self.used: dict[str, str] = {}

    def take(self, field: str) -> str:
        text = next(self._texts)
        self.used[field] = shown(text)
        return text


_EXTRA_RULES = """
[publication]
withhold_scores_of = ["low"]

[[cohort_groups]]
id = "all"
cohorts = ["A", "B"]
name = { zh = "全部", en = "All" }

[[review.milestones]]
date = 2026-01-10
what = { zh = "启动", en = "Start" }

[honour]
tier = "high"
consecutive = 1
name = { zh = "荣誉", en = "Honour" }
"""


def _spoil(toml: str, pool: Pool, prefix: str, order: tuple[str, ...] = ()) -> str:
    """Replace every text in both languages by one of the pool; those under `order` first."""
    places = list(re.finditer(r'(\b(?:zh|en|zh_measure|en_plural) = )"([^"]*)"', toml))

    def table(position: int) -> str:
        heads = re.findall(r"^\[\[?([a-z_.]+)\]\]?", toml[:position], re.MULTILINE)
        return heads[-1] if heads else ""

    rank = {name: i for i, name in enumerate(order)}
    chosen: dict[int, str] = {}
    for place in sorted(places, key=lambda m: rank.get(table(m.start()), len(rank))):
        chosen[place.start()] = pool.take(f"{prefix}:{table(place.start())}:{place[1].strip(' =')}:{place.start()}")
    out, last = [], 0
    for place in places:
        out += [toml[last : place.start()], place[1], json.dumps(chosen[place.start()], ensure_ascii=False)]
        last = place.end()
    return "".join([*out, toml[last:]])


class Hostile(small.SmallFolder):
    """The small edition with a text of the corpus in every text field there is."""

    pool: Pool

    @classmethod
    def made_in(cls, root: Path) -> Hostile:
        """Write the edition and one before it, of which only some scores are known."""
        folder = cls.written_to(root)
        assert isinstance(folder, Hostile)
        pool = Pool()
        object.__setattr__(folder, "pool", pool)
        drawn = ("tiers", "cohorts", "areas.indicators", "areas", "review.rounds", "cohort_groups", "subjects")
        rules = small.RULES.replace('id = "council"\n', 'id = "council"\nstandard = { zh = "标准", en = "Standard" }\n')
        folder.write("rules.toml", _spoil(rules + _EXTRA_RULES, pool, "rules", drawn))
        folder.write("../programme.toml", _spoil(small.PROGRAMME, pool, "programme"))
        units = [line.split(",") for line in small.TABLES["units.csv"].splitlines()]
        for row in units[1:]:
            row[1], row[2] = pool.take(f"unit:{row[0]}"), pool.take(f"unit-en:{row[0]}")
        folder.write("units.csv", quoted(units))
        people = [line.split(",") for line in small.TABLES["reviewers.csv"].splitlines()]
        for row in people[1:]:
            row[1] = "评审人" + pool.take(f"reviewer:{row[0]}")
        folder.write("reviewers.csv", quoted(people))
        recusals = [["reviewer", "unit", "by", "reason"], ["R1", "B03", "reviewer", pool.take("recusal")]]
        folder.write("recusals.csv", quoted(recusals))
        minutes = [
            ["unit", "date", "decision", "reason", "present", "recused", "minority_view"],
            ["A02", "2026-01-20", "revised", pool.take("minutes:A02"), "R1 R2 R3", "R4", pool.take("minority:A02")],
            ["B02", "2026-01-20", "kept", pool.take("minutes:B02"), "R1 R3", "", pool.take("minority:B02")],
        ]
        folder.write("minutes.csv", quoted(minutes))
        marks = [line.split(",") for line in small.marks_csv().splitlines()]
        lines = [[*marks[0], "comment"]]
        lines += [[*row, pool.take(f"comment:{i}") if row[1] != "panel" else ""] for i, row in enumerate(marks[1:])]
        folder.write("marks.csv", quoted(lines))
        folder._write_the_rest()
        folder._write_an_earlier_edition()
        return folder

    def _write_the_rest(self) -> None:
        take = self.pool.take
        aliases = [["unit", "alias", "where", "kind"]]
        aliases += [[u, take(f"alias:{u}"), take(f"where:{u}"), "wording"] for u in ("A01", "A02", "B01")]
        self.write("aliases.csv", quoted(aliases))
        panel = [["order", "role", "name", "affiliation", "title", "unit"]]
        panel += [[str(i), "member", *(take(f"panel:{i}:{k}") for k in range(3)), ""] for i in (1, 2, 3, 4)]
        self.write("panel.csv", quoted(panel))
        head = "id section states states_en printed expression expected reason reason_en".split()
        claims = [head]
        for i in range(1, 7):
            texts = [take(f"claim:{i}:{k}") for k in range(6)]
            claims.append([f"c{i}", *texts[:4], "", "not-checkable", *texts[4:]])
        self.write("claims.csv", quoted(claims))

    def _write_an_earlier_edition(self) -> None:
        take = self.pool.take
        before = self.edition.parent / "2024"
        before.mkdir()
        rules = self.text("rules.toml").replace('edition = "2025"', 'edition = "2024"')
        rules = rules.replace("2025-01-01", "2024-01-01").replace("2025-12-31", "2024-12-31")
        rules = rules.replace('data.level = "marks"', 'data.level = "some-scores"')
        (before / "rules.toml").write_text(rules, encoding="utf-8")
        units = [["unit", "name", "cohort"], ["A01", take("unit24:A01"), "A"], ["A02", take("unit24:A02"), "A"]]
        scores = [["unit", "score", "withheld", "source"], ["A01", "90", "no", take("source:A01")]]
        scores += [["A02", "70", "no", take("source:A02")]]
        facts = [["fact", "cohorts", "tiers", "count", "printed_share", "source"]]
        facts += [["participants", "", "", "5", take("share:1"), take("source:1")]]
        facts += [["tier", "", "high", "2", take("share:2"), take("source:2")]]
        for name, table in (("units.csv", units), ("scores.csv", scores), ("facts.csv", facts)):
            (before / name).write_text(quoted(table), encoding="utf-8")
