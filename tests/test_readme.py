"""What the two READMEs say is so: their Python runs, their commands exist, and both show the same ones."""

import doctest
import re
import shlex
from pathlib import Path

import click
import pytest

import evalkit
from evalkit.cli import main

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh-CN.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, kind: str) -> list[str]:
    """Return the fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text(name), re.MULTILINE | re.DOTALL)


def commands(name: str) -> list[list[str]]:
    return [shlex.split(line) for block in blocks(name, "sh") for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("name", READMES)
def test_the_python_runs_and_prints_what_it_says(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks(name, "python")), {}, name, name, 0)
    assert len(examples.examples) >= 5
    report = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(examples, out=report.append)
    assert report == []


def test_both_show_the_same_python_and_the_same_commands():
    assert blocks(READMES[0], "python") == blocks(READMES[1], "python")
    assert blocks(READMES[0], "sh") == blocks(READMES[1], "sh")
    assert len(commands(READMES[0])) >= 8


def test_every_make_target_exists():
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    shown = [words for words in commands("README.md") if words[0] == "make"]
    assert shown
    for words in shown:
        assert words[1] in targets


def test_every_command_can_be_parsed():
    shown = [words[1:] for words in commands("README.md") if words[0] == "evalkit"]
    assert {words[0] for words in shown} == {"list", "check", "audit", "run", "docket", "trail", "new", "new-edition"}
    for words in shown:
        with main.make_context("evalkit", list(words)) as context:
            name, command, rest = main.resolve_command(context, words)
            with command.make_context(name, rest, parent=context) as inner:
                assert isinstance(inner, click.Context)


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_tiers_is_computed(name):
    ev = evalkit.load("alliances", "2019", root=ROOT).evaluate()
    language = "zh" if "zh" in name else "en"
    rows = zip(ev.rules.tiers, ev.shares("tier").itertuples(), ev.shares("tier", "all").itertuples(), strict=True)
    for tier, of_participants, of_all in rows:
        cells = (tier.name[language], f"{tier.lowest}–{tier.highest}", str(of_all.count))
        cells += (f"{of_participants.percent} %", f"{of_all.percent} %")
        assert "| " + " | ".join(cells) + " |" in text(name)


@pytest.mark.parametrize("name", READMES)
def test_the_faults_are_reported_as_shown(name, folder):
    folder.sub("scores.csv", "\n102,97,no,high", "\n102,197,no,high")
    folder.sub("scores.csv", "\n104,97,no,high", "\n104,97,no,hihg")
    with pytest.raises(evalkit.EditionError) as caught:
        evalkit.load("alliances", "2019", root=folder.root)
    (shown,) = blocks(name, "text")
    assert caught.value.describe("zh" if "zh" in name else "en") == shown.rstrip("\n")


@pytest.mark.parametrize(
    "name",
    [
        *READMES,
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "SECURITY.md",
        "docs/year-round.md",
        "docs/year-round.zh-CN.md",
        "data/README.md",
    ],
)
def test_links_lead_somewhere(name):
    targets = re.findall(r"\]\(([^)#:]+)\)", text(name))
    assert targets
    for target in targets:
        assert ((ROOT / name).parent / target).exists(), target
