"""Sentences that notebooks bring themselves: which statement each is, known by how its English text begins."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from evalkit.publication.policy import TooFew
from evalkit.report.prose import known, prose
from tests.generated.oracle.context import Context
from tests.generated.oracle.own import OWN
from tests.generated.pages import Said

#: The beginning, the statement it makes (as in :mod:`sentences`), and what its facts are called there.
_ESSAYS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("A score is rounded", "say-banding", {}),
    ("None of the {count}", "say-near", {}),
    ("{near} of the {count}", "say-near", {}),
    ("There is no ledger", "say-no-ledger", {}),
    ("The ledger holds", "say-verdicts", {}),
    ("Every verdict is", "say-expected-all", {}),
    ("{count} {count:verdict is", "say-expected", {"count": "unexpected"}),
    ("{count} {count:number is", "say-different", {"count": "different"}),
    ("Every number that can", "say-different-none", {}),
    ("{repeated} {repeated:quantity", "say-repeated", {"different": "repeated_different", "alike": "repeated_alike"}),
    ("{sets} {sets:set of", "say-wholes", {}),
    ("The body gives the {titles", "say-titles", {"different": "titles_different"}),
    ("In {names} {names:place", "say-names", {"form": "names_form", "differently": "names_words"}),
    ("{count} {count:number|numbers} cannot be checked", "say-open", {"count": "open"}),
    ("By section; units with", "say-ledger", {}),
    ("A difference is important where", "say-importance", {}),
    ("The larger the difference between two", "say-differences", {}),
    ("It matters most where the score", "say-stakes", {}),
    ("{count} disputed {count:{unit}", "say-disputes", {}),
    ("Scatter plot of {count} disputed", "say-disputes", {}),
    ("{affiliated} of the {size} experts", "say-panel-ties", {}),
    ("No mark on file is by a reviewer with a conflict", "say-conflicts-blocked", {}),
    ("{count} {count:{unit} has|{units} have} no score yet", "say-without-score", {}),
    ("No sheet that counts is missing", "say-without-score-none", {}),
    ("The marks are of one reviewer", "say-one-reviewer", {}),
    ("All {units} and reviewers hang", "say-connected", {}),
    ("The {units} and reviewers fall into", "say-not-connected", {}),
    ("How many {units} fell to a reviewer", "say-loads", {}),
    ("Who gave which mark in which round", "say-trail", {}),
    ("All {total} {total:{unit}|{units}} took part", "say-roster", {}),
    ("The review is under way, as of {day}. ]", "say-roster", {}),
    ("There {total:is|are} {total} {total:", "say-roster", {}),
    ("Which reviewer belongs to which", "say-ties-unknown", {}),
    ("Some reviewers marked {units} to which", "say-affiliated-few", {}),
    ("Some ties on file do not forbid", "say-affiliated", {}),
    ("No reviewer marked any {unit}", "say-affiliated-none", {}),
    ("The two groups with the fewest", "say-fewest-common", {}),
    ("The groups with the fewest", "say-fewest-common", {"one": "", "other": ""}),
    ("“{first:tier}” and “{second:tier}”", "say-upper-tiers", {}),
    ("“{type:type}”: ]The one published", "say-scores", {}),
    ("“{type:type}”: ]The {count} published", "say-scores", {}),
    ("{count} {count:{unit} has|{units} have} the full", "say-full-marks", {"count": "full", "most": "max"}),
    ("{count} {count:{unit} has|{units} have} the best", "say-full-marks", {"count": "full", "most": "max"}),
    ("No {unit} has the ", "say-full-none", {"count": "full", "most": "max"}),
    ("Line chart. {list}", "alt-participation-series", {}),
    ("Counted: {count}", "note-mobility", {}),
    ("{one} took part in one", "note-mobility-one", {"one": "count"}),
    ("{neither} took part in neither", "note-mobility-neither", {"neither": "count"}),
    ("Those that took part in neither", "note-mobility-nameless", {"neither": "count"}),
    ("Of {unknown} more on file", "note-mobility-unknown", {"unknown": "count"}),
    ("{outside} more {outside:was|were} on the roster", "note-mobility-outside", {"outside": "count"}),
    ("All checks passed", "say-checked", {}),
    ("There {count:is|are} {count} evaluated", "say-on-file", {"count": "units_on_file", "published": "scores"}),
    ("Some things are known", "say-incomplete", {}),
    ("Withheld is not missing", "say-withheld-not-missing", {}),
    ("No score is withheld", "say-no-withheld", {}),
    ("{count} {count:name was", "say-aliases", {}),
    ("No other way of writing", "aliases-none", {}),
    ("In {edition}, {participants}", "say-taking-part", {"participants": "taking", "top_share": "share"}),
    ("All editions stand", "say-any", {}),
    ("How many took part, edition by edition", "caption-least-most", {}),
    ("How many took part is on file for fewer", "say-participation-unknown", {}),
    ("Of the {both}", "say-moved", {}),
    ("Every {unit} on file is drawn", "say-histories", {}),
    ("{count} {count:{unit}|{units}}, one line each", "caption-lines", {}),
    ("No {unit} has a known tier in both", "say-mobility-none", {}),
    ("{count} {count:item|items} changed", "say-changed", {}),
    ("No change of the rules", "say-changes-none", {}),
    ("The scores stay, and", "say-rebanded", {}),
    ("No other edition on file has", "say-rebanded-none", {}),
    ("{tier:tier} {count}", "say-tier-count", {}),
    ("By tier: {tiers}", "say-by-tier", {}),
    ("{held} {held:{unit} holds", "say-holders", {}),
    ("The rubric has {areas}", "say-rubric", {}),
    ("Annex 1 names them", "say-annex-1", {}),
    ("Annex 2 lists", "say-any", {}),
    ("Only those that follow", "say-any", {}),
    ("These follow from", "say-any", {}),
    ("Annex 3 names them", "say-annex-3", {}),
    ("The evaluation covers", "say-window", {}),
    ("How many took part is counted by cohort", "say-by-cohort", {}),
    ("The score decides the tier", "say-tiers-of", {}),
    ("How many {units} are in each tier", "caption-tier-counts", {}),
    ("All {units}[:", "caption-everyone", {}),
    ("The published scores[", "caption-scores", {}),
    ("Whole cohorts[", "caption-best-worst", {}),
    ("The participants of each cohort", "caption-most-frequent", {}),
    ("Cohorts can be compared", "say-compared", {}),
    ("Each tier is made up of", "say-groups", {}),
    ("{count} {count:{unit} is|{units} are} in tier", "say-tier", {}),
    ("How much of the points", "say-strengths-of", {}),
    ("Too few {units} with published", "say-consistency-too-few", {}),
    ("This page compares", "say-consistency-basis", {}),
    ("What the discussion decided later", "say-discussed-later", {}),
    ("For the next review it matters", "say-decide", {}),
    ("What stands out here is a reason", "say-how-to-read", {}),
    ("Reviewers appear by their codes", "say-office", {}),
    ("Each reviewer has a number", "say-numbers", {}),
    ("{questions} {questions:question was", "say-consistency-talk-trust", {}),
    ("Nobody could be compared with others; why", "say-nobody-compared", {}),
    ("The intervals say how much", "say-consistency-agreement-trust", {}),
    ("On average over the {units}, marks on", "say-consistency-indicators-trust", {}),
    ("The two rounds were marked by", "say-consistency-rounds-trust", {}),
    ("the figure shows whether they do", "say-office", {}),
    ("The {units} here differ less", "say-narrowed", {}),
    ("Dependability (Φ) counts", "say-consistency-more-trust", {}),
    *(
        (start, "say-consistency-talk", {})
        for start in (
            "Talk to {firm_list}",
            "Nobody stands out beyond doubt",
            "No reviewer stands out",
            "Nobody could be compared with others, so",
        )
    ),
    ("very sure ({p:p}", "consistency-sure-firm", {"n": "count"}),
    ("fairly sure ({p:p}", "consistency-sure-likely", {"n": "count"}),
    ("Yes: where a tie between", "say-consistency-own", {}),
    ("Nothing clear: where a tie", "say-consistency-own", {}),
    ("Whether ties matter cannot", "say-consistency-own-undefined", {"why": "reason"}),
    ("Of the {panel} reviewers, {members}", "say-consistency-own-trust", {}),
    (
        "Totals of one {unit} are no more alike than totals of different {units}: by",
        "consistency-short-agreement",
        {},
    ),
    ("Why totals of single sheets differ", "consistency-short-agreement", {}),
    ("Totals of one {unit} are no more alike than totals of different {units} (ICC", "say-consistency-agreement", {}),
    ("If each {unit} were marked by one reviewer only", "say-consistency-agreement", {}),
    ("A total lies {deviation", "say-consistency-agreement", {}),
    ("How far totals agree cannot", "say-consistency-agreement-undefined", {"why": "reason"}),
    ("The reviewers agree least on", "say-consistency-indicators", {}),
    ("Agreement can be computed for one", "say-consistency-indicators", {}),
    ("On no indicator do the reviewers agree clearly", "say-consistency-indicators", {}),
    ("For no indicator can agreement", "say-consistency-indicators-undefined", {}),
    ("On {alike:one indicator", "say-consistency-alike", {"names": "alike_list", "other": "other_spread"}),
    ("On {names} alpha is below", "say-consistency-apart", {"names": "apart_list"}),
    ("{severe}; {lenient} (points", "say-consistency-severity", {}),
    ("Who is severe and who lenient", "say-consistency-severity-undefined", {"why": "reason"}),
    ("Severities of reviewers have", "say-consistency-severity-size", {}),
    ("In “{last:round}” the totals", "say-consistency-rounds", {}),
    ("On average the totals of “{last:round}”", "say-consistency-rounds", {}),
    ("What the rounds changed", "say-consistency-rounds-undefined", {"why": "reason"}),
    ("From one round to the other these", "say-consistency-drift", {}),
    ("No reviewer became clearly", "say-consistency-drift", {}),
    ("Whether single reviewers changed", "say-consistency-drift-undefined", {"why": "reason"}),
    ("Scores cannot be adjusted", "say-consistency-adjusted-undefined", {"why": "reason"}),
    ("Whether an adjustment would make", "say-consistency-calibration-undefined", {"why": "reason"}),
    *(
        (start, "say-consistency-more", {})
        for start in ("Hardly: already", "Yes: for a dependability", "Not by themselves")
    ),
    *(
        (start, "consistency-short-more", {})
        for start in (
            "The present {now} reviewers",
            "For a dependability of",
            "More reviewers alone",
        )
    ),
    ("What more reviewers would be worth", "say-consistency-more-undefined", {"why": "reason"}),
    ("Severity of {count} reviewers with 95%", "caption-figure-consistency-severity", {}),
    ("The severities of {count} reviewers", "consistency-alt-severity", {}),
    ("What is added for {units} with a tie", "caption-figure-consistency-own", {}),
    ("Difference of the two rounds against", "caption-figure-consistency-rounds", {}),
    ("Scatter of {count} {units}: mean difference", "consistency-alt-rounds", {}),
    ("By how much an adjustment would move", "caption-figure-consistency-adjusted", {}),
    ("Scatter of {count} scores: half", "consistency-alt-adjusted", {}),
    ("What the mean of so many reviewers is worth", "caption-figure-consistency-d-study", {}),
    ("Dependability by number of reviewers", "consistency-alt-d-study", {}),
    ("What a study of this kind", "say-grras", {}),
    # What 08 says of probabilities is held against brute force and made-up truths in tests/reliability.
    ("Scatter plot of {count} scores in ascending", "say-any", {}),
    ("Each {unit} by its score; hollow", "say-any", {}),
    ("{near} of the {count} are less than one step", "say-firm-unsure", {}),
    ("A score has a typical error", "say-firm-near", {}),
    ("There is none.", "say-any", {}),
    ("These chances are too good here", "say-any", {}),
    ("One error is reckoned with for all", "say-firm-open", {}),
    ("Of the changes tried, this one would", "say-firm-changes", {}),
    ("None of these changes would move", "say-firm-changes", {}),
    ("The tiers of {out}", "say-any", {}),
    ("Were each weight up to", "say-any", {}),
    ("Only scores are on file, and nothing says", "say-any", {}),
    ("Line: it falls from", "say-any", {}),
    ("How many tiers would be wrong", "say-any", {}),
    ("What {parts} count for", "say-any", {}),
    ("In fact: its share of what", "say-any", {}),
    ("Cut-offs move by one step", "say-any", {}),
    ("How many tiers would be others: of each", "say-any", {}),
    ("How many tiers would be others, by change", "say-any", {}),
    ("How firm the tiers are cannot", "say-any", {}),
    ("Conventions:", "say-grras", {}),
    ("References:", "say-grras", {}),
)
#: Captions and notes that state nothing about an edition, by how they begin.
_CAPTIONS = (
    "{units} with an important", "Totals and differences are", "“Tiers without one reviewer”", "Scores before and",
    "From the score to the nearest", "Conflicts of interest: pairs", "Mean totals of reviewers", "Totals of reviewers",
    "The difference is the mean of", "{units} marked by reviewers", "{units} a reviewer", "{units} whose tier would",
    "Move: the smallest change", "Rubric", "{area:area} (", "The editions at a glance", "A dash means not on file",
    "Movements between tiers from",
)  # fmt: skip
#: Where such a fact is left out, there must be none.
_ONLY_IF_KNOWN = ("least",)
#: In these a number that is left out is 0.
_NONE_IS_ZERO = ("say-repeated", "say-wholes", "say-titles", "say-names", "say-disputes", "say-on-file")


def as_statement(c: Context, said: Said) -> Said:
    """Return a sentence of a notebook's own as the statement it makes, with facts as readers see them."""
    if said.message.startswith(_CAPTIONS):
        return replace(said, message="caption-own")
    found = [essay for essay in _ESSAYS if said.message.startswith(essay[0])]
    if found:
        _, message, names = max(found, key=lambda essay: len(essay[0]))
        given = {k: 0 if v is None and message in _NONE_IS_ZERO else v for k, v in said.facts.items()}
        # What is left out of a sentence that may be left out of it is not looked at; of these it is.
        whole = message in OWN or message.startswith("caption-")
        facts = {
            names.get(k, k): _shown(c, said, k, v) if known(v) else None
            for k, v in given.items()
            if known(v) or whole or k in _ONLY_IF_KNOWN
        }
        shown = _formats(said)
        if {"low", "high"} <= facts.keys() & set(shown):
            facts["interval"] = said.words("consistency-interval", low=facts["low"], high=facts["high"])
        # A number that the text does not show is as it was computed, with all its digits.
        facts = {k: v for k, v in facts.items() if not isinstance(v, float) or k in shown}
        return replace(said, message=message, facts=facts)
    return said


def _formats(said: Said) -> dict[str, str]:
    """Return in which format a text shows its facts, plural forms aside."""
    parts = string.Formatter().parse(said.message.replace("[", "").replace("]", ""))
    return {name: form or "" for _, name, form, _ in parts if name and "|" not in (form or "")}


def _shown(c: Context, said: Said, name: str, value: object) -> object:
    if f"{{{name}:tier}}" in said.message or f"{{{name}:cohort}}" in said.message:
        things = c.ev.tier_rules if ":tier" in said.message and name != "cohort" else c.ev.rules["cohorts"]
        return next(c.name(t) for t in things if t["id"] == value)
    if isinstance(value, TooFew):
        return said.words("fewer-than", count=value.below)
    if f"{{{name}:subject}}" in said.message:
        return next(c.name(s) for s in c.ev.rules["subjects"] if s["id"] == value)
    form = _formats(said).get(name, "")
    if form and (isinstance(value, float) or form == "because"):
        return prose(f"{{x:{form}}}", said.words, {"x": value})
    if isinstance(value, Fraction):
        return c.ev.share(value.numerator, value.denominator)
    return said.words.listed(value) if isinstance(value, list) else value
