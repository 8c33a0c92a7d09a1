# Words in tables
withheld = withheld
unit-unnamed = (not named)
list-shortened = { $list } and { $more } more
all-cohorts = All
column-cohort = Cohort
column-all = All
column-participants = Took part
column-absent = Did not
column-participation-rate = Participation
column-tier = Tier
column-scores = Scores
column-count = Number
column-sum = Sum
column-percent-participants = % of participants
column-percent-all = % of all { $units }
column-percent-tier = % of the tier
column-percent-cohort-participants = % of the cohort's participants
column-percent-cohort = % of the whole cohort
column-percent-of = { $name } (%)
column-rank = Rank
column-code = Code
column-name = Name
column-gloss = In English (unofficial)
column-score = Score
column-cut-off = Cut-off
column-distance = Move
column-other-tier = Tier it would be in
column-number = No.
column-indicator = Indicator
column-points = Points
column-role = Role on the panel
column-person = Name
column-affiliation = Affiliation
column-title = Title
column-alias = Variant
column-where = Where
column-file = File
column-holds = What it holds
column-rows = Rows
column-check = Check
column-outcome = Outcome

# Columns of frames of the library, as page.table heads them
column-withheld = Withheld
column-direction = Direction
column-steps = Score (steps)
column-stated-tier = Tier as stated
column-lowest = Lowest
column-highest = Highest
column-of = Of
column-denominator = Denominator
column-share = Share
column-percent-share = Share (%)
column-weight-share = Weight
column-reviewer = Reviewer
column-subject = Field
column-sheets = Sheets
column-of-roster = Tie to { $units } on file
column-of-participant = Tie to participants
column-spreads = Difference (standard deviations)
column-why = Why it matters
column-sheet-tiers = Tiers of the totals
column-hangs = Hangs on one reviewer
column-margin = To the nearest cut-off (points)
column-tier-before = Tier before
column-tier-after = Tier after
column-minority-view = Minority view
column-previous = Edition before
column-quantity = Compared
column-coefficient = Coefficient
column-estimate = Estimate
column-low = 95 % from
column-high = 95 % to
column-ratings = Ratings
column-alpha = Alpha
column-apart = Distance from the mean (share)
column-spread = Spread of the { $units } (share)
column-little = Little to agree on
column-severity = Severity (points)
column-scatter = Scatter (points)
column-added = Added (points)
column-detectable = Found from (points)
column-first = First sheet on it
column-marks = Marks
column-members = Reviewers in it
column-part = Part
column-sd = Standard deviation
column-reference = Rest of the panel
column-residual-sd = Residual (SD, points)
column-residual-share = Residual (share of the variance)
column-reviewer-sd = Reviewers (SD, points)
column-reviewer-share = Reviewers (share of the variance)
column-tested = Reviewers compared
column-tied = Tie on file
column-unit-sd = { $units } (SD, points)
column-unit-share = { $units } (share of the variance)
column-weights = Weights
column-stands-out = Stands out
column-taken-off = Taken off (points)
column-sure = How sure
column-follows-from = Follows from
column-dependability = Dependability Φ
column-generalizability = Generalizability Eρ²
column-low-ranks = Eρ²: 95 % from
column-high-ranks = Eρ²: 95 % to
column-error = Standard error of the mean (points)
column-section = Section
column-expression = How it is computed
column-expected = Expected
column-as-expected = As expected
column-statistic = Statistic
statistic-count = Number
statistic-mean = Mean
statistic-std = Standard deviation
statistic-min = Minimum
statistic-median = Median
statistic-max = Maximum
direction-up = to a better tier
direction-down = to a worse tier
direction-above = above the others
direction-below = below the others

row-participants = Took part
row-outside = Not on the roster
row-unknown = Not known
row-undecided = Not decided yet
row-absent = Did not take part
row-all = All
role-adviser = Adviser
role-head = Head
role-deputy = Deputy head
role-member = Member
alias-width = full- or half-width form
alias-short = shortened
alias-wording = other wording
file-programme = The programme: title, publisher, what a unit is called
file-rules = The rules of the edition: rubric, cohorts, tiers, rounding, publication
file-units = The roster of { $units }: code, name and what else is on file
file-scores = Final scores
file-panel = The panel
file-aliases = Name variants

numbered-table = Table { $number }. { $caption }
numbered-figure = Figure { $number }. { $caption }
label-table = Table { $number }
label-figure = Figure { $number }
see-also = {" "}See { $list }.
rows-left-out = { $count } rows, as CSV
caption-participation = Participation by cohort
caption-tiers = Number and share of { $units } in each tier
caption-tier-by-cohort = Number of { $units } by tier and cohort
caption-tier-in-cohorts = Tier “{ $tier }” by cohort: number and shares
caption-tier-of-group = { $group }: cohorts within each tier
caption-units = All { $units }, by tier
caption-scores = Scores of all { $units }
caption-panel = The panel
caption-files = Files that were read
caption-figure-tier-counts = Number of { $units } in each tier, with their share of the participants
caption-figure-score-distribution = Distribution of the published scores{ $type ->
    [all] {""}
   *[other] {" "}of “{ $type }”
}{ $cut ->
    [yes] ; dashed lines are cut-offs
   *[no] {""}
}
caption-figure-cohort-composition = Make-up of each whole cohort{ $known ->
    [all] {""}
   *[some] {" "}whose size is known
}
caption-figure-tier-composition = Make-up of each tier by cohort

