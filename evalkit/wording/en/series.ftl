# What is said where the files do not suffice
without-scores = The scores of all participants of this edition are not on file, so this part is left out.
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
without-honour = The rules of this edition have no honour, or not all the editions that it counts are on file.
without-marks = The marks of the reviewers are not on file, so what rests on them is left out.

level-counts = counts only
level-some-scores = counts and some { $units }
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
caption-overview = The editions at a glance
caption-mobility = Movements between tiers from { $before } to { $after }
caption-rule-changes = Changes of the rules
caption-rebanded = The scores of { $edition } under the cut-offs of each edition
caption-honour = { $honour }: the roll ({ $first } to { $last } consecutively)
caption-honour-changes = Changes of the roll in { $edition }
caption-watch-list = { $units } in the lowest tier or absent in { $times } editions running
caption-figure-participants-by-cohort = Make-up of each cohort's participants by tier
caption-figure-all-composition = Make-up of all { $units } by tier, those that did not take part included
caption-figure-participation-series = How many took part, edition by edition
caption-figure-tier-in-group = { $group }: make-up of each tier by cohort
note-overview = A dash means not on file, which is not zero. Shares are computed from the counts.
note-mobility = Only { $count ->
    [one] the 1 { $unit } whose tier is known in both editions is counted, which says
   *[other] the { $count } { $units } whose tier is known in both editions are counted, which says
} nothing about the others.
note-rule-changes = Found by comparing the rules of the editions item by item. Where an edition's item is unknown, the last edition before it with a known one is compared.
note-rebanded = The scores stay, the cut-offs change. Undecided: the score is withheld and may fall into more than one tier under the other cut-offs. Tiers of one name mean different things in different editions.
item-areas = Areas
item-cut-offs = Cut-offs
item-rounds = Steps of the review
item-cohorts = Cohorts
item-window = Period evaluated
item-honour = Honour
rule-areas = { $count }: { $list }
rule-window = { $first } to { $last }
rule-honour = “{ $tier }” in { $count } editions running
label-cut-offs = { $edition } ({ $list })
honour-added = New
honour-dropped = Fell off
honour-reason-tier = in tier “{ $tier }” this time, score { $score }
honour-reason-absent = did not take part this time
honour-reason-unknown = tier unknown this time
axis-edition = Edition

say-level-counts = Only counts are on file for this edition, no score of any { $unit }. What follows is what is known; nothing is guessed.
say-level-some-scores = Little is on file for this edition: some counts, and the score or tier of { $count ->
    [one] 1 { $unit }
   *[other] { $count } { $units }
}. What follows is what is known; nothing is guessed.
say-level-scores = This report rests on the final score or tier of every participant.
say-window = The evaluation covers { $first } to { $last }.
say-areas = The rubric has { $count ->
    [one] 1 area
   *[other] { $count } areas
}: { $list }.
say-honour = “{ $honour }” takes tier “{ $tier }” in { $count ->
    [one] 1 edition
   *[other] { $count } editions running
}; in { $edition }, { $held ->
    [one] 1 { $unit } holds
   *[other] { $held } { $units } hold
} it: { $list }.
say-honour-cohort = { $cohort } { $count }
say-honour-unknown = { $count ->
    [one] 1 more meets
   *[other] { $count } more meet
} the condition in this edition, but their tiers in the editions before are not on file, so the files do not show that they met it throughout.
say-honour-change = Compared with the edition before: { $added } new, { $dropped } fell off.
say-honour-no-change = The roll of the edition before cannot be told, so there is no comparison.
say-watch-none = Counting { $times } editions running in the lowest tier or absent, no { $unit } can be confirmed from what is on file. Those that did not take part are not named and earlier lowest tiers were not printed, so this does not mean that there is none.
say-watch-rule = The source recommends an exit rule but no number of editions; the { $times } here are an example.
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
say-mobility-none = No { $unit } has a known tier in both editions, so movements cannot be counted.
say-changes-none = No change of the rules is known compared with earlier editions.
alt-participants-by-cohort = One hundred-per-cent bar for each cohort, participants only. { $list }. The table beside it holds the data.
alt-all-composition = One hundred-per-cent bar. { $list }. The table beside it holds the data.
alt-participation-series = Line chart. { $list }. The table beside it holds the data.
alt-tier-in-group = One hundred-per-cent bar for each tier. { $list }. The table beside it holds the data.
axis-percent-participants = Share of the participants of the cohort
axis-percent-all = Share of all { $units }
caption-tier-ranges = Scores of each tier
say-full-none = No { $unit } has the full { $max } points.
file-facts = Counts known without the units behind them, with sources
