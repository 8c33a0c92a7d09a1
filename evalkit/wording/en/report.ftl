# Words in tables
withheld = withheld
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
column-gloss = Field (unofficial gloss)
column-score = Score
column-cut-off = Cut-off
column-distance = Distance
column-number = No.
column-indicator = Indicator
column-points = Points
column-role = Role on the panel
column-person = Name
column-affiliation = Affiliation
column-title = Title
column-alias = Variant
column-where = Where
column-alias-kind = Kind
column-file = File
column-holds = What it holds
column-rows = Rows
column-check = Check
column-outcome = Outcome
row-participants = Took part
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
file-units = The { $units } evaluated: code, name, cohort
file-scores = Final scores
file-panel = The panel
file-aliases = Name variants

numbered-table = Table { $number }. { $caption }
numbered-figure = Figure { $number }. { $caption }
caption-participation = Participation by cohort
caption-tiers = Number and share of { $units } in each tier
caption-tier-by-cohort = Number of { $units } by tier and cohort
caption-tier-in-cohorts = Tier “{ $tier }” by cohort: number and shares
caption-tier-of-group = { $group }: cohorts within each tier
caption-scores = Scores of all { $units }
caption-near-cut-offs = { $units } with a score within { $within } { $within ->
    [one] point
   *[other] points
} of a cut-off
caption-rubric = Rubric
caption-panel = The panel
caption-aliases = How else the source writes a name
caption-files = Files that were read
caption-figure-tier-counts = Number of { $units } in each tier, with their share of the participants
caption-figure-score-distribution = Distribution of the published scores; dashed lines are cut-offs
caption-figure-cohort-composition = Make-up of each whole cohort
caption-figure-tier-composition = Make-up of each tier by cohort

group-tier = { $tier } ({ $count })
group-area = { $area } ({ $count ->
    [one] 1 indicator
   *[other] { $count } indicators
})

note-denominators = { $participants } took part, of { $all } in all. Percentages are computed from the counts and rounded once, when shown, to { $decimals ->
    [one] 1 decimal
   *[other] { $decimals } decimals
}.
note-ranks-competition = Equal scores share the best rank and the ranks after them are left out (1, 2, 2, 4).
note-ranks-modified-competition = Equal scores share the worst rank (1, 3, 3, 4).
note-ranks-dense = Equal scores share a rank and no rank is left out (1, 2, 2, 3).
note-ranks-and-withheld = { $ranks } { $count ->
    [one] 1 score is
   *[other] { $count } scores are
} withheld; those { $units } stand in the order of their codes, which says nothing about their scores.
note-near-cut-offs = Distance is the score minus the cut-off: at −1, one more point would reach the tier above.
note-points-unknown = The source does not print the points of the indicators.
note-panel = As the source prints it. A code marks an affiliation that is itself evaluated in this edition.

axis-units = Number of { $units }
axis-score = Score
axis-percent-cohort = Share of all { $units } of the cohort
axis-percent-tier = Share of the { $units } of the tier
label-count-share = { $count } ({ $share }%)
label-count = { $count }
label-cohort-size = { $name } ({ $count })

alt-tier-counts = Bar chart. { $list }. The table beside it holds the data.
alt-score-distribution = Histogram: the published scores of { $count } { $units } run from { $lowest } to { $highest }, median { $median }; { $hidden ->
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

say-participation = There are { $total } { $units } in all; { $participants } took part and { $absent } did not, which is { $absent_share } of all.
say-on-file = On file are { $units_on_file ->
    [one] 1 evaluated { $unit }
   *[other] { $units_on_file } evaluated { $units }
} in { $cohorts } cohorts, { $scores } with a published score and { $withheld } with a withheld one. The evaluation covers { $first } to { $last }.
say-checks-passed = All checks passed: no fault was found in these files. Had there been one, this page would not exist.
say-notes-none = Every file is plain UTF-8 text.
say-withheld-not-missing = Withheld is not missing: { $withheld ->
    [one] this 1 { $unit } has a score
   *[other] these { $withheld } { $units } have scores
} that the source does not print. The tier is known, the rank is not.
say-no-withheld = The scores of all participants are on file.
say-upper-tiers = “{ $first }” and “{ $second }” together have { $count ->
    [one] 1 { $unit }
   *[other] { $count } { $units }
}: { $of_participants } of the participants and { $of_all } of all { $units }.
say-tier = { $count ->
    [one] 1 { $unit } is
   *[other] { $count } { $units } are
} in tier “{ $tier }” (scores { $range }): { $of_participants } of the participants and { $of_all } of all { $units }.
say-tier-none = No { $unit } is in tier “{ $tier }” (scores { $range }).
say-scores = The { $count } published scores run from { $lowest } to { $highest }; their median is { $median }.
say-scores-none = No score is published, only the tier of each { $unit }.
say-full-marks = { $full ->
    [one] 1 { $unit } has
   *[other] { $full } { $units } have
} the full { $max } points: { $names }.
say-near-none = How many scores lie near a cut-off is not published.
say-near = Of { $count } published scores, { $near ->
    [one] 1 lies
   *[other] { $near } lie
} within { $within ->
    [one] 1 point
   *[other] { $within } points
} of a cut-off: { $exactly } exactly on one and { $just_below } one step below. Where reviewers differ ever so slightly, these are the { $units } whose tier would change first.
say-cohort = { $cohort }: { $total } in all, of which { $participants } took part ({ $share }) and { $absent } did not. Of those that took part, { $upper } reached “{ $first }” or “{ $second }”, which is { $upper_share }.
say-panel = The panel has { $size ->
    [one] 1 member
   *[other] { $size } members
}, of whom { $affiliated ->
    [one] 1 belongs
   *[other] { $affiliated } belong
} to an { $unit } that is itself evaluated in this edition.
say-rubric = The rubric has { $areas } areas with { $indicators } indicators and { $points } points in all.
say-rounds = The review has { $count ->
    [one] 1 step
   *[other] { $count } steps
}: { $list }.
say-difference-unknown = The rules on file do not say how large a difference is “important”, nor how many reviewers each { $unit } had.
say-banding = A score is rounded to { $nearest ->
    [1] whole points
   *[other] multiples of { $nearest } points
} ({ $rule }) before it is compared with the cut-offs.
rounding-half-up = halves up
rounding-half-even = halves to even
rounding-down = remainder cut
say-milestone = { $date }: { $what }

title-annual-report = { $title }: report
heading-cohort = { $cohort }
heading-tier = { $tier }

# The page around it
toc = Contents
skip = Skip to the text
print-hint = Print this page for a report on paper.
footer-provenance = Computed from data by evalkit { $version }; fingerprint of data and rules { $digest }. Every number can be computed again from the files named in manifest.json.
footer-source = Where the data come from: data/{ $programme }/{ $edition }/SOURCE.md.
index-title = Evaluation reports
index-lead = The reports of every programme and edition. Each page stands alone and needs no network.
index-programme = { $title }
column-edition = Edition
column-reports = Reports
column-tables = Tables
index-tables = { $count ->
    [one] 1 CSV file
   *[other] { $count } CSV files
}
no-alt = Figure without a description
