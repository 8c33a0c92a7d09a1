"""Labels on a page: what each needs, and what became of every assessment, with the comparison that was made."""

from __future__ import annotations

from evalkit.report.elements import Column, TableView
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.labels import Condition
from evalkit.rules.points import written
from evalkit.scoring import Evaluation
from evalkit.scoring.validity import validity


def stated(ev: Evaluation, words: Words) -> list[str]:
    """Return what each label needs, how long it is valid and how it is renewed."""
    found = []
    for label in ev.rules.labels:
        needs = [_condition(words, one) for one in label.conditions]
        name = label.name[words.language]
        message = "stage-label" if needs else "stage-label-free"
        said = words(message, name=name, **({"list": words.listed(needs)} if needs else {}))
        if label.validity is None:
            found.append(words.sentences([said, words("stage-label-endless")]))
            continue
        parts = [said, words("stage-label-valid", years=label.validity.years)]
        renewal = label.validity.renewal
        if renewal is not None:
            parts.append(words("stage-label-renewed", within=renewal.within_years, years=renewal.years))
        found.append(words.sentences(parts))
    return found


def labels(ev: Evaluation, words: Words) -> TableView | None:
    """Return every assessment with its decision and, where it is refused, why; None where there are no labels."""
    if ev.labels.empty:
        return None
    own = {label.id: label for label in ev.rules.labels}
    names = {str(row["unit"]): row["name"] for row in records(ev.record.units)}
    rows = []
    for row in records(ev.labels):
        label = own[row["label"]]
        why = [
            words("label-unmet", condition=_condition(words, one), found=str(row[one.column])) for one in row["unmet"]
        ]
        rows.append(
            (
                row["unit"],
                names[row["unit"]],
                label.name[words.language],
                row["assessed"],
                words(f"label-{row['decision']}"),
                row["valid_until"] or UNKNOWN,
                words.clauses(why) or UNKNOWN,
            )
        )
    columns = [
        Column(words("column-code")),
        Column(words("column-name"), "head", words.name_lang),
        Column(words("column-label")),
        Column(words("column-assessed"), "number"),
        Column(words("column-decision"), key=True),
        Column(words("column-valid-until"), "number"),
        Column(words("column-unmet")),
    ]
    return plain("labels", words("caption-labels"), columns, rows, words("note-labels"))


def valid(ev: Evaluation, words: Words) -> TableView | None:
    """Return from when to when the tier of each unit is valid; None where the rules do not say."""
    names = {str(row["unit"]): row["name"] for row in records(ev.record.units)}
    rows = [
        (
            row["unit"],
            names[row["unit"]],
            words.tier(row["tier"]),
            row["valid_from"].isoformat(),
            row["valid_until"].isoformat(),
        )
        for row in records(validity(ev))
    ]
    columns = [
        Column(words("column-code")),
        Column(words("column-name"), "head", words.name_lang),
        Column(words("column-tier")),
        Column(words("column-valid-from"), "number"),
        Column(words("column-valid-until"), "number", key=True),
    ]
    return plain("validity", words("caption-validity"), columns, rows) if rows else None


def _condition(words: Words, one: Condition) -> str:
    """Return a condition of a label, such as ``percent more than 80``."""
    if one.flag is not None:
        return words("stage-flag", column=one.column, value=one.flag)
    limit = UNKNOWN if one.limit is None else written(one.limit)
    return words("label-number", column=one.column, limit=limit, strict="yes" if one.strict else "no")
