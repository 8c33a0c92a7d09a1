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
from tests.rulesets.registers import small

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
    folder, workspace = tmp_path / "reports" / "clubs" / "register", Workspace(tmp_path)
    assert _register(workspace, "clubs", "en") is None
    folder.mkdir(parents=True)
    (folder / "register.html").write_text('<!DOCTYPE html>\n<html lang="zh-CN">', encoding="utf-8")
    (folder / "register.en.html").write_text('<!DOCTYPE html>\n<html lang="en-GB">', encoding="utf-8")
    (folder / "register.csv").write_text("unit\n", encoding="utf-8")
    zh, en = ("clubs/register/register.html", "zh"), ("clubs/register/register.en.html", "en")
    assert _register(workspace, "clubs", "en") == Link(en[0], "Register", "en", (zh,))
    assert _register(workspace, "clubs", "zh") == Link(zh[0], "名录", "zh", (en,))
    passing = folder / ".letters-x1"
    passing.mkdir()
    (passing / ".register.html.part").write_text("half", encoding="utf-8")
    (folder / ".register.html.part").write_text("half", encoding="utf-8")
    state = State(workspace, Inputs(workspace))
    assert [path.name for path in state.registers] == ["register.csv", "register.en.html", "register.html"]
    assert state.index_inputs == state.registers


def test_a_register_in_a_language_with_a_region_keeps_it(tmp_path: Path) -> None:
    """``pt-BR`` is what a programme may speak; ``pt`` is another language."""
    small(tmp_path, {"2020": ("", {"X": "A"})})
    programme = tmp_path / "data" / "small" / "programme.toml"
    spoken = programme.read_text("utf-8").replace('["en"]', '["en", "pt-BR"]')
    programme.write_text(spoken, encoding="utf-8")
    folder = tmp_path / "reports" / "small" / "register"
    folder.mkdir(parents=True)
    (folder / "register.pt-BR.html").write_text('<!DOCTYPE html>\n<html lang="pt-BR">', encoding="utf-8")
    found = _register(Workspace(tmp_path), "small", "en")
    assert found is not None and found.lang == "pt-BR"


@pytest.mark.parametrize("to", ["reports/small/register", "reports", "elsewhere/../reports/x"])
def test_an_internal_register_does_not_go_among_the_published_reports(to: str, tmp_path: Path) -> None:
    root = small(
        tmp_path, {"2020": ('[validity]\nannounced = 2020-06-01\nstarts = "announcement"\nyears = 3\n', {"X": "A"})}
    )
    words = ["--root", str(root), "register", "small", "--on", "2021-06-01", "--to", str(root / to)]
    said = CliRunner().invoke(main, [*words, "--audience", "internal"], env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 2 and "reports-internal" in said.output, said.output
    assert not (root / "reports").exists()
    assert CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"}).exit_code == 0
    words[-1] = str(root / "reports-internal" / "register")
    done = CliRunner().invoke(main, [*words, "--audience", "internal"], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 0, done.output
