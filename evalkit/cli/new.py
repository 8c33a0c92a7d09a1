"""``evalkit new`` and ``evalkit new-edition``: what a first report needs, and what the next one begins with."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.review import around
from evalkit.cli.say import say_in, tell
from evalkit.edition import find_workspace
from evalkit.wording import text

if TYPE_CHECKING:
    from evalkit.start import Made


@click.command()
@click.argument("name")
@click.option("--languages", metavar="zh,en", help="Languages of the reports, the leading one first.")
@click.option(
    "--level", metavar="marks|scores|tiers", help="What is on file: each reviewer's marks, final scores, or tiers."
)
@click.option("--edition", metavar="YEAR", help="The first edition; by default this year.")
@click.option("--title", metavar="TEXT", help='Title of the programme; in several languages "… / …".')
@click.option(
    "--unit", metavar="ONE,SEVERAL", help='What is evaluated: "award,awards"; in Chinese with its measure word.'
)
@click.option("--publisher", metavar="TEXT", help="Who publishes the reports.")
@click.option(
    "--tables",
    type=click.Choice(["csv", "workbook"]),
    default="csv",
    show_default=True,
    help="Where the tables are: a CSV file each, or the sheets of one workbook.",
)
@click.option(
    "--from",
    "own_file",
    metavar="FILE",
    help="Your own marks or scores, a workbook (.xlsx, .ods) or CSV: rules and mapping are proposed from it.",
)
@click.option("--grades", metavar="BEST,…,WORST", help="With --from: the words that are marks there, the best first.")
@click.option(
    "--notebooks", is_flag=True, help="Also copy the notebooks, to change them; by default evalkit's own run."
)
@click.pass_obj
def new(
    root: str | None,
    name: str,
    languages: str | None,
    level: str | None,
    edition: str | None,
    title: str | None,
    unit: str | None,
    publisher: str | None,
    tables: str,
    own_file: str | None,
    grades: str | None,
    notebooks: bool,
) -> None:
    """Make the programme NAME in data/, with rules, comments and a made-up example, ready for check and run.

    Asks what is not given; nothing where --languages and --level are given, or where nobody can answer. With --from it
    asks nothing, and lists what the file does not say.
    """
    from evalkit.start import Answers, new_programme

    if own_file is not None:
        chosen = tuple(re.split(r"[\s,，、]+", languages.strip())) if languages else ()
        answers = Answers(name, chosen, level or "", edition or "", title or "", unit or "", publisher or "")
        words = [word for word in re.split(r"\s*[,，、]\s*", (grades or "").strip()) if word]
        made = new_programme(around(root), answers, notebooks=notebooks, own_file=Path(own_file), grades=words)
        _tell_proposed(made)
        return
    asks = not (languages and level) and sys.stdin.isatty()
    said = {"languages": languages, "level": level, "edition": edition}
    usual = {"languages": say_in(), "level": "marks", "edition": str(dt.date.today().year)}
    said |= {"title": title, "unit": unit, "publisher": publisher}
    for what, given in said.items():
        said[what] = given or (_ask(what, usual.get(what, "")) if asks else usual.get(what, ""))
    answers = Answers(name, tuple(re.split(r"[\s,，、]+", str(said.pop("languages")).strip())), **said, tables=tables)  # type: ignore[arg-type]
    made = new_programme(around(root), answers, notebooks=notebooks)
    folder = f"data/{name}/{answers.edition}"
    place = os.path.relpath(made.folder / "data" / name)
    tell(text(say_in(), "cli-new", count=len(made.files), folder=place))
    written = ", ".join(sorted(f for f in made.files if f.startswith(folder) and not f.endswith(".toml")))
    commands = {"check": f"evalkit check {name}", "run": f"evalkit run {name}"}
    tell(text(say_in(), "cli-new-next", **commands, tables=written, programme=f"data/{name}/programme.toml"))


def _tell_proposed(made: Made) -> None:
    """Say what was made from an office's own file, what was recognised in it, and what it does not say."""
    answers, say = made.answers, say_in()
    place = os.path.relpath(made.folder / "data" / answers.name)
    tell(text(say, "cli-new-from", count=len(made.files), folder=place))
    for message, facts in made.seen:
        tell("  " + text(say, message, **facts))
    tell(text(say, "cli-new-unsure", rules=os.path.join(place, answers.edition, "rules.toml")))
    for message, facts in made.unsure:
        tell("  - " + text(say, message, **facts))
    tell(text(say, "cli-new-from-next", check=f"evalkit check {answers.name}", run=f"evalkit run {answers.name}"))


def _ask(what: str, usual: str) -> str:
    return str(click.prompt(text(say_in(), f"new-ask-{what}"), default=usual, show_default=bool(usual)))


@click.command("new-edition")
@click.argument("programme")
@click.argument("edition")
@click.option("--from", "before", metavar="EDITION", help="Whose rules it takes; by default the latest edition.")
@click.pass_obj
def new_edition(root: str | None, programme: str, edition: str, before: str | None) -> None:
    """Make EDITION of PROGRAMME from the rules of an earlier one; its tables are empty."""
    from evalkit.start import new_edition as make

    workspace = find_workspace(root)
    earlier = before or workspace.editions(programme)[-1]
    made = make(workspace, programme, edition, earlier)
    place = os.path.relpath(made.folder)
    facts = {"folder": place, "before": f"{programme}/{earlier}", "tables": ", ".join(made.tables) or "–"}
    tell(text(say_in(), "cli-new-edition", **facts))
    if made.left:
        tell(text(say_in(), "cli-new-edition-left", files=", ".join(made.left)))
    rules = os.path.join(place, "rules.toml")
    tell(text(say_in(), "cli-new-edition-next", rules=rules, check=f"evalkit check {programme} {edition}"))
