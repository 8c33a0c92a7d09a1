# What is said where the files do not suffice
without-scores = Not every participant's score is on file for this edition, so this part is left out.
without-participation = How many took part in this edition is not on file.
without-cut-offs = The cut-offs of this edition are not on file, so no tier can be told from a score.
without-tiers = The tiers of this edition are not on file.
one-tier = There is one tier, and so no cut-off.
without-areas = The rubric of this edition is not on file.
without-indicators = The indicators of this edition are not on file.
without-rounds = The steps of the review are not on file for this edition.
without-window = The period that this edition evaluates is not on file.
without-panel = The panel of this edition is not on file.
panel-not-printed = The reviewers are on file; their names are not printed here.
without-units = Nothing is known about any single { $unit } in this edition, only counts.
without-honour = The rules of this edition have no honour.
without-honour-editions = The honour of { $edition } counts { $count } editions running, of which not all are on file; it cannot be worked out.
without-watch = The rules of this edition ask for no watch list.
without-watch-editions = The watch list of { $edition } counts { $count } editions running, of which not all are on file; it cannot be worked out.
without-marks = The marks of the reviewers are not on file, so what rests on them is left out.

level-counts = counts only
level-some-scores = counts and some { $units }
level-tiers = all tiers, no scores
level-scores = all final scores
fact-entered = Entered data
fact-participants = Took part
fact-tier = { $tiers }
fact-honour = Hold the honour
column-fact = What
column-source = Source
column-share-computed = Of participants (computed)
column-share-printed = Of participants (printed)
column-level = On file
column-top = Highest tier
column-top-share = Of participants
column-in = { $edition }
column-rule = Rule
column-before = Before (edition)
column-after = In this edition
column-cut-offs = Cut-offs
column-undecided = Undecided
column-change = Change
column-reason = Reason
caption-facts = What is known as a count only
caption-known-units = The { $units } of which something is on file
caption-cohort-tiers = { $cohort }: number and shares by tier
caption-rule-changes = Changes of the rules
caption-rebanded = The scores of { $edition } under the cut-offs of each edition
caption-honour = { $honour }: the roll ({ $first } to { $last } consecutively)
caption-honour-changes = Changes of the roll in { $edition }
caption-watch-list = The { $units } to watch: { $rule }
caption-figure-participants-by-cohort = Make-up of each cohort's participants by tier
caption-figure-all-composition = Make-up of all { $units } by tier, those that did not take part included
caption-figure-tiers-by-edition = What each { $unit } was, edition by edition
caption-figure-tier-in-group = { $group }: make-up of each tier by cohort
note-rule-changes = Found by comparing the rules of the editions item by item; the points of an indicator are compared where both editions have it. Where an edition’s item is unknown, the last edition before it with a known one is compared. The period is compared by its days in the year and its length.
note-rebanded = The scores stay, the cut-offs change. Undecided: the score is withheld and may fall into more than one tier under the other cut-offs. Tiers of one name mean different things in different editions. Editions whose scores are on another scale are left out.
note-replayed = { $count ->
    [one] 1 { $unit } is
   *[other] { $count } { $units } are
} left out, because the score is withheld or not known well enough.
note-honour-open = Only those of whom it is known.
caption-replayed = The tiers of { $edition } under its own rules and under the former ones
column-own-rules = Own rules
column-former-rules = Former rules
item-areas = Areas
item-indicators = Indicators
item-points = Points of “{ $name }”
item-total-points = Points in all
item-mark-step = Step of the marks
item-marks = What a mark may be
item-final = Combination of the marks
item-importance = Important difference
item-conflicts = Conflicts of interest
item-eligibility = Condition for taking part
item-scale = Scale of the scores
item-rounding = Rounding before banding
item-tiers = Tiers
item-withheld = Tiers whose scores are withheld
item-withheld-ranks = Tiers whose ranks are withheld
item-withheld-names = Tiers whose names are withheld
item-ranking = Ranks of equal scores
item-percent = Percentages as printed
item-watch = Watch list
item-cut-offs = Cut-offs
item-rounds = Steps of the review
item-cohorts = Cohorts
item-window = Period evaluated
item-honour = Honour
rule-areas = { $count }: { $list }
rule-none = none
rule-before = { $rule } ({ $edition })
rule-final = { $rule } of the marks { $rounds }; the sum rounded ({ $rounding })
rule-importance-points = a difference of { $count } or more between the totals
rule-importance-spreads = a difference of { $count } or more standard deviations
rule-importance-tiers = totals in { $count } tiers or more
rule-conflicts = former ties count for { $years ->
    [one] 1 year
   *[other] { $years } years
}; reviewers { $reciprocal ->
    [yes] may not
   *[no] may
} mark each other’s { $units }
rule-eligibility = information on at least { $at_least } indicators, { $list } among them
rule-eligibility-required = information on { $list }
rule-eligibility-number = information on at least { $at_least } indicators
rule-scale = { $min } to { $max } in steps of { $step }{ $best ->
    [lowest] , low is good
   *[highest] {""}
}
rule-rounding = to { $step }, { $rounding }
rule-round = { $name } ({ $count } each)
rule-ranking-competition = the best of their ranks (1, 2, 2, 4)
rule-ranking-modified-competition = the worst of their ranks (1, 3, 3, 4)
rule-ranking-dense = one rank, none left out after it (1, 2, 2, 3)
rule-percent = { $count ->
    [0] whole numbers
    [one] 1 decimal
   *[other] { $count } decimals
}, { $rounding }
rule-window = { $first } to { $last }
rule-honour = “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}
rule-watch-tiers = in tier “{ $tiers }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}
rule-watch-absence = absent in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}
rule-watch-both = in tier “{ $tiers }” or absent in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}
label-cut-offs = { $edition } ({ $list })
honour-added = New
honour-dropped = Fell off
honour-reason-tier = in tier “{ $tier }” this time, score { $score }
honour-reason-tier-alone = in tier “{ $tier }” this time
honour-reason-absent = did not take part this time
honour-reason-outside = no longer on the roster
honour-reason-merged = became part of { $into }
honour-reason-split = is several { $units } now
honour-reason-reused = its code stands for another { $unit } now
honour-reason-cancelled = an edition was cancelled, and the run begins anew
axis-edition = Edition