group-tier = { $tier } ({ $count })

note-denominators = { $all_known ->
    [yes] { $participants } took part, of { $all } in all.
   *[no] { $participants } took part.
} Percentages are computed from the counts and rounded once, when shown, to { $decimals ->
    [0] whole numbers
    [one] 1 decimal
   *[other] { $decimals } decimals
}.
note-ranks-competition = Equal scores share the best rank and the ranks after them are left out (1, 2, 2, 4).
note-ranks-modified-competition = Equal scores share the worst rank (1, 3, 3, 4).
note-ranks-dense = Equal scores share a rank and no rank is left out (1, 2, 2, 3).
note-ranks-and-withheld = { $ranks } { $count ->
    [one] 1 score is withheld.
   *[other] { $count } scores are withheld; those { $units } stand in the order of their codes, which says nothing about their scores.
}
note-unnamed = { $count ->
    [one] 1 { $unit } is
   *[other] { $count } { $units } are
} not named and left out.
note-panel = A code marks an affiliation that is itself evaluated in this edition.

axis-units = Number of { $units }
axis-score = Score
axis-percent-cohort = Share of all { $units } of the cohort
axis-percent-tier = Share of the { $units } of the tier
label-count-share = { $count } ({ $share }%)
label-count = { $count }
label-cohort-size = { $name } ({ $count })

alt-tier-counts = Bar chart. { $list }. The table beside it holds the data.
alt-score-distribution = Histogram: { $differ ->
    [yes] the published scores of { $count } { $units } run from { $lowest } to { $highest }, median { $median }
   *[no] { $count ->
        [one] the published score of 1 { $unit } is { $highest }
       *[other] the published scores of { $count } { $units } are all { $highest }
    }
}; { $hidden ->
    [0] none is withheld
    [one] 1 more is withheld and not drawn
   *[other] { $hidden } more are withheld and not drawn
}.
alt-cohort = { $name }: { $list }
alt-cohort-composition = One hundred-per-cent bar for each cohort. { $list }. The table beside it holds the data.
alt-tier-composition = One hundred-per-cent bar for each tier. { $list }. The table beside it holds the data.

# Running text
synthetic = The data on this page are synthetic, made for demonstration; they concern no real organisation and no real person.
not-on-file = This part is not on file.
none-on-file = None.

say-participation = { $known ->
    [all] All { $total ->
        [one] 1 { $unit }
       *[other] { $total } { $units }
    } took part.
    [some] There { $total ->
        [one] is 1 { $unit }
       *[other] are { $total } { $units }
    } in all; { $participants } took part and { $absent } did not, which is { $absent_share } of all.
   *[part] { $participants ->
        [one] 1 { $unit }
       *[other] { $participants } { $units }
    } took part.
}
say-scores-none = { $level ->
    [tiers] No scores are on file.
   *[other] No score is published.
}
say-cohort = { $cohort }: { $whole ->
    [known] { $total } in all, of which { $participants } took part ({ $share }) and { $absent } did not.
    [empty] { $total } in all, of which { $participants } took part.
   *[unknown] { $participants } took part.
}{ $uppers ->
    [yes] {" "}Of those that took part, { $upper } reached “{ $first }” or “{ $second }”, which is { $upper_share }.
   *[no] {""}
}
say-near-none = No score is published, and neither is how many lie near a cut-off.
say-near = Of { $count ->
    [one] 1 published score
   *[other] { $count } published scores
}, { $near ->
    [0] none would change tier
    [one] 1 would change tier
   *[other] { $near } would change tier
} if { $near ->
    [0] it
    [one] it
   *[other] they
} moved by { $window ->
    [1] 1 point
   *[other] { $window } points
} or less{ $near ->
    [0] .
   *[other] : { $up } would move up and { $down } down. With scores that differ ever so slightly, these tiers would change first.
}
say-panel = The panel has { $size ->
    [one] 1 member
   *[other] { $size } members
}{ $tied ->
    [yes] , of whom { $affiliated ->
        [one] 1 belongs
       *[other] { $affiliated } belong
    } to one of the { $units } evaluated in this edition.
   *[no] .
}
say-rounds = The review has { $count ->
    [one] 1 step
   *[other] { $count } steps
}: { $list }.
rounding-half-up = halves up
rounding-half-even = halves to even
rounding-down = remainder cut
rounding-up = always up
rounding-largest-remainder = largest remainders, to 100 in all
say-milestone = { $date }: { $what }

title-annual-report = { $title }: report
heading-cohort = { $cohort }
heading-tier = { $tier }
heading-area = { $area }
highlight-between = {": "}

# The page around it
toc = Contents
skip = Skip to the text
footer-provenance = Computed from data by evalkit { $version }; fingerprint of data and rules { $digest }. Every number can be computed again from the files named in manifest.json.
footer-source = Where the data come from: data/{ $programme }/{ $edition }/SOURCE.md.
index-title = Evaluation reports
index-lead = The reports of every programme and edition. Each page stands alone and needs no network.
column-edition = Edition
column-reports = Reports
column-tables = Tables
index-tables = { $count ->
    [one] Data package: 1 table
   *[other] Data package: { $count } tables
}
no-alt = Figure without a description
