"""The same edition from CSV, Excel, OpenDocument, SQLite, DuckDB and PostgreSQL gives the same pages, byte for byte.

What may differ is what names the source: the footer has the first digits of a hash of the files that were read, among
them the rules with their `[source]` and the source or its frozen copy. Page 01 lists those files, and the manifest has
a hash of each.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition.frozen import freeze
from evalkit.errors import EvalkitError
from tests.review.small import SmallFolder
from tests.sources import postgres
from tests.sources.dressed import Rows, moved, queries
from tests.sources.test_sources import duckdb, ods, sqlite, xlsx

Dress = Callable[[SmallFolder, dict[str, Rows]], str]
DRESSES: tuple[Dress, ...] = (xlsx, ods, sqlite, duckdb)
_MADE_OF = re.compile(rb"(fingerprint of data and rules )[0-9a-f]{16}")
PAGES = ("02-scores-and-tiers", "07-reviewer-consistency")


def pages_of(small: SmallFolder) -> dict[str, str]:
    """Make pages 02 and 07; return the SHA-256 of each of their files, of HTML without the hash in its footer."""
    words = ["--root", str(small.root), "run", "small", "--no-office", "--language", "en"]
    done = CliRunner().invoke(main, [*words, "--notebook", "02", "--notebook", "07"], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0, done.output
    folder = small.root / "reports" / "small" / "2025" / "en"
    made = {}
    for page in PAGES:
        path = folder / f"{page}.html"
        content, count = _MADE_OF.subn(rb"\1", path.read_bytes())
        assert count == 1
        made[path.relative_to(folder).as_posix()] = hashlib.sha256(content).hexdigest()
    return made


def dressed(root: Path, dress: Dress) -> SmallFolder:
    small = SmallFolder.written_to(root)
    source = dress(small, moved(small))
    small.write("rules.toml", small.text("rules.toml") + "\n[source]\n" + source)
    if 'kind = "sql"' in source:
        freeze(small.edition)
    return small


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the edition as a folder of CSV."""
    made = pages_of(SmallFolder.written_to(tmp_path_factory.mktemp("plain")))
    assert made.keys() == {f"{page}.html" for page in PAGES}
    return made


@pytest.mark.slow
@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
def test_the_same_bytes(tmp_path: Path, plain: dict[str, str], dress: Dress) -> None:
    assert pages_of(dressed(tmp_path, dress)) == plain


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; skipped, and said why, where there can be none."""
    reason = postgres.why_not()
    if reason is not None:
        pytest.skip(reason)
    with postgres.server() as running:
        yield running


@pytest.mark.slow
def test_the_same_bytes_from_postgresql(
    server: postgres.Server,
    plain: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The credentials are in the environment and in no file: no copy, no manifest, no page, no message."""
    monkeypatch.setenv("OFFICE_USER", postgres.USER)
    monkeypatch.setenv("OFFICE_PASSWORD", postgres.PASSWORD)

    def dress(small: SmallFolder, tables: dict[str, Rows]) -> str:
        postgres.fill(server, tables)
        return f'kind = "sql"\nurl = "{server.url}"\n' + queries(tables)

    small = dressed(tmp_path, dress)
    assert pages_of(small) == plain
    written = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}
    assert any(path.name == "manifest.json" for path in written) and any(path.name == "source.json" for path in written)
    secrets = (postgres.PASSWORD.encode(), postgres.USER.encode())
    assert [path for path, content in written.items() if any(secret in content for secret in secrets)] == []
    # A SELECT that writes begins as one that reads: the database refuses it itself.
    rules = small.text("rules.toml")
    small.write("rules.toml", rules.replace("SELECT * FROM marks", "SELECT *, nextval('visits') FROM marks"))
    lines = small.text("rules.toml").splitlines()
    row = 1 + next(i for i, line in enumerate(lines) if "nextval" in line)
    said = "the database refuses the query: cannot execute nextval() in a read-only transaction."
    assert refused(small).splitlines()[1] == f"  rules.toml, row {row}, source.tables.marks.query: {said}"
    assert capfd.readouterr() == ("", "")
    # A wrong password is told of, and not told.
    small.write("rules.toml", rules)
    monkeypatch.setenv("OFFICE_PASSWORD", "Falsch-42z")
    (line,) = refused(small).splitlines()[1:]
    assert ", source.url: the database does not open: " in line
    assert "Falsch-42z" not in line and postgres.USER not in line


def refused(small: SmallFolder) -> str:
    with pytest.raises(EvalkitError) as caught:
        freeze(small.edition)
    return caught.value.describe("en")
