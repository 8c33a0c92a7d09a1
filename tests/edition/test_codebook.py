"""docs/codebook.md is what the definitions say, and nothing on file is without an entry in it."""

import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from evalkit.edition import codebook
from evalkit.rules import models as rules

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "codebook.md"
DATA = ROOT / "data"


def section(heading: str) -> str:
    """Return the part of the codebook under a heading, up to the next heading."""
    _, found, after = codebook.codebook().partition(f"# `{heading}`\n")
    assert found, f"no heading {heading}"
    return after.split("\n#")[0]


def key_paths(table: dict, path: str = ""):
    """Yield (heading of the table, key) for every key in a TOML file."""
    for key, value in table.items():
        yield path, key
        inside = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict) and set(value) != {"zh", "en"}:
            yield from key_paths(value, inside)
        elif isinstance(value, list) and value and isinstance(value[0], dict) and set(value[0]) != {"zh", "en"}:
            for item in value:
                yield from key_paths(item, inside)


def test_what_a_key_may_hold_is_in_the_plural_once():
    """A text in each language, whole numbers with a bound, and a noun that has the ending already."""
    kinds = {line.split(" | ")[2] for line in codebook.codebook().splitlines() if line.startswith("| `")}
    found = {kind for kind in kinds if kind.startswith("list of ")}
    assert {"list of points", "list of whole numbers ≥ 1", "list of texts in each language", "list of ids"} <= found
    assert not any(kind.endswith(("ss", "languages")) for kind in found - {"list of languages"})


def test_the_committed_codebook_is_up_to_date():
    assert COMMITTED.read_text(encoding="utf-8") == codebook.codebook(), "run `make codebook`"


def test_the_module_prints_the_codebook():
    command = [sys.executable, "-m", "evalkit.edition.codebook"]
    # An office's terminal is not always set to UTF-8.
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    printed = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
    assert printed.stdout.decode("utf-8").replace("\r\n", "\n") == codebook.codebook()


def on_file(pattern: str) -> list:
    paths = sorted(DATA.glob(pattern))
    assert paths
    return [pytest.param(path, id=str(path.relative_to(DATA))) for path in paths]


@pytest.mark.parametrize("path", on_file("*/*/*.csv"))
def test_every_column_on_file_is_documented(path):
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    text = section(path.name)
    assert header
    for column in header:
        assert f"\n| `{column}` | " in text


@pytest.mark.parametrize("path", on_file("**/*.toml"))
def test_every_key_on_file_is_documented(path):
    pairs = set(key_paths(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert len(pairs) > 5
    known = codebook.codebook()
    for heading, key in pairs:
        name = path.name if not heading else f"[{heading}]" if f"# `[{heading}]`" in known else f"[[{heading}]]"
        assert f"\n| `{key}` | " in section(name)


def test_every_key_has_a_meaning_and_no_meaning_is_left_over():
    # Wherever they stand: those of the stages have a module of their own.
    models = [rules.Model]
    for model in models:
        models += [m for m in model.__subclasses__() if m not in models and m.__module__.startswith("evalkit.rules")]
    fields = {f"{m.__name__}.{name}" for m in models for name in m.model_fields}
    assert fields == set(codebook._KEYS)


def test_no_markup_of_the_docstrings_is_left():
    assert ":class:" not in codebook.codebook()
    assert ":func:" not in codebook.codebook()
