"""Texts by language in programme.toml and rules.toml: what is enough, what is missing, what is said of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from evalkit.edition import EditionRecord, read_edition
from evalkit.edition.catalogues import take_languages
from evalkit.errors import EditionError
from evalkit.publication.search import leaks
from evalkit.publication.secrets import Unpublished, WithheldUnit
from evalkit.report import sheet
from evalkit.report.legible import make_legible
from evalkit.report.office.numbers import parse
from evalkit.report.style import figure_style
from evalkit.review.filing import check_with
from evalkit.rules.checks import variant
from evalkit.wording import fallen_back, manner, spoken, text, texts_for_readers
from tests.languages.small import french_and_english, one_language


def faults(folder: Path) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder / "2025")
    return [fault.describe("en") for fault in caught.value.faults]


def sub(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1, content.count(old)
    file.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture
def english(tmp_path: Path) -> Path:
    return one_language(tmp_path, "en")


def test_plain_text_is_enough_in_one_language(english: Path) -> None:
    record: EditionRecord = read_edition(english / "2025")
    assert record.programme.languages == ("en",)
    assert dict(record.rules.tiers[0].name) == {"en": "Highly active"}
    assert dict(record.programme.unit) == {"en": "alliance", "en_plural": "alliances"}
    # A variant of the rules is checked in the same languages.
    assert variant(record.rules, near_window=3).tiers[0].name == record.rules.tiers[0].name


def test_a_change_that_is_checked_on_a_copy_leaves_the_language_as_it_is(tmp_path: Path) -> None:
    """The copy lies elsewhere, and a language that the library has not is read from beside data/."""
    root = tmp_path / "w"
    record = read_edition(french_and_english(root) / "2025")
    assert text("fr", "column-tier") == "Niveau"
    units = (record.folder / "units.csv").read_bytes()
    check_with(record.reviewed(), {"units.csv": units})
    assert text("fr", "column-tier") == "Niveau"


def test_a_text_in_the_librarys_other_language_may_stay(english: Path) -> None:
    sub(english / "2025" / "rules.toml", 'name = "Highly active"', 'name = { zh = "活跃度高", en = "Highly active" }')
    assert dict(read_edition(english / "2025").rules.tiers[0].name) == {"en": "Highly active"}


def test_plain_text_in_two_languages_says_what_to_write(english: Path) -> None:
    sub(english / "programme.toml", 'languages = ["en"]', 'languages = ["zh", "en"]')
    found = faults(english)
    assert "../programme.toml, row 7, title.zh: the key is missing." in found
    plain = next(fault for fault in found if "tiers[1].name" in fault)
    assert plain.endswith(
        'tiers[1].name: "Highly active" is not what the 2 languages of the programme need; allowed: '
        '{ zh = "…", en = "…" }. Or declare one language in programme.toml, such as languages = ["en"], and plain text '
        "is enough."
    )


def test_an_unknown_language_and_one_twice(english: Path) -> None:
    sub(english / "programme.toml", 'languages = ["en"]', 'languages = ["english"]')
    assert faults(english)[0] == (
        "../programme.toml, row 1, languages[1]: “english” is not the code of a language; allowed: zh, en, or another "
        "code such as fr or pt-BR."
    )
    sub(english / "programme.toml", 'languages = ["english"]', 'languages = ["en", "en"]')
    assert [fault for fault in faults(english) if "languages" in fault] == [
        "../programme.toml, row 1, languages: “en” is listed twice; allowed: every word once."
    ]


def test_a_noun_needs_its_plural_where_there_are_plurals(english: Path) -> None:
    sub(english / "programme.toml", 'en_plural = "alliances"\n', "")
    assert [fault for fault in faults(english) if "unit" in fault] == [
        "../programme.toml, row 13, unit.en_plural: the key is missing."
    ]


def test_each_text_has_each_language(tmp_path: Path) -> None:
    folder = french_and_english(tmp_path)
    assert read_edition(folder / "2025").programme.languages == ("fr", "en")
    sub(
        folder / "2025" / "rules.toml",
        '{ fr = "Highly active (fr)", en = "Highly active" }',
        '{ en = "Highly active" }',
    )
    (found,) = faults(folder)
    assert found.endswith("tiers[1].name.fr: the key is missing.")


def test_texts_fall_back_and_are_counted(tmp_path: Path) -> None:
    french_and_english(tmp_path)
    assert take_languages(("fr", "en"), tmp_path) == []
    assert (text("fr", "column-tier"), text("fr", "column-cohort")) == ("Niveau", text("en", "column-cohort"))
    assert (spoken("fr", "column-tier"), spoken("fr", "column-cohort")) == ("fr", "en")
    # The catalogue has seven messages.
    assert len(texts_for_readers()) - len(fallen_back("fr")) == 7
    # The next language of the programme that the library has.
    take_languages(("fr", "zh"), tmp_path)
    assert text("fr", "column-cohort") == text("zh", "column-cohort")
    # Plural forms are those of French: 0 takes the singular there.
    assert [manner("fr").plural(n) for n in (0, 1, 2)] == ["one", "one", "other"]


def test_faults_of_a_catalogue(tmp_path: Path) -> None:
    folder = french_and_english(tmp_path)
    (tmp_path / "wording" / "fr" / "pages.ftl").write_text(
        "column-tier = Niveau { $score }\ncolumn-teir = Niveau\nno message\nindex-title = { column-tier }\n",
        encoding="utf-8",
    )
    (tmp_path / "wording" / "en").mkdir()
    (tmp_path / "wording" / "en" / "own.ftl").write_text("column-tier = Grade\n", encoding="utf-8")
    assert faults(folder) == [
        "wording/en: the texts in en are the library’s own, and this folder would not be read; allowed: a folder for "
        "each further language of the programme.",
        "wording/fr/pages.ftl, row 1, column-tier: “$score” is not known in this text; allowed: –.",
        "wording/fr/pages.ftl, row 2: there is no text “column-teir” in the library; allowed: the ids of its own "
        "texts, as they stand in evalkit/wording/en. Did you mean “column-tier”?",
        'wording/fr/pages.ftl, row 3: “no message” is no message of Fluent: Expected token: "="',
        "wording/fr/pages.ftl, row 4, index-title: “column-tier” is not known in this text; allowed: –.",
    ]


@pytest.mark.parametrize(
    ("shown", "french"),
    [
        ("84.5", "84,5"),
        ("−0.25", "−0,25"),
        ("35.35%", "35,35\xa0%"),
        ("84.5–90.0", "84,5–90,0"),
        ("p = 0.024", "p = 0,024"),
        # No numbers: a version, a section of an annex, a file, a sentence.
        ("0.2.0", "0.2.0"),
        ("A1.2", "A1.2"),
        ("7.csv", "7.csv"),
        ("evalkit 0.2", "evalkit 0.2"),
    ],
)
def test_numbers_as_french_writes_them(shown: str, french: str) -> None:
    # CLDR: the decimal sign of French is a comma, and a percent sign follows a space that does not break.
    assert manner("fr").number(shown) == french
    assert manner("en").number(shown) == manner("zh").number(shown) == shown


def test_the_ticks_of_an_axis_of_numbers_have_commas_and_codes_have_none() -> None:
    with figure_style():
        figure = Figure()
        axes = figure.subplots()
        axes.barh(["1.5", "2.5"], [0.5, 1.5])
        axes.set_xticks([0, 0.5, 1.5])
        make_legible(figure, manner("fr").number)
        figure.draw_without_rendering()
        drawn = [[label.get_text() for label in labels] for labels in (axes.get_xticklabels(), axes.get_yticklabels())]
    assert drawn == [["0,0", "0,5", "1,5"], ["1.5", "2.5"]]


def test_a_workbook_has_numbers_where_the_page_has_commas() -> None:
    assert parse("84,5", ",") == parse("84.5")
    assert parse("35,35\xa0%", ",") == parse("35.35%")
    assert parse("84,5") is None


def test_a_withheld_score_is_found_with_a_comma(tmp_path: Path) -> None:
    unit = WithheldUnit("D04", ("D04",), frozenset({Fraction("48.5")}), None, frozenset())
    page = b"<p>La note de D04 est de 48,5 points.</p>"
    take_languages(("fr",), tmp_path)
    assert [(leak.kind, leak.code) for leak in leaks([("page.html", page)], Unpublished((unit,), {}, frozenset()))] == [
        ("score", "D04")
    ]


def test_the_script_sorts_numbers_with_commas() -> None:
    assert sheet.script(".") != sheet.script(",") and sheet.policy(".") != sheet.policy(",")
