"""Display tables of the single reviewers: severity, what stands out, whom to talk to and why, ties."""

from __future__ import annotations

from evalkit.publication.policy import enough, may_name, may_see_ties, may_show
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import FEWEST_TIED, QUESTIONS, Matter, Question
from evalkit.report.elements import Column, TableView
from evalkit.report.estimates import ends, fixed, interval, p_text, p_value, percent, reason, signed
from evalkit.report.people import reviewer_label
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.report.words import plain as plain_number
from evalkit.rules.points import decimals_of
from evalkit.sources.schema import AFFILIATIONS
from evalkit.statistics.intervals import ConfidenceInterval


def severity(found: Consistency, words: Words) -> TableView | None:
    """Return the severity of every reviewer, most severe first; None where severities cannot be compared."""
    if found.severities.empty:
        return None
    # What is taken off is no statement about a person, and is needed to the hundredth only beside adjusted scores.
    decimals = words.mean_decimals + may_show("table", "consistency-adjusted", words.audience)
    rows = [
        (
            reviewer_label(words, row["reviewer"]),
            str(row["sheets"]),
            signed(row["severity"], words.mean_decimals),
            fixed(row["standard_error"], words.mean_decimals),
            interval(words, ends(row), words.mean_decimals, sign=True),
            p_value(row["p"]),
            signed(row["taken_off"], decimals),
        )
        for row in records(found.severities)
        if enough(words.audience, row["sheets"])
    ]
    columns = [
        Column(words("consistency-column-reviewer"), "head"),
        Column(words("consistency-column-sheets"), "number"),
        Column(words("consistency-column-severity"), "number"),
        Column(words("consistency-column-error"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-p"), "number"),
        Column(words("consistency-column-shrunken"), "number"),
    ]
    caption, note = words("consistency-caption-severity"), words("consistency-note-severity")
    return plain("consistency-severity", caption, columns, rows, note)


def matters_for(found: Consistency, words: Words) -> list[Matter]:
    """Return what stands out about single reviewers, as far as the reader of the page may know it."""
    counts = found.sheets_of
    return [m for m in found.diagnostics.matters() if may_name(words.audience, m.question, counts[m.reviewer])]


def talk(found: Consistency, words: Words) -> TableView | None:
    """Return which reviewer to talk to and why, surest first; None where nothing stands out."""
    matters = matters_for(found, words)
    counts = found.sheets_of
    rows = []
    for m in (m for m in matters if m.follows_from is None):
        along = [
            words(f"diagnostic-{o.question}")
            for o in matters
            if o.reviewer == m.reviewer and o.follows_from == m.question
        ]
        p = p_text(m.p_page if m.sureness == "firm" else m.finding.p_holm)
        size = found.diagnostics.n_comparisons if m.sureness == "firm" else _tested(found, m)
        rows.append(
            (
                reviewer_label(words, m.reviewer),
                described(m, words, found),
                words(f"consistency-advice-{m.question}", direction=m.direction),
                words(f"consistency-sure-{m.sureness}", p=p, count=size),
                str(m.finding.n_units if m.question == "own-advantage" else counts[m.reviewer]),
                words.listed(along) if along else UNKNOWN,
            )
        )
    if not rows:
        return None
    columns = [
        Column(words("consistency-column-reviewer"), "head"),
        Column(words("consistency-column-stands-out")),
        Column(words("consistency-column-advice")),
        Column(words("consistency-column-sure")),
        Column(words("consistency-column-sheets"), "number"),
        Column(words("consistency-column-along")),
    ]
    return plain("consistency-talk", words("consistency-caption-talk"), columns, rows, words("consistency-note-talk"))


def described(matter: Matter, words: Words, found: Consistency) -> str:
    """Return what stands out about a reviewer and how large it is, in plain words with an interval."""
    finding, question = matter.finding, matter.question
    estimate = finding.estimate or 0.0
    around = finding.confidence_interval()
    reference = found.diagnostics.results[question].reference
    shown_sign = question in ("severity", "drift", "own-advantage")
    digits = words.mean_decimals if shown_sign or question == "spread" else 1
    facts = {"direction": matter.direction, "size": fixed(abs(estimate), digits), "reference": fixed(reference)}
    if question == "spread":
        # For a unit that lies a tenth of the scale from the average.
        away = (words.rules.scores.max - words.rules.scores.min) / 10
        tenth = float(away)
        facts |= {"size": fixed(abs(tenth * estimate), digits), "away": plain_number(away, decimals_of(away))}
        shown = None if around is None else ConfidenceInterval(tenth * around.low, tenth * around.high)
        return words("consistency-matter-spread", interval=interval(words, shown, digits, sign=True), **facts)
    if question == "differentiation":
        # How much of the difference between indicators is left: 1 + slope.
        facts["size"] = percent(max(1 + estimate, 0.0))
        shown = None if around is None else ConfidenceInterval(100 + 100 * around.low, 100 + 100 * around.high)
        return words("consistency-matter-differentiation", interval=interval(words, shown, 0), **facts)
    if question == "halo":
        facts["size"] = fixed(estimate)
        return words("consistency-matter-halo", interval=interval(words, around), **facts)
    return words(f"consistency-matter-{question}", interval=interval(words, around, digits, sign=shown_sign), **facts)


def _tested(found: Consistency, matter: Matter) -> int:
    return found.diagnostics.results[matter.question].n_tested


def asked_in_vain(found: Consistency, question: Question) -> str | None:
    """Return why a question has no answer, or None; where ties were not collected nobody knows."""
    because = found.diagnostics.results[question].undefined_because
    return (
        "ties-unknown"
        if question == "own-advantage" and because and not found.ev.record.has(AFFILIATIONS.file)
        else because
    )


def questions(found: Consistency, words: Words) -> TableView:
    """Return what was asked of every reviewer, of how many it could be answered, and who stands out."""
    matters = matters_for(found, words)
    rows = []
    for question in QUESTIONS:
        result = found.diagnostics.results[question]
        named = sorted({reviewer_label(words, m.reviewer) for m in matters if m.question == question})
        tested = result.n_tested
        remark = reason(words, asked_in_vain(found, question))
        nobody = words("nobody") if tested else UNKNOWN
        if question == "own-advantage" and not may_see_ties(words.audience):
            nobody, remark = UNKNOWN, remark or words("consistency-remark-not-published")
        rows.append(
            (
                words(f"diagnostic-{question}"),
                words(f"diagnostic-{question}.asks"),
                str(tested),
                words.listed(named) if named else nobody,
                remark,
            )
        )
    columns = [
        Column(words("consistency-column-question"), "head"),
        Column(words("consistency-column-asks")),
        Column(words("consistency-column-tested"), "number"),
        Column(words("consistency-column-who")),
        Column(words("consistency-column-remark")),
    ]
    return plain("consistency-questions", words("consistency-caption-questions"), columns, rows)


def own(found: Consistency, words: Words) -> TableView | None:
    """Return what reviewers add to units with which they have a tie; None where nobody marked one."""
    result = found.diagnostics.results["own-advantage"]
    tied = [f for f in result.findings if f.n_units > 0]
    if result.undefined_because is not None or not tied:
        return None
    rows = []
    everybody = (result.overall, words("consistency-all-together"))
    each = [(f, reviewer_label(words, found.diagnostics.reviewers[f.reviewer])) for f in tied]
    for f, label in (everybody, *each):
        if f is None:
            continue
        rows.append(
            (
                label,
                str(f.n_units),
                signed(f.estimate, words.mean_decimals),
                fixed(f.standard_error, words.mean_decimals),
                interval(words, f.confidence_interval(), words.mean_decimals, sign=True),
                p_value(f.p if f is result.overall else f.p_holm),
                reason(words, f.undefined_because),
            )
        )
    columns = [
        Column(words("consistency-column-reviewer"), "head"),
        Column(words("consistency-column-tied"), "number"),
        Column(words("consistency-column-added"), "number"),
        Column(words("consistency-column-error"), "number"),
        Column(words("consistency-column-interval"), "number"),
        Column(words("consistency-column-p"), "number"),
        Column(words("consistency-column-remark")),
    ]
    return plain(
        "consistency-own",
        words("consistency-caption-own"),
        columns,
        rows,
        words("consistency-note-own", fewest=FEWEST_TIED),
    )


def codes(found: Consistency, words: Words) -> TableView:
    """Return by which number the public knows each reviewer; for the office alone."""
    rows = [
        (reviewer_label(words, code), words("reviewer-public", number=words.numbers[code]))
        for code in found.diagnostics.reviewers
        if code in words.numbers
    ]
    columns = [Column(words("consistency-column-reviewer"), "head"), Column(words("consistency-column-public"))]
    return plain("consistency-codes", words("consistency-caption-codes"), columns, rows)
