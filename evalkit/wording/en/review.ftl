# The review: tables, figures and sentences.
say-level-marks = This report rests on the marks of the reviewers, from which the scores are computed.
without-review = Who reviewed whom is not on file for this edition, so this part is left out.

column-round = Round
column-assigned = Sheets assigned
column-on-file = Sheets on file
column-units = Number of { $units }
column-units-with-sheets = Number of { $units } with a sheet
column-reviewers = Reviewers
column-awaited = Still awaited
column-group = Group
column-type = Type
column-least = Least
column-most = Most
column-mean = Mean
column-ground = Ground
column-pairs = Pairs
column-pairs-taking = Of these with a participant
column-affiliated-mean = Reviewers with a tie
column-others-mean = Others
column-difference = Difference
column-totals = Totals
column-at-stake = Tiers without one reviewer
column-drivers = Differences mostly on
column-status = Status
column-score-before = Before
column-score-after = After
column-indicators-decided = Marks decided
column-area = Area

caption-reasons = Why { $units } did not take part{ $cohorts ->
    [0] {""}
   *[other] , by cohort
}
caption-rounds = Sheets{ $assigned ->
    [yes] {" "}assigned and sheets
   *[no] {""}
} on file
caption-area-strengths = Mean share of { $reach ->
    [range] the range of marks
   *[points] the points
} by area and tier (%)
caption-indicator-strengths = Mean share of { $reach ->
    [range] the range of marks
   *[points] the points
} by indicator and tier (%)
caption-figure-indicator-strengths = Mean share of { $reach ->
    [range] the range of marks
   *[points] the points
} by indicator and tier (%)
caption-figure-differences = Difference between the highest and the lowest total of { $count } { $units }: median { $median } points, at most { $largest }

reason-unassessed = No indicator applicable, so no score
reason-incomplete = Information not complete
nobody = nobody
nothing = none
tier-stays = tier stays
all-participants = All participants
ground-current = Current affiliation
ground-former = Former affiliation, recent
ground-declared = Declared by the reviewer
ground-requested = Requested by the { $unit }
note-strengths = { $reach ->
    [range] How far final marks lie above the least mark, as a share of the range
   *[points] Final marks as a share of the points
}, averaged over the { $units } of the tier.{ $good ->
    [lowest] {" "}Low marks are good here, and so are low shares.
   *[highest] {""}
} A dash: the tier is empty or too small for a mean. Of a tier whose scores are withheld there are whole per cents only, and it is not in the numbers of all together.
name-with-percent = { $name } ({ $percent }%)

axis-difference = Difference of totals (points)
label-on-docket = important: { $count }
label-off-docket = not important: { $count }
alt-differences = Histogram of the differences between highest and lowest total of { $count } { $units }: median { $median }, largest { $largest }{ $ruled ->
    [yes] ; { $listed } of them are important.
   *[no] .
}
alt-indicator-strengths = Heat map of the mean share of { $reach ->
    [range] the range of marks
   *[points] the points
} by indicator and tier. { $list }. The table beside it holds the data.
alt-tier-best-and-worst = { $case ->
    [few] { $tier }: strongest on { $best } ({ $most }%), weakest on { $worst } ({ $least }%)
   *[same] { $tier }: { $most }% on every indicator
}

