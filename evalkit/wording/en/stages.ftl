# The rules between a mark and a tier, a sentence for each that is in use
stage-pair = { $name } { $value }
stage-reviewers-mean = On each indicator the mean of the reviewers' marks counts.
stage-reviewers-median = On each indicator the median of the reviewers' marks counts.
stage-reviewers-trimmed-mean = On each indicator the mean of the reviewers' marks counts, without { $lowest ->
    [0] any of the lowest
    [one] the lowest
   *[other] the { $lowest } lowest
} and { $highest ->
    [0] any of the highest
    [one] the highest
   *[other] the { $highest } highest
}.
stage-reviewers-sum = On each indicator the marks of all reviewers are added.
stage-reviewers-consensus = On each indicator the mark counts that the reviewers agreed on together; the marks that each gave before are on file and are not averaged.
stage-reviewer-weight = A sheet has the weight that goes with its “{ $name }”: { $list }.
stage-roles = The reviewers' marks are combined by role, with these weights: { $list }.{ $left ->
    [yes] {" "}Where a role gave no mark on an indicator, the others take its weight.
   *[no] {""}
}
stage-role = Only reviewers of the role “{ $role }” mark { $list }.
stage-weighted-sum = Each indicator is multiplied by its weight ({ $list }), and the products are added.
stage-weighted-mean = The score is the mean of the indicators with these weights: { $list }.
stage-worst = The score is that of the worst indicator: none makes up for another.
stage-type = The indicators for “{ $type }” are { $list }.
stage-area = “{ $name }” counts for { $most } points at most{ $cap ->
    [reviewer] , with each reviewer
   *[combined] , after the reviewers' marks are combined
}.
stage-area-weight = “{ $name }” has the weight { $weight }.
stage-bonus-indicators = Bonus points, outside the points of the whole, can be had on { $list }.
stage-round-aside = The marks of { $list } are on file and are not part of the score.
stage-rounds-sum = Each round has a score of its own{ $weighted ->
    [yes] , its marks multiplied by a factor ({ $list })
   *[no] {""}
}; the scores of the rounds are added.
stage-rounds-mean = Each round has a score of its own{ $weighted ->
    [yes] , its marks multiplied by a factor ({ $list })
   *[no] {""}
}; the mean of the rounds counts.
stage-rounds-weighted-mean = Each round has a score of its own; their mean has these weights: { $list }.
stage-difficulty = { $name }: what the reviewers give is multiplied by { $column } of the { $unit }.
stage-multiply = The result is multiplied by { $by }.
stage-given = { $name }: points that no reviewer gives are added, up to { $most }.
stage-bonus = { $name }: bonus points are added, at most { $most }.
stage-deduction = { $name }: points are taken off, at most { $most }.
stage-formula-lowest-to-own = { $name }: { $most } points × the lowest “{ $column }”{ $within ->
    [type] {" "}of its type
    [cohort] {" "}of its cohort
    [subject] {" "}of its field
   *[all] {""}
} ÷ that of the { $unit }; who has the lowest has { $most }{ $rounding ->
    [none] {""}
   *[other] ; the points are rounded to multiples of { $step } ({ $rounding })
}.
stage-formula-own-to-highest = { $name }: { $most } points × “{ $column }” of the { $unit } ÷ the highest{ $within ->
    [type] {" "}of its type
    [cohort] {" "}of its cohort
    [subject] {" "}of its field
   *[all] {""}
}; who has the highest has { $most }{ $rounding ->
    [none] {""}
   *[other] ; the points are rounded to multiples of { $step } ({ $rounding })
}.
stage-formula-linear = { $name }: { $most } points for the { $best ->
    [lowest] lowest
   *[highest] highest
} “{ $column }”{ $within ->
    [type] {" "}of its type
    [cohort] {" "}of its cohort
    [subject] {" "}of its field
   *[all] {""}
}, none for the { $best ->
    [lowest] highest
   *[highest] lowest
}, in proportion between them{ $rounding ->
    [none] {""}
   *[other] ; the points are rounded to multiples of { $step } ({ $rounding })
}.
stage-formula-as-it-is = { $name }: the points are “{ $column }” of the { $unit } on file{ $rounding ->
    [none] {""}
   *[other] ; the points are rounded to multiples of { $step } ({ $rounding })
}.
stage-floor = No score is below { $value }.
stage-cap = No score is above { $value }.
stage-rounding = { $stage ->
    [reviewers] What the reviewers of an indicator come to is rounded
    [weight] An indicator with its weight or factor is rounded
    [area] The points of an area are rounded
    [round] The score of a round is rounded
   *[score] The score is rounded
} to multiples of { $step } ({ $rounding }).
stage-rounding-printed = The score is printed in multiples of { $step } ({ $rounding }); it is { $tiers ->
    [yes] compared, ranked and put into tiers
   *[no] compared with other scores and ranked
} as it is, unrounded.
stage-of-score = the score
stage-of-percentile = the percentile
stage-of-every-indicator = every indicator
stage-threshold = { $strict ->
    [yes] Needed on { $what }: { $best ->
        [lowest] less
       *[highest] more
    } than { $limit }; { $limit } itself is not enough.
   *[no] Needed on { $what }: { $limit } or { $best ->
        [lowest] less
       *[highest] more
    }.
} Any { $unit } that does not reach it is in tier “{ $tier }”{ $ranked ->
    [no] {" "}and has no rank
   *[yes] {""}
}.
stage-quota = Tier “{ $tier }” holds { $kind ->
    [count] { $count ->
        [one] 1 { $unit }
       *[other] { $count } { $units }
    }
    [scored] { $share } % of the { $units } with a score (to whole { $units }: { $rounding })
   *[participants] { $share } % of the participants (to whole { $units }: { $rounding })
} at most{ $within ->
    [type] {" "}of each type
    [cohort] {" "}of each cohort
    [subject] {" "}of each field
   *[all] {""}
}, the best of those that reach it; the others are in tier “{ $other }”. { $ties ->
    [all] Of equal { $units } at the edge all are in
    [lots] Between equal { $units } at the edge, lots decide
   *[none] Of equal { $units } at the edge none is in
}.
stage-quota-counts = Tier “{ $tier }” holds at most so many { $units } of each { $within ->
    [type] type
    [cohort] cohort
   *[subject] field
}, the best of those that reach it: { $list }; the others are in tier “{ $other }”. { $ties ->
    [all] Of equal { $units } at the edge all are in
    [lots] Between equal { $units } at the edge, lots decide
   *[none] Of equal { $units } at the edge none is in
}.
stage-quota-budget = Tier “{ $tier }” goes to the best of those that reach it{ $within ->
    [type] {" "}in each type
    [cohort] {" "}in each cohort
    [subject] {" "}in each field
   *[all] {""}
}, as long as “{ $column }” adds up to no more than { $total }; the first for which there is not enough left and all after it are in tier “{ $other }”. { $ties ->
    [lots] Between equal { $units } for which there is not enough together, lots decide
   *[none] Of equal { $units } for which there is not enough together none is in
}.
stage-vote = { $name }: no { $unit } is in tier “{ $tier }” unless { $majority ->
    [simple] more than half
    [three-fifths] at least three fifths
    [two-thirds] at least two thirds
    [three-quarters] at least three quarters
   *[unanimous] all
} of { $of ->
    [valid] the valid votes (without abstentions)
    [cast] the votes cast, abstentions included,
   *[members] the { $members } members of the committee
} are yes{ $maybe ->
    [none] {""}
   *[other] {" "}(a maybe counts for { $maybe } of one)
}{ $quorum ->
    [0] {""}
   *[other] {" "}and at least { $quorum } vote
}; one that fails is in tier “{ $other }”.
drawn-lots = { $for_ ->
    [ranks] Lots were drawn for the ranks
   *[tier] Lots were drawn for a place in tier “{ $what }”
}, in this order: { $list }.
waiting-votes = Not decided yet: there is no valid result of the vote “{ $what }” on { $list }; until there is, there is no tier for them.
waiting-lots = Not decided yet: { $list } are equal at the edge of “{ $what }”, and the lot is still to be drawn; until then there is no tier for them.
waiting-quota = Not decided yet: whether “{ $what }” has a place for { $list } depends on what is still to be drawn or voted on.
waiting-ranks = Not decided yet: { $list } are equal and share a rank until the lot is drawn.
stage-lots = Lots follow from a text that was published, “{ $seed }”{ $source ->
    [none] {""}
   *[other] {" "}({ $source })
}: units are drawn in the order of the SHA-256 of this text, a blank and their code, so that anybody can draw them again.
stage-flag = { $column } = { $value }
stage-veto = Whatever the score: with { $named ->
    [yes] “{ $list }”
   *[no] { $list }
} on file, the best tier is “{ $tier }”{ $place ->
    [held] , and a place that it would have had in a better one stays empty
    [free] , and a place that it would have had in a better one goes to the next
   *[none] {""}
}.
stage-validity = { $some ->
    [yes] Of the tiers, { $list } are
   *[no] Tiers are
} valid for { $years ->
    [one] one year
   *[other] { $years } years
}, { $starts ->
    [announcement] from the day of the announcement
   *[next-year] from 1 January after the announcement
}.
caption-validity = From when to when tiers are valid, both days included
column-valid-from = Valid from
stage-lowest = Low is good: the lowest score has rank 1.
stage-within = Ranks are given within each { $within ->
    [type] type
    [cohort] cohort
   *[subject] field
}; they are not compared between them.
stage-rank-weights = For the order alone{ $type ->
    [all] {""}
   *[other] {" "}of “{ $type }”
}, indicators have these weights (others 1): { $list }. The score is made without them.
stage-tie-break = Equal { $scope ->
    [first-place] scores in the first place
   *[all] scores
}{ $type ->
    [all] {""}
   *[other] {" "}of “{ $type }”
} are told apart{ $count ->
    [one] {""}
   *[other] , in this order,
} by { $list }.
stage-column = { $name } (on file)
stage-tie-count = how many marks of { $points } they have
stage-tie-voters = how many reviewers gave them points
stage-tie-round = the score in { $name }
stage-tie-first = { $name } = { $value } first
stage-tie-nearest = { $name } nearest to { $value }
stage-tie-lots = lot
stage-tie-highest = { $name } (the higher first)
stage-tie-lowest = { $name } (the lower first)
item-stages = Between marks and score
item-standing = Beside the score
note-ranks-rules = Ranks follow the rules named in the text; { $units } that stay equal share { $ties }.
no-tiers = This edition has no tiers.
tiers-alone = The tiers are on file as they were decided, without scores, ranks and cut-offs.
no-cut-offs = The tiers of this edition are not ranges of the score; other rules make them.
without-near = The score as it is printed does not by itself decide the tier in this edition, so that it is not told who is near a cut-off.
undefined-stages = the score is not the plain sum of the marks, from which severity could be taken off
