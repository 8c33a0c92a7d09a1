"""The ledger of 2019: complete against the published report, and every verdict the expected one.

The source is not part of the repository: it is looked for at ``../shared/seed`` beside it, and the tests that count in
its text are skipped where it is not there.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

import evalkit
from evalkit.audit import VERDICT_COLUMNS, Audit, audit, names, repeated, titles, wholes
from evalkit.edition.expressions import SIGNATURES
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY, Folder

REPORT = REPOSITORY.parent / "shared" / "seed" / "activity-report-2019.zh.md"
needs_the_report = pytest.mark.skipif(not REPORT.exists(), reason=f"the source report is not at {REPORT}")

#: Sections with claims, by the beginning of their heading in the source.
HEADINGS = {
    "I": "一、前言",
    "II.1": "1. 活跃度评价的原则",
    "II.2": "2. 活跃度评价指标及内容",
    "II.3": "3. 组建活跃度评价专家组",
    "II.4": "4. 本次评价范围和程序",
    "II.5": "5. 评价结果",
    "III.1": "1. 总体情况",
    "III.2": "2. 第一批",
    "III.3": "3. 第二批",
    "III.4": "4. 第三批",
    "III.5": "5. 协发网",
    "III.6": "6. 活跃度高",
    "III.7": "7. 活跃度较高",
    "III.8": "8. 活跃度一般",
    "III.9": "9. 不活跃",
    "IV.1": "1. 联盟组织机构",
    "IV.2": "2. 联盟协同创新",
    "IV.3": "3. 联盟带动产业",
    "V": "五、A 级",
    "VII": "七、未参与",
}
#: Numbers in digits that are in the text of a section and no claims, with the reason.
NO_CLAIMS = {
    # Where the pilots, the network and its database come from; a year of policy; the year in the evaluation's name.
    "I": "2020 2007 6 2016 7 2016 12 8 2017 2019 2019",
    # Numbering of the principles and areas.
    "II.1": "1 2 3 4",
    "II.2": "1 2 3",
    # The year in the evaluation's name; numbers of the annexes.
    "II.3": "2019 1",
    "II.4": "2019",
    "II.5": "2019 2 3",
    # "95 or more": the condition of a claim, not its value.
    "III.6": "95",
    # The number of an annex; years that say which edition is meant.
    "V": "3 2019 2019 2019",
    "VII": "2019",
}
#: Claims that the source states without printing their number where they stand.
NOT_IN_DIGITS = {
    # The seven alliances with 100 points are named; the 100 stands once, before the list.
    "III.6": "100 100 100 100 100 100",
}


@pytest.fixture(scope="module")
def done(ev2019: Evaluation) -> Audit:
    return audit(ev2019)


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """Return the text of the sections of the source; IV.3 up to the highlights of single alliances."""
    text = REPORT.read_text(encoding="utf-8")
    body = text[text.index("## 一、前言") : text.index("附件 1:\n")]
    parts = re.split(r"^#+ \**(.*?)\**$", body, flags=re.MULTILINE)[1:]
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    found = {}
    place = 0
    for section, heading in HEADINGS.items():
        place = next(i for i in range(place, len(pairs)) if pairs[i][0].startswith(heading))
        found[section] = pairs[place][1]
    found["IV.3"] = found["IV.3"][: found["IV.3"].index("举例如下")]
    return found


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:\.\d+)?%?", text))


def test_every_verdict_is_the_expected_one(done: Audit) -> None:
    assert tuple(done.verdicts.columns) == VERDICT_COLUMNS
    assert done.unexpected["id"].tolist() == []
    assert done.n_claims == 341
    assert sum(done.counts.values()) == done.n_claims


def test_what_is_not_reproduced(done: Audit) -> None:
    rows = done.having("not-reproduced")[["id", "printed", "computed"]].to_numpy().tolist()
    assert rows == [
        ["II.3-09", "副秘书长", "秘书长"],
        ["III.1-22", "37.38%", "37.37%"],  # 37/99 = 37.3737…
        # The press called 2017 the fifth year running: 2013 to 2019 are seven editions.
        ["III.6-14", "6", "7"],
        ["III.8-12", "33.34%", "33.33%"],  # 11/33 = 33.3333…
    ]


def test_what_is_not_checkable_says_why_in_both_languages(done: Audit) -> None:
    rows = done.having("not-checkable")
    assert rows[["reason", "reason_en"]].notna().all(axis=None)
    assert rows["computed"].isna().all()
    without = rows[rows["expression"].isna()]["id"].tolist()
    assert without == ["I-06", "II.1-01", "IV.1-01", "IV.2-01", "IV.3-02"]


def test_no_withheld_score_is_in_the_ledger(done: Audit, ev2019: Evaluation) -> None:
    """The withheld units stand in the order of their codes: the printed order may tell their ranks."""
    withheld = ev2019.published.loc[ev2019.published["withheld"], "unit"].tolist()
    rows = done.verdicts[done.verdicts["id"].isin([f"A2-{unit}" for unit in withheld])]
    assert rows["id"].tolist() == [f"A2-{unit}" for unit in sorted(withheld)]
    assert set(rows["printed"]) == {"（空白）"}
    assert set(rows["computed"]) == {"yes"}


def test_every_score_and_every_honoured_unit_has_its_claim(done: Audit, ev2019: Evaluation) -> None:
    ids = done.verdicts["id"]
    assert {f"A2-{unit}" for unit in ev2019.results["unit"]} <= set(ids)
    assert sum(ids.str.fullmatch("A3-[0-9]{3}")) == 22


@needs_the_report
def test_every_percentage_of_the_source_is_a_claim() -> None:
    """50 are printed; one of them is about the product of an alliance (IV.3, highlights)."""
    text = REPORT.read_text(encoding="utf-8")
    highlights = text[text.index("举例如下") : text.index("## 五、A 级")]
    percentages = re.findall(r"\d+(?:\.\d+)?\s*[%％]", text)
    elsewhere = re.findall(r"\d+(?:\.\d+)?\s*[%％]", highlights)
    assert (len(percentages), elsewhere) == (50, ["30%"])


@needs_the_report
def test_the_ledger_has_every_percentage_of_each_section(done: Audit, sections: dict[str, str]) -> None:
    for section, text in sections.items():
        printed = done.verdicts.loc[done.verdicts["section"] == section, "printed"]
        claimed = [value for value in printed if "%" in value]
        assert claimed == re.findall(r"\d+(?:\.\d+)?%", text), section
    everything = done.verdicts["printed"].str.contains("%").sum()
    assert everything == 49


@needs_the_report
@pytest.mark.parametrize("section", HEADINGS)
def test_the_ledger_has_every_number_in_digits(done: Audit, sections: dict[str, str], section: str) -> None:
    rows = done.verdicts[done.verdicts["section"] == section]
    claimed = numbers(" ".join(rows["printed"]))
    # Which annex or edition is meant, numbering, and the like.
    rest = numbers(sections[section]) - numbers(NO_CLAIMS.get(section, ""))
    assert claimed - numbers(NOT_IN_DIGITS.get(section, "")) == rest


@needs_the_report
@pytest.mark.parametrize("section", HEADINGS)
def test_the_ledger_has_every_count_in_chinese_numerals(done: Audit, sections: dict[str, str], section: str) -> None:
    text = re.sub(
        "第[一二三](批|、)?|一[是定批步个]|[二三四]是|唯一一次|统一|进一步|同一|专[一业]", "", sections[section]
    )
    counted = re.findall(r"([一二三四五六七八九十两])(?:家|次|个|方面|批|年|档|项)", text)
    counted += ["半年"] * text.count("半年")
    rows = done.verdicts[done.verdicts["section"] == section]
    claimed = [value for value in rows["printed"] if re.fullmatch("[一二三四五六七八九十两]|半年", value)]
    assert Counter(claimed) == Counter(counted)


@needs_the_report
def test_every_printed_value_stands_in_its_section(done: Audit, sections: dict[str, str]) -> None:
    for row in done.verdicts.to_dict("records"):
        if row["section"] in sections:
            text = re.sub(r"\s", "", sections[row["section"]])
            assert re.sub(r"\s", "", row["printed"]) in text, row["id"]


@needs_the_report
def test_the_words_are_our_own(done: Audit) -> None:
    """No run of twelve characters of the source is repeated, names of alliances apart."""
    source = re.sub(r"\s", "", REPORT.read_text(encoding="utf-8"))
    for row in done.verdicts.to_dict("records"):
        for text in (row["states"], "" if row["reason"] is None else str(row["reason"])):
            assert not [text[i : i + 12] for i in range(len(text) - 11) if text[i : i + 12] in source], row["id"]


def test_repeated_quantities(done: Audit) -> None:
    again = repeated(done)
    differing = again[~again["agree"].astype(bool)].set_index("expression")
    assert differing["ids"].to_dict() == {
        "not_on_file(what=joining-years-of-network-members)": ("I-04", "III.5-03"),
        "share(of=participants, tier=average)": ("III.1-22", "III.8-02"),
    }
    assert differing["printed"].tolist()[1] == ("37.38%", "37.37%")
    assert ("score(unit=342)", ("V-10", "A2-342")) in list(zip(again["expression"], again["ids"], strict=True))


def test_shares_that_were_made_to_add_up(done: Audit) -> None:
    sets = wholes(done)
    assert sets["section"].tolist() == ["III.1", "III.6", "III.7", "III.8"]
    assert sets["printed_sum"].map(str).tolist() == ["100.00"] * 4
    # 35.35 + 19.19 + 37.37 + 8.08 and 45.45 + 21.21 + 33.33.
    assert sets["computed_sum"].map(str).tolist() == ["99.99", "100.00", "100.00", "99.99"]
    assert sets["forced"].tolist() == [True, False, False, True]
    assert "III.8-12" in sets["ids"].tolist()[3]


def test_titles(done: Audit) -> None:
    found = titles(done)
    assert found["person"].tolist() == ["李新男", "仲继寿", "程学忠", "吴海华"]
    assert found["agree"].tolist() == [True, True, True, False]
    assert found.iloc[3][["printed", "on_file"]].tolist() == ["副秘书长", "秘书长"]


def test_names(ev2019: Evaluation) -> None:
    found = names(ev2019)
    assert found is not None
    assert found["differs"].value_counts().to_dict() == {"words": 9, "form": 4}
    assert found.loc[found["unit"] == "354", "where"].tolist() == ["正文 IV.3 (11)", "附件 1", "附件 3"]


def test_every_function_is_used_or_meant_for_texts_of_ones_own(done: Audit) -> None:
    used = {expression.partition("(")[0] for expression in done.verdicts["expression"].dropna()}
    assert set(SIGNATURES) - used == {"participation_share", "rank", "tier", "cohort", "points", "own"}


@pytest.mark.parametrize(
    ("id", "right", "wrong"),
    [
        ("III.1-03", "36.94%", "36.49%"),
        ("A2-342", "80", "84"),
        ("II.4-11", "2020 年 1 月 10 日", "2020 年 1 月 11 日"),
        ("II.2-01", "三", "四"),
        ("II.3-06", "程学忠", "程学忠忠"),
    ],
)
def test_a_planted_wrong_number_is_found(folder: Folder, id: str, right: str, wrong: str) -> None:
    folder.with_earlier_editions()
    line = next(line for line in folder.text("claims.csv").splitlines() if line.startswith(f"{id},"))
    assert line.count(f",{right},") == 1
    folder.sub("claims.csv", line, line.replace(f",{right},", f",{wrong},"))
    found = audit(evalkit.load("alliances", "2019", root=folder.root).evaluate()).unexpected
    assert found[["id", "printed", "computed"]].to_numpy().tolist()[0][:2] == [id, wrong]
    assert found["verdict"].tolist() == ["not-reproduced"]


def test_a_planted_wrong_datum_is_found(folder: Folder) -> None:
    folder.with_earlier_editions()
    folder.sub("scores.csv", "342,80,no,fairly-high", "342,85,no,high")
    found = audit(evalkit.load("alliances", "2019", root=folder.root).evaluate())
    assert {"V-10", "A2-342", "A2-high", "III.1-16", "III.6-01"} <= set(found.unexpected["id"])


def test_an_edition_without_a_ledger(folder: Folder) -> None:
    folder.path("claims.csv").unlink()
    found = audit(evalkit.load("alliances", "2019", root=folder.root).evaluate())
    assert (found.n_claims, len(found.unexpected), len(repeated(found)), len(wholes(found))) == (0, 0, 0, 0)
    assert found.counts == {"reproduced": 0, "not-reproduced": 0, "not-checkable": 0}
