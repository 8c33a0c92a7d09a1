"""The guides are followed as they stand: their commands, what they have one write, and what they say comes of it."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import evalkit
from tests.sources.dressed import typed
from tests.start.books import write_book

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
NAMES = ("own-programme-marks", "own-programme-scores")
_HEADER = re.compile(r"\[+[^\]]+\]+")


@dataclass(frozen=True)
class Block:
    """A fenced block: commands, a table, or a part of a TOML file."""

    kind: str
    file: str
    text: str


def blocks(name: str) -> list[Block]:
    text = (GUIDES / name).read_text(encoding="utf-8")
    return [Block(*found) for found in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def commands(name: str) -> list[str]:
    return [line for block in blocks(name) if block.kind == "sh" for line in block.text.splitlines()]


def write(path: Path, block: Block) -> None:
    """Do what the guide has its reader do: replace a table, the tables of one kind, or single keys."""
    if block.kind == "csv" and "#" in path.name:
        rows = [[typed(cell) for cell in row] for row in csv.reader(io.StringIO(block.text))]
        file, _, sheet = path.name.partition("#")
        write_book(path.with_name(file), {sheet: rows})
        return
    if block.kind == "csv":
        path.write_text(block.text, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    header = _HEADER.match(block.text)
    if header is None:
        for line in block.text.splitlines():
            key = line.partition(" =")[0]
            (place,) = [i for i, old in enumerate(lines) if old.startswith(f"{key} =")]
            lines[place] = line
    else:
        first = lines.index(header[0])
        last = max(i for i, line in enumerate(lines) if line == header[0])
        end = next((i for i in range(last + 1, len(lines)) if lines[i].startswith(("[", "#"))), len(lines))
        lines[first:end] = [*block.text.splitlines(), ""]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def follow(name: str, folder: Path) -> None:
    """Go through a guide in an empty folder."""
    command = folder / "bin" / "evalkit"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m evalkit.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if k != "EVALKIT_ROOT"}
    environment |= {"PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    office = folder / "office"
    office.mkdir()
    for block in blocks(name):
        if block.kind != "sh":
            write(office / block.file, block)
            continue
        for line in block.text.splitlines():
            line = f"{line} --no-office" if " run " in line else line
            done = subprocess.run(
                line, shell=True, cwd=office, env=environment, capture_output=True, text=True, timeout=900, check=False
            )
            assert (done.returncode, done.stderr) == (0, ""), f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_steps(name: str) -> None:
    def steps(file: str) -> list[tuple[str, str, int]]:
        return [(b.kind, b.file.partition("#")[0], b.text.count("\n")) for b in blocks(file)]

    assert steps(f"{name}.md") == steps(f"{name}.zh-CN.md")
    words = [[line.split(" --")[0] for line in commands(f"{name}{end}")] for end in (".md", ".zh-CN.md")]
    assert words[0] == words[1]


@pytest.mark.parametrize("name", NAMES)
def test_little_is_written_by_hand(name: str) -> None:
    """At most two files and 40 lines beside the tables, which come from a spreadsheet; five commands for marks."""
    by_hand = [block for block in blocks(f"{name}.md") if block.kind == "toml"]
    assert len({block.file for block in by_hand}) <= 2
    assert sum(line.strip() != "" for block in by_hand for line in block.text.splitlines()) <= 40
    assert len(commands(f"{name}.md")) <= 5


@pytest.mark.slow
@pytest.mark.parametrize("end", [".md", ".zh-CN.md"])
def test_from_marks(tmp_path: Path, end: str) -> None:
    """Grants, P1: (18 + 16)/2 + (8 + 9)/2 = 25.5, so 26; P2: 12.5 + 6.5 = 19; P3: 13.5 + 6 = 19.5, so 20."""
    follow(f"own-programme-marks{end}", tmp_path)
    ev = evalkit.load("grants", "2025", root=tmp_path / "office").evaluate()
    found = ev.results.set_index("unit")[["score", "tier"]].astype(str).to_dict("index")
    assert found == {
        "P1": {"score": "26", "tier": "fund"},
        "P2": {"score": "19", "tier": "decline"},
        "P3": {"score": "20", "tier": "reserve"},
    }
    language = "en" if end == ".md" else "zh"
    page = (tmp_path / "office/reports/grants/2025" / language / "annual-report.html").read_text(encoding="utf-8")
    assert ("A library of seeds" if language == "en" else "种子图书馆") in page
    # F1: idea (8 + 7)/2 = 7.5, cost (4 + 5)/2 = 4.5; F2: 9 and 3.5.
    festival = evalkit.load("festival", "2025", root=tmp_path / "office").evaluate()
    assert festival.results.set_index("unit")["score"].astype(float).to_dict() == {"F1": 12.0, "F2": 12.5}


@pytest.mark.slow
@pytest.mark.parametrize("end", [".md", ".zh-CN.md"])
def test_from_scores(tmp_path: Path, end: str) -> None:
    follow(f"own-programme-scores{end}", tmp_path)
    series = evalkit.load_series("awards", root=tmp_path / "office")
    counts = {name: ev.counts(by="tier")["count"].tolist() for name, ev in series.evaluations.items()}
    assert counts == {"2024": [1, 1, 1], "2025": [2, 1, 0]}
    language = "en" if end == ".md" else "zh"
    assert (tmp_path / "office/reports/awards/2025" / language / "05-across-editions.html").is_file()


@pytest.mark.parametrize("name", [f"{name}{end}" for name in NAMES for end in (".md", ".zh-CN.md")])
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (GUIDES / name).read_text(encoding="utf-8")):
        assert (GUIDES / target).exists(), target
