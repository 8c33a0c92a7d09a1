# Panels compared before they sit
design-head = { $units } units, { $reviewers } reviewers. Spread of severities { $severity } points, of what is left { $residual } ({ $edition ->
    [none] as stated
   *[other] as in { $edition }
}). { $panels } panels drawn for each plan, seed { $seed }. A severe reviewer gives { $severe } points less than the others. Each plan: reviewers a unit, round by round.
design-plan = { $plan }{ $shared ->
    [0] {""}
    [one] , 1 unit marked by all
   *[other] , { $shared } units marked by all
}: { $sheets } sheets ({ $marks } marks), { $least } to { $most } a reviewer{ $cost ->
    [none] {""}
   *[other] , cost { $cost }
}; { $misplaced } (± { $error }) tiers expected wrong, { $adjusted } with severities taken off{ $near ->
    [none] {""}
   *[other] ; near a cut-off { $near }% right
}; a severe reviewer { $power ->
    [none] cannot be told from weak units
   *[other] is found in { $power }% of all cases
}.
design-refused = { $plan }{ $shared ->
    [0] {""}
    [one] , 1 unit marked by all
   *[other] , { $shared } units marked by all
}: not possible. { $why }
design-note = Wrong: another tier than average reviewers would have given. “±” is the standard error of the draw. “Found” is by the t-test of the suite after correction for all reviewers, with normal errors; its further check by exchange can only lower that. The discussion is left out, and the rule that makes a score of marks is applied to whole sheets.
design-cheapest = The fewest sheets that reach the aim: { $plan }
design-none = No plan reaches the aim.
design-written = { $count ->
    [one] 1 plan
   *[other] { $count } plans
} written to { $file }
error-design-rules = { $edition }: panels can only be compared where a score is the mean, median or trimmed mean of marks and the cut-offs are on file.
error-design-no-fit = { $edition }: its marks do not tell severity, quality and error apart; name another edition with --from, or state the spreads.
error-design-no-marks = { $edition }: no marks on file to take the spreads from; state them with --severity-sd, --residual-sd and --reliability.
error-design-no-mean = No earlier edition with scores is on file: state the mean with --mean.
error-design-rounds = --reviewers must name numbers for { $count ->
    [one] 1 round
   *[other] { $count } rounds
} ({ $rounds }), with commas between.
error-design-shared = There are not so many units without a conflict of interest with anybody, only { $count }.
error-design-load = A reviewer would have { $most } sheets.
error-design-stated = --severity-sd, --residual-sd and --reliability belong together, and take the place of --from.
error-design-sds = --severity-sd must be 0 or more, --residual-sd above 0, --reliability above 0 and below 1.
error-design-positive = --severe must be above 0, --cost 0 or more.
error-design-range = { $option } must be whole numbers such as 3 or 2-4, not { $value }.
error-design-aim = --aim must be one of { $known } with a limit, such as misplaced=5, not { $value }.

# A common scale over editions
undefined-no-link = the two editions have none in common
undefined-few-common = the two editions have too few in common
column-link = What tells
column-common = In common
column-shift = Shift (points)
column-tier-low = Tier at the lower end
column-tier-high = Tier at the upper end
column-honour = Honour
column-barred = Reviewers kept apart
column-change-of-severity = Change (points)
column-near = Near (points)
anchors-below = nearest below the cut-off at { $near }
anchors-above = nearest above the cut-off at { $near }
anchors-middle = in the middle of “{ $tier }” (median { $near })
anchors-line = { $unit } { $name } ({ $score }): { $reason }
anchors-note = { $count ->
    [one] 1 dossier
   *[other] { $count } dossiers
} to be marked anew by reviewers of the next edition. The marks they get there and had here tell by how much the scale moved.{ $file ->
    [none] { "" }
   *[other] { " " }Written to { $file }.
}
error-anchors-no-cut-offs = { $edition }: no scores, or no cut-offs, are known, and dossiers are chosen by where they lie between cut-offs.
error-anchors-no-marks = { $edition }: no marks on file, so nothing to compare with marks of the next edition.
