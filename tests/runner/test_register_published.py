"""A register that is published with the reports: the index links to it; and options that would have no effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import Workspace
from evalkit.report.index import Link, _register
from evalkit.runner.fingerprint import Inputs
from evalkit.runner.state import State

REGISTER = ["register", "clubs"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([*REGISTER, "--certificates"], "--certificates would have no effect without --to"),
        ([*REGISTER, "--certificates", "--language", "en"], "--certificates, --language would have no effect without"),
        ([*REGISTER, "--to", "x", "--ledger"], "--ledger would have no effect beside --to"),
        ([*REGISTER, "--seed", "7"], "--seed would have no effect without --sample"),
        ([*REGISTER, "--sample", "tier", "--to", "x"], "--to would have no effect beside --sample"),
        ([*REGISTER, "--template", "--on", "2030-01-01"], "--on would have no effect beside --template"),
        (["letters", "clubs", "--template", "--to", "units"], "--to would have no effect beside --template"),
        (["docket", "clubs", "2026", "--overwrite"], "--overwrite would have no effect without --minutes"),
        (["demo", "--fill", "x", "--until", "marked"], "--until would have no effect beside --fill"),
    ],
)
def test_an_option_without_effect_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 2
    assert named in said.output and "nothing was done" in said.output
    assert not list(tmp_path.iterdir())


def test_the_index_links_to_a_register_and_what_lies_there_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "clubs" / "register"
    assert _register(tmp_path / "reports", "clubs", "en") is None
    folder.mkdir(parents=True)
    (folder / "register.html").write_text('<!DOCTYPE html>\n<html lang="zh-CN">', encoding="utf-8")
    (folder / "register.en.html").write_text('<!DOCTYPE html>\n<html lang="en">', encoding="utf-8")
    (folder / "register.csv").write_text("unit\n", encoding="utf-8")
    zh, en = ("clubs/register/register.html", "zh"), ("clubs/register/register.en.html", "en")
    assert _register(tmp_path / "reports", "clubs", "en") == Link(en[0], "Register", "en", (zh,))
    assert _register(tmp_path / "reports", "clubs", "zh") == Link(zh[0], "名录", "zh", (en,))
    workspace = Workspace(tmp_path)
    state = State(workspace, Inputs(workspace))
    assert [path.name for path in state.registers] == ["register.csv", "register.en.html", "register.html"]
    assert state.index_inputs == state.registers