say-eligibility = { $asks ->
    [nothing] The rules on file set no condition for taking part.
    [some] Any { $unit } takes part that submitted something on: { $required }. Quality does not matter here.
   *[number] Any { $unit } takes part whose submitted information is complete: on at least { $at_least } of the { $indicators ->
        [one] 1 indicator
       *[other] { $indicators } indicators
    }{ $musts ->
        [0] {""}
       *[other] , and without fail on: { $required }
    }. Quality does not matter here.
}
say-no-eligibility = The rules on file set no condition for taking part.
say-coverage = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
} on { $sheets ->
    [one] 1 sheet
   *[other] { $sheets } sheets
} { $marks ->
    [one] is
   *[other] are
} on file, by { $everybody ->
    [yes] { $panel ->
        [one] 1 reviewer, who is the whole panel
       *[other] { $panel } reviewers, the whole panel
    }
   *[no] { $reviewers } of { $panel ->
        [one] 1 reviewer
       *[other] { $panel } reviewers
    }
}. Each { $unit } has { $same ->
    [yes] { $most ->
        [one] 1 sheet
       *[other] { $most } sheets
    }
   *[no] between { $least } and { $most } sheets
}.
say-ties = { $any ->
    [0] None of the { $reviewers ->
        [one] 1 reviewer
       *[other] { $reviewers } reviewers
    } belongs to one of the { $units } of the roster.
    [one] 1 of the { $reviewers } reviewers belongs to one of the { $units } of the roster; { $taking ->
        [0] it does not take part.
       *[other] it takes part.
    }
   *[other] Of the { $reviewers } reviewers, { $any } belong to one of the { $units } of the roster{ $taking ->
        [hidden] .
        [0] , none of them to one that takes part.
        [all] , all of them to one that takes part.
       *[other] , { $taking } of them to one that takes part.
    }
}
importance-points = the highest and the lowest total of the { $unit } differ by { $points ->
    [1] 1 point
   *[other] { $points } points
} or more;
importance-spreads = they differ by { $spreads } or more standard deviations of the { $units }' mean totals;
importance-tiers = the totals fall into { $tiers } tiers or more.
say-importance-unknown = The rules on file do not say what makes a difference important.
say-docket = Of { $compared ->
    [one] 1 { $unit }
   *[other] { $compared } { $units }
} with several reviewers, { $docket ->
    [one] 1 has
   *[other] { $docket } have
} an important difference.{ $stake ->
    [hidden] {""}
    [0] {" "}In none of them does the tier hang on a single reviewer.
   *[other] {" "}In { $stake } of them the tier hangs on a single reviewer.
}{ $discussed ->
    [yes] { $open ->
        [unknown] {""}
        [0] {" "}All have been discussed.
        [one] {" "}1 is still to be discussed, and its score is provisional.
       *[other] {" "}{ $open } are still to be discussed, and their scores are provisional.
    }
   *[no] {""}
}
say-docket-none = No { $unit } has an important difference.
say-discussion = { $minuted ->
    [one] 1 { $unit } was
   *[other] { $minuted } { $units } were
} discussed: marks were kept for { $kept } and revised for { $revised }{ $moved ->
    [unknown] {""}
    [0] ; no tier changed by it
    [one] ; 1 tier changed by it
   *[other] ; { $moved } tiers changed by it
}.{ $dissent ->
    [hidden] {""}
    [0] {" "}No minority view is on record.
   *[other] {" "}A minority view is on record for { $dissent }.
}
say-discussion-none = None of these { $units } has been discussed.
say-discussion-unknown = No minutes of a discussion are on file, so nothing can be said of what was discussed and what came of it.
say-no-discussion = The rules of this edition have no joint discussion.
say-final-rule = The score is the sum of the final marks on all indicators. The final mark on an indicator is { $rule } of the reviewers' marks { $rounds }{ $discussed ->
    [yes] ; where the discussion decided a mark, that one stands
   *[no] {""}
}. The sum is rounded once, to { $step ->
    [1] whole points
   *[other] multiples of { $step } points
} ({ $rounding }).
final-mean = the mean
final-median = the median
final-trimmed-mean = the mean, without the highest and the lowest,
final-last-round = of the last round before the discussion
final-all-rounds = of all rounds
mark-scales = Marks: { $scales }.
mark-scale-of = { $list }: { $scale }
mark-range = { $minimum } to { $maximum } in steps of { $step }
mark-dropped = dropped
mark-ends = { $good ->
    [lowest] { $minimum } (best) to { $maximum } (worst)
   *[highest] { $minimum } (worst) to { $maximum } (best)
}
mark-range-of-points = 0 to the points of the indicator
mark-grades = the { $count } grades { $list }
mark-grade = { $name } ({ $value })
mark-lowest = The lowest mark is the best.
mark-na-leave-out = A mark that is not applicable (NA) is left out: the marks of the other reviewers stand for it, and where there are none, the indicator is taken at the share of its range that the { $unit } reaches on the others.
mark-na-zero = A mark that is not applicable (NA) counts as 0.
mark-na-minimum = A mark that is not applicable (NA) counts as the least mark.
say-dropped = The indicator “{ $name }” was dropped after marking, on { $day }, for this reason: “{ $reason }”. Its marks stay on file and do not count. { $kind ->
    [outside] Its points are outside the points of the whole: no { $unit } has any of them now, and nothing stands in their place.
    [worst] The score is that of the worst of the other indicators; the scale of the scores stays as it was.
    [weights] What each { $unit } reaches on the other indicators, as a share of the range of their marks and by their weights, is taken for the whole; the scale of the scores stays as it was.
    [range] What each { $unit } reaches on the other indicators, as a share of the range of their marks, is taken for the whole; the scale of the scores stays as it was.
   *[sum] What each { $unit } reaches on the other indicators, as a share of their points, is taken for the whole; the scale of the scores stays as it was.
}
say-dropped-tiers = { $moved ->
    [0] With what was dropped, all { $count } { $units } would be in the same tier as now.
   *[other] With what was dropped, { $all ->
        [yes] all
       *[no] { $moved } of
    } { $count } { $units } would be in another tier.
}
say-dropped-ranks = { $moved ->
    [0] With what was dropped, all { $count } published ranks would be the same.
   *[other] With what was dropped, { $all ->
        [yes] all
       *[no] { $moved } of
    } { $count } published ranks would be others.
}
say-dropped-unknown = What tiers and ranks would be with what was dropped is not known: sheets that came in later have no marks on it.
caption-dropped = What dropping an indicator changed
column-score-with = Score with it
column-score-without = Score
column-tier-with = Tier with it
column-tier-without = Tier
column-rank-with = Rank with it
column-rank-without = Rank
mark-missing = Marks and sheets that are not there are left out.
mark-about = { $list }: said of the reviewer, part of no score and of no statistic of agreement.
mark-ballot-each-once = { $role ->
    [all] Each reviewer
   *[other] Each reviewer of the role “{ $role }”
} gives { $list } points once each{ $indicators ->
    [all] {""}
    [each] {" "}on each indicator
   *[other] {" "}on { $indicators }
}{ $rest ->
    [none] {""}
   *[other] , and { $rest } to all other { $units }
}.
mark-ballot-total = { $role ->
    [all] Each reviewer
   *[other] Each reviewer of the role “{ $role }”
} shares out { $total } points in all{ $indicators ->
    [all] {""}
    [each] {" "}on each indicator
   *[other] {" "}on { $indicators }
}.
mark-ballot-forced = Forced distribution: of the { $units } that a reviewer{ $role ->
    [all] {""}
   *[other] {" "}of the role “{ $role }”
} marks, { $limits } may have { $what }{ $indicators ->
    [all] {""}
    [each] {" "}on each indicator
   *[other] {" "}on { $indicators }
}.
mark-ballot-share_at_most = at most { $limit } %
mark-ballot-share_at_least = no fewer than { $limit } %
mark-ballot-count_at_most = at most { $limit }
mark-ballot-grades = { $count ->
    [one] the grade { $list }
   *[other] one of the grades { $list }
}
mark-ballot-from = { $points } points or more
mark-counts = { $list }: marked, and part of no score.
say-tier-strengths = { $good ->
    [lowest] { $tier }: strongest on { $strong }; weakest on { $weak } (in brackets, the lower the better).
   *[highest] { $reach ->
        [range] { $tier }: strongest on { $strong }; weakest on { $weak }.
       *[points] { $tier }: strongest on { $strong }; weakest on { $weak }.
    }
}

level-marks = all marks of the reviewers
file-submissions = What each { $unit } submitted, by indicator
file-absences = Which { $units } did not take part, with reasons
file-reviewers = The reviewers
file-affiliations = Ties between reviewers and { $units }
file-adjustments = Points that no reviewer gives
file-recusals = Recusals
file-lots = Lots drawn
file-votes = Votes of the committee
file-assignment = Who was to mark which { $unit } in which round
file-marks = The marks
file-unavailable = When reviewers cannot mark, and who gave up
file-dropped = Indicators dropped after marking
file-renamings = Which { $units } were renamed
file-history = What was changed since it was first on file
file-versions = What was published, version after version
file-appeals = Appeals and decisions
file-successions = What became of codes from edition to edition
file-labels = What happened to labels between editions
file-minutes = Minutes of the discussion