say-level-counts = Only counts are on file for this edition, no score of any { $unit }. What follows is what is known; nothing is guessed.
say-level-some-scores = { $labels ->
    [yes] This report rests on { $assessments ->
        [one] one assessment for a label
       *[other] { $assessments } assessments for labels
    }. Scores need not be on file.
   *[no] Only a part of this edition is on file: { $facts ->
        [0] {""}
        [one] a count, and{" "}
       *[other] some counts, and{" "}
    }the score or tier of { $count ->
        [one] 1 { $unit }
       *[other] { $count } { $units }
    }.
} What follows is what is known; nothing is guessed.
say-level-tiers = This report rests on the tier of every participant. Scores are not on file.
say-level-scores = This report rests on the final score or tier of every participant.
say-honour = “{ $honour }” takes tier “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}; in { $edition }, { $held ->
    [one] 1 { $unit } holds
   *[other] { $held } { $units } hold
} it: { $list }.
say-honour-cohort = { $cohort } { $count }
say-honour-nobody = “{ $honour }” takes tier “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}; in { $edition } no { $unit } holds it.
say-honour-at-least = “{ $honour }” takes tier “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}; { $held ->
    [one] 1 { $unit } is
   *[other] { $held } { $units } are
} known to hold it in { $edition }: { $list }. { $unknown ->
    [0] {""}
    [one] Of 1 more it cannot be judged.
   *[other] Of { $unknown } more it cannot be judged.
}
say-honour-unknown = “{ $honour }” takes tier “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}; which { $units } hold it in { $edition } cannot be told from what is on file. { $unknown ->
    [0] {""}
    [one] 1 that may hold it is known by name.
   *[other] { $unknown } that may hold it are known by name.
}
say-honour-beyond = Others, of which nothing is on file, may hold it as well.
say-honour-total = By the published count, { $total ->
    [one] 1 { $unit } holds
   *[other] { $total } { $units } hold
} it; their names are not all on file.
say-honour-nameless = No holder is on file by name.
say-honour-gap = Before { $edition } an edition is missing on file, or not all of those that count follow each other; the run is not followed across the gap.
say-honour-cancelled = “{ $honour }” takes tier “{ $tier }” in { $count } editions running. An edition was cancelled and breaks the run; in { $edition } no { $unit } can hold it yet.
say-honour-change = Compared with the edition before: { $added } new, { $dropped } fell off.
say-honour-change-at-least = Compared with { $previous }: at least { $added } new, at least { $dropped } fell off. Of { $maybe_added } more it cannot be judged whether they are new, of { $maybe_dropped } whether they fell off.
say-honour-change-unknown = Who is new compared with { $previous } and who fell off cannot be told from what is on file: of { $maybe_added } it cannot be judged whether they are new, of { $maybe_dropped } whether they fell off.
say-honour-change-gap = Before { $edition } an edition is missing on file, so the roll is compared with none.
say-honour-no-change = The roll of the edition before cannot be told, so there is no comparison.
say-absent = { $case ->
    [all] Nobody was absent: all took part.
    [none] In the cohorts whose size is known, all took part.
   *[some] { $absent ->
        [one] 1 { $unit } did not take part: { $list }.
       *[other] Of the { $absent } { $units } that did not take part: { $list }.
    }
}{ $open ->
    [0] {""}
   *[other] {" "}How many of { $open_list } did not is not known.
}
say-absent-unknown = How many did not take part is not known.
say-gap = Between { $before } and { $after } an edition is missing on file. What needs consecutive editions is not computed across it.
say-cancelled = Edition { $edition } did not take place: { $reason }
say-replay = What these changes alone do ({ $items }): under the former rules { $moved } of { $count } { $units } would be in another tier, { $up } in a higher and { $down } in a lower one.
say-replay-same = What these changes alone do ({ $items }): nothing; under the former rules { $count ->
    [one] the 1 { $unit } counted would be in the same tier
   *[other] all { $count } { $units } counted would be in the same tiers
}.
replay-left-indicators = Cannot be put back ({ $items }): the indicators are others, so nothing was marked that the former rules could be applied to.
replay-left-scale = Cannot be put back ({ $items }): the scores are on another scale.
replay-left-tiers = Cannot be put back ({ $items }): there were more tiers or fewer.
replay-left-apart = Cannot be put back ({ $items }): the former rules do not go together with the others of this edition.
replay-left-marks = Cannot be put back ({ $items }): the marks of the reviewers are not on file.
replay-left-review = Cannot be put back ({ $items }): how the panel would have worked otherwise is not known.
replay-left-who = Cannot be put back ({ $items }): those that did not take part have no marks.
replay-left-period = Cannot be put back ({ $items }): the activity of other days was not evaluated.
say-across-gap = An edition is missing on file between { $before } and { $after }; the movements are over more than one edition.
say-across-changes = { $since ->
    [none] Between the two the method changed
   *[other] Since { $since }, when it was last on file, the method has changed
} ({ $items }), so { $units } that moved need not have become better or worse.
say-watch = To be watched by the rules: { $rule } (counted: { $editions }). { $listed ->
    [one] This is true of 1 { $unit }.
   *[other] This is true of { $listed } { $units }.
}
say-watch-at-least = To be watched by the rules: { $rule } (counted: { $editions }). { $listed ->
    [one] It is known of 1 { $unit }, and may be true of others.
   *[other] It is known of { $listed } { $units }, and may be true of others.
}
say-watch-nobody = To be watched by the rules: { $rule } (counted: { $editions }). This is true of no { $unit }.
say-watch-unknown = To be watched by the rules: { $rule } (counted: { $editions }). It is known of no { $unit }, and may be true of some.
say-watch-absent = { $absent ->
    [only] It took part in none of these editions.
    [all] None of them took part in any of these editions.
   *[other] { $absent } of them took part in none of these editions.
}
say-watch-unnamed = { $unnamed ->
    [only] It is not named.
    [all] None of them is named.
    [one] 1 of them is not named.
   *[other] { $unnamed } of them are not named.
}
say-watch-open = Of { $unknown ->
    [one] 1 { $unit }
   *[other] { $unknown } { $units }
} it cannot be judged.
say-watch-beyond = Of { $units } on no file nothing can be said.
say-watch-gap = An edition is missing on file among those that count, so the run is not followed across it.
say-watch-not-public = The rules ask for a watch list; it is for internal readers.
say-absent-cohort = { $cohort } { $count }
say-absent-names = Which they are, and why they did not take part, is not on file.
say-summary-participation = { $case ->
    [few] Participation was highest in { $best } ({ $best_share }) and lowest in { $worst } ({ $worst_share }).
   *[same] Participation was the same in all cohorts: { $best_share }.
}
say-summary-upper = { $case ->
    [few] Among participants, tier “{ $tier }” was most frequent in { $best } ({ $best_share }) and least in { $worst } ({ $worst_share }).
   *[same] Among participants, tier “{ $tier }” has the same share in all cohorts: { $best_share }.
}
say-recommend-near = { $count ->
    [one] 1 { $unit } would change tier if its score
   *[other] { $count } { $units } would change tier if their scores
} moved by { $window ->
    [1] 1 point
   *[other] { $window } points
} or less{ $discussed ->
    [yes] , and { $count ->
        [one] was
       *[other] were
    } not discussed
   *[no] {""}
}; the marks behind { $count ->
    [one] it
   *[other] them
} deserve a second look.
say-recommend-absent = { $absent } did not take part ({ $share }); keeping their names and reasons on file would let them be followed from edition to edition.
say-recommend-points = The points of the indicators are not on file; publishing them would let others check the totals.
say-recommend-difference = The rules on file do not say how large a difference is “important”; saying so would let the consistency of the review be tested.
say-first-edition = This is the earliest edition on file; there is none to compare it with.
alt-participants-by-cohort = One hundred-per-cent bar for each cohort, participants only. { $list }. The table beside it holds the data.
alt-all-composition = One hundred-per-cent bar. { $list }. The table beside it holds the data.
alt-tiers-by-edition = Tiles, one line for each { $unit } and one column for each edition. { $list }. The numbers are in the table below.
alt-tier-in-group = One hundred-per-cent bar for each tier. { $list }. The table beside it holds the data.
axis-percent-participants = Share of the participants of the cohort
axis-percent-all = Share of all { $units }
caption-tier-ranges = Scores of each tier
file-facts = Counts known without the units behind them, with sources
heading-scale = Does a score mean the same as in the edition before?
