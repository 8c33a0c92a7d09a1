"""Streams as they are found: closed, full, in another encoding, with a reader that goes. No command minds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import REPOSITORY

FULL = Path("/dev/full")
#: One command of each kind that prints much; the last is an error.
COMMANDS = {
    "list": (["list"], 0),
    "check": (["check", "demo", "2025"], 0),
    "docket": (["docket", "demo", "2025", "--language", "zh"], 0),
    "trail": (["trail", "demo", "2025"], 0),
    "audit": (["audit", "alliances", "2019"], 0),
    "explain": (["run", "demo", "2025", "--explain"], 0),
    "error": (["check", "nothing"], 2),
}


def evalkit(arguments: list[str], redirected: str = "", **variables: str) -> subprocess.CompletedProcess[bytes]:
    command = ["sh", "-c", f'"$@" {redirected}', "sh", sys.executable, "-m", "evalkit.cli", "--root", str(REPOSITORY)]
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8", **variables}
    return subprocess.run([*command, *arguments], capture_output=True, env=env, timeout=120, check=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_streams_that_are_closed(name: str) -> None:
    arguments, code = COMMANDS[name]
    done = evalkit(arguments, ">&- 2>&- <&-")
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("name", COMMANDS)
def test_output_that_has_no_room(name: str) -> None:
    """What was asked for is not there: exit code 1, and a line instead of a traceback."""
    arguments, code = COMMANDS[name]
    done = evalkit(arguments, f">{FULL}")
    assert done.returncode == (code or 1)
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_goes() -> None:
    """``head`` has what it wanted; nothing is wrong."""
    done = evalkit(["trail", "demo", "2025"], "| head -1; exit 0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"unit,indicator,round,reviewer")
    left = evalkit(["trail", "demo", "2025"], "| exec <&-; exit 0")
    assert left.stderr == b""


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp437", "ascii", "utf-8"])
@pytest.mark.parametrize("name", ["docket", "error"])
def test_an_encoding_without_chinese(name: str, encoding: str) -> None:
    """What the encoding lacks is written by its number: 单 is U+5355, 没 U+6CA1."""
    arguments, code = COMMANDS[name]
    done = evalkit(arguments, PYTHONIOENCODING=encoding)
    assert done.returncode == code
    said = (done.stdout + done.stderr).decode(encoding)
    assert "Traceback" not in said
    assert ("\\u" in said) == (encoding != "utf-8")
