"""The texts of 2019: their numbers are those of the ledger, their facts are the source's, their sentences are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evalkit.edition import read_edition
from evalkit.edition.expressions import SIGNATURES, Call, parse
from evalkit.edition.marked import marked_claims
from evalkit.edition.printed import read_printed
from tests.folders import REPOSITORY

FOLDER = REPOSITORY / "data/alliances/2019"
#: The published report lies beside the checkout, not in it.
SEED = REPOSITORY.parent / "shared/seed/activity-report-2019.zh.md"
#: So many Chinese characters in a row are no chance; only names of alliances and institutions are longer.
MOST = 19
HIGHLIGHTED = (
    "110", "105", "118", "119", "125", "129", "320", "138", "233", "341",
    "354", "102", "104", "114", "107", "136", "154", "115", "235", "D106",
)  # fmt: skip
OTHERS = {
    "indicators(area=organisation)": 6,
    "indicators(area=collaboration)": 9,
}
NAMES = ("中国产业技术创新战略联盟协同发展网", "国际第三代半导体创新专业大赛")


def test_numbers_are_those_that_the_source_prints() -> None:
    """Each is the printed number of a claim of the ledger with the same expression, which that holds to be right."""
    record = read_edition(FOLDER)
    assert record.claims is not None
    ledger: dict[Call, set[object]] = {}
    for row in record.claims.dropna(subset=["expression"]).to_dict("records"):
        call = parse(row["expression"])
        if isinstance(call, Call) and row["expected"] == "reproduced":
            ledger.setdefault(call, set()).add(read_printed(row["printed"], SIGNATURES[call.function].result))
    seen, others = 0, {}
    for text in record.texts:
        for claim in marked_claims(text.source):
            call = parse(claim.expression)
            assert isinstance(call, Call)
            value = read_printed(claim.printed, SIGNATURES[call.function].result)
            if call not in ledger:
                others[str(call)] = value
                continue
            assert value in ledger[call], (text.file, claim)
            seen += 1
    assert seen > 60
    # The indicators of these areas are counted off the prose of II.2 and IV.
    assert others == OTHERS


def test_both_languages_have_the_same_numbers() -> None:
    record = read_edition(FOLDER)
    found: dict[str, dict[str, list[str]]] = {"zh": {}, "en": {}}
    for text in record.texts:
        found[text.language][text.slot] = sorted(claim.expression for claim in marked_claims(text.source))
    assert found["zh"] == found["en"]


def test_a_highlight_of_each_of_the_twenty_alliances_in_their_order() -> None:
    for language in ("zh", "en"):
        source = (FOLDER / f"text/{language}/highlights.md").read_text(encoding="utf-8")
        assert tuple(part.split("：")[0].split(":")[0] for part in source.strip().split("\n\n")) == HIGHLIGHTED


def han(text: str) -> str:
    return "".join(re.findall("[\u4e00-\u9fff]", text))


def common(text: str, seed: str, most: int) -> list[str]:
    """Return every run of more than so many characters that two texts have in common."""
    found, at = [], 0
    while at + most < len(text):
        end = at + most + 1
        if text[at:end] not in seed:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in seed:
            end += 1
        found.append(text[at:end])
        at = end
    return found


def test_the_measure_finds_a_copied_sentence() -> None:
    assert common("甲乙丙丁戊己庚辛", "零乙丙丁戊一己庚", 3) == ["乙丙丁戊"]
    assert common("甲乙丙丁", "乙丙丁", 3) == []


@pytest.mark.parametrize("path", sorted((FOLDER / "text/zh").glob("*.md")), ids=lambda path: path.stem)
def test_no_sentence_is_copied(path: Path) -> None:
    """Han characters alone, whatever stands between; names of alliances and institutions are taken out of both."""
    if not SEED.is_file():
        pytest.skip("the published report is not beside this checkout")
    names = [*NAMES, *map(str, read_edition(FOLDER).units["name"])]

    def without(text: str) -> str:
        for name in names:
            text = text.replace(name, "|")
        return han(text.replace("|", "名"))

    own = re.sub(r"\]\(evalkit:[^\s]*?\)\)|\]\(evalkit:\S*\)", "]", path.read_text(encoding="utf-8"))
    assert common(han(own), without(SEED.read_text(encoding="utf-8")), MOST) == []
