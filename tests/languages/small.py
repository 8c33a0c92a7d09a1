"""The demonstration's last edition as a programme of one language, or of French and English with a small catalogue."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

from tests.folders import REPOSITORY

#: Chinese characters and full-width marks.
HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
DEMO = REPOSITORY / "data" / "demo"

CATALOGUE = """\
column-score = Note
column-tier = Niveau
label-table = tableau { $number }
numbered-table = Tableau { $number }. { $caption }
withheld = non publié
index-title = Rapports
answer-yes = oui
"""


def one_language(root: Path, language: str) -> Path:
    """Make ``data/awards/2025`` and the notebooks below a folder: every text plain, in one language; return its data.

    What is no wording (names, comments) is in English where the language is.
    """
    folder = root / "data" / "awards"
    folder.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    programme = _plain((DEMO / "programme.toml").read_text(encoding="utf-8"), language)
    (folder / "programme.toml").write_text(f'languages = ["{language}"]\n{programme}', encoding="utf-8")
    shutil.copytree(DEMO / "2025", folder / "2025")
    rules = folder / "2025" / "rules.toml"
    rules.write_text(_plain(rules.read_text(encoding="utf-8"), language), encoding="utf-8")
    if language == "en":
        for table in (folder / "2025").glob("*.csv"):
            _in_english(table)
    return folder


def _plain(text: str, language: str) -> str:
    text = text.replace('programme = "demo"', 'programme = "awards"').replace('id = "demo"', 'id = "awards"')
    text = re.sub(r'\{ zh = ("[^"]*"), en = ("[^"]*") \}', r"\1" if language == "zh" else r"\2", text)
    other = "en" if language == "zh" else "zh"
    return re.sub(rf"(?m)^(standard\.)?{other}(_[a-z]+)? = .*\n", "", text)


def _in_english(table: Path) -> None:
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    for place, row in enumerate(rows):
        if "name_en" in row:
            row["name"] = row.pop("name_en")
        for column, cell in row.items():
            if HAN.search(cell):
                row[column] = f"{column.capitalize()} {row.get('reviewer', place)}"
    if rows:
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def french_and_english(root: Path) -> Path:
    """Make the English programme bilingual: each French text is the English one with ``(fr)``."""
    folder = one_language(root, "en")
    for file in (folder / "programme.toml", folder / "2025" / "rules.toml"):
        text = file.read_text(encoding="utf-8").replace('languages = ["en"]', 'languages = ["fr", "en"]')
        text = re.sub(r'(?m)^((?:standard\.)?)en(_plural)? = "(.*)"$', r'\1en\2 = "\3"\n\1fr\2 = "\3 (fr)"', text)
        text = re.sub(r'(?m)\b(name|what|reason) = "([^"]*)"', r'\1 = { fr = "\2 (fr)", en = "\2" }', text)
        file.write_text(text, encoding="utf-8")
    catalogue = root / "wording" / "fr"
    catalogue.mkdir(parents=True)
    (catalogue / "pages.ftl").write_text(CATALOGUE, encoding="utf-8")
    return folder
