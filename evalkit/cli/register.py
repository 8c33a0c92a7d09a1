"""``evalkit register``: who has which label on a day, as CSV, as pages, as certificates; samples for follow-ups."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from evalkit.cli.say import language_of, refuse_idle, say_in, tell
from evalkit.edition import find_workspace
from evalkit.rules.audience import audience_of
from evalkit.rules.days import day_of
from evalkit.wording import manner, text


@click.command()
@click.argument("programme")
@click.option("--on", "day", metavar="DATE", help="The day, as year-month-day; by default today.")
@click.option("--edition", metavar="EDITION", help="As it was when this edition was the last.")
@click.option("--to", "folder", metavar="FOLDER", help="Write pages and tables there.")
@click.option("--certificates", is_flag=True, help="With --to: a certificate for each unit, too.")
@click.option("--language", metavar="LANGUAGE", help="Of pages and certificates; by default all of the programme.")
@click.option("--audience", default="public", show_default=True, metavar="public|internal", help="For whom.")
@click.option("--ledger", "whole", is_flag=True, help="Print what happened up to the day instead; --to writes both.")
@click.option("--sample", metavar="LABEL", help="Draw the follow-up sample of tier or honour instead.")
@click.option("--seed", metavar="TEXT", help="Of the draw, as published; by default that of the rules.")
@click.option("--template", is_flag=True, help="Instead, write the templates of certificates to be edited.")
@click.pass_obj
def register(
    root: str | None,
    programme: str,
    day: str | None,
    edition: str | None,
    folder: str | None,
    certificates: bool,
    language: str | None,
    audience: str,
    whole: bool,
    sample: str | None,
    seed: str | None,
    template: bool,
) -> None:
    """Show who has which tier, honour or label of PROGRAMME on a day, from its editions and labels.csv, as CSV.

    Units that the rules do not name in public are left out. With --to, pages are written as well, and searched before;
    where one would tell what is not for its readers, nothing is (exit code 1).
    """
    from evalkit.publication.register import shown_rows
    from evalkit.report.csvtext import csv_text
    from evalkit.report.register import table
    from evalkit.runner.letters import write_templates
    from evalkit.runner.register import ledger_of, register_page, write_register

    say = say_in()
    pages = {"--certificates": certificates, "--language": language}
    of_day = {"--to": folder, **pages, "--ledger": whole, "--audience": audience != "public"}
    if template:
        refuse_idle({"--on": day, "--edition": edition, "--sample": sample, "--seed": seed, **of_day}, "--template",
                    given=True)  # fmt: skip
    elif sample is not None:
        refuse_idle(of_day, "--sample", given=True)
    else:
        refuse_idle({"--seed": seed}, "--sample", given=False)
        refuse_idle(pages if folder is None else {"--ledger": whole}, "--to", given=folder is not None)
    workspace = find_workspace(root)
    languages = workspace.languages(programme)
    if template:
        workspace.editions(programme)
        for path in write_templates(workspace, programme, ("certificate",)):
            tell(text(say, "cli-letters-template", file=os.path.relpath(path)))
        return
    on = dt.date.today() if day is None else day_of(day)
    reader = audience_of(audience)
    if edition is not None:
        workspace.edition_folder(programme, edition)
    ledger = ledger_of(workspace, programme, edition)
    if sample is not None:
        drawn = ledger.sample(sample, on, seed)
        nouns = list(ledger.series.evaluations.values())[-1].record.programme.unit.forms(
            language_of(None, say, languages)
        )
        listed = manner(say).item.join(drawn) or "–"
        used = ledger.seed(sample, seed)
        tell(text(say, "cli-register-drawn", **nouns, count=len(drawn), seed=used, list=listed))
        return
    page = register_page(ledger, on, reader)
    rows = shown_rows(ledger, ledger.ledger(on), reader) if whole else page.rows
    if folder is None:
        tell(csv_text(table(rows)), nl=False)
        return
    spoken = () if language is None else (language_of(language, say, languages),)
    count = write_register(workspace, page, Path(folder), languages=spoken, certificates=certificates, say=say)
    tell(text(say, "cli-register-written", files=count, folder=os.path.relpath(folder)))
