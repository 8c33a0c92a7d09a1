implied-cohort = All
implied-area = All criteria
implied-round = Review
new-unit = application, applications
new-publisher = Name of the office
new-edition-title = { $title } { $edition }
new-example = Example { $what } { $number } (made up)
new-example-reviewer = Made-up reviewer { $number }
new-ask-languages = Languages of the reports, the leading one first (en; zh; zh, en)
new-ask-level = What is on file: marks of each reviewer, final scores, or tiers alone (marks; scores; tiers)
new-ask-edition = First edition
new-ask-title = Title of the programme
new-ask-unit = What is evaluated, one and several
new-ask-publisher = Who publishes the reports
error-new-name = “{ $name }” cannot be the name of { $what ->
    [edition] an edition
   *[other] a programme
}: 1 to 40 Latin letters, digits, - and _, the first a letter or digit.
error-unknown-level = There is no level “{ $name }”. Known: { $known }.
error-new-exists = { $folder } is there already; nothing was written. Choose another name, or move it away.
error-new-from-nothing = { $file }: no table of marks or scores was recognised ({ $sheets }); nothing was written. It needs a row of column names with one for the unit (such as Code or Name) and below it marks by reviewer, or one column of scores.
error-new-from-words = { $file }: the marks seem to be words ({ $words }), of which it is not known which is better; nothing was written. Say so, the best first: --grades "{ $grades }"
error-new-from-level = { $file } holds { $found ->
    [marks] marks
   *[scores] final scores
}, not { $level }; nothing was written.
new-seen-units = Units: { $count } in [{ $sheet }], code from “{ $code }”, name from “{ $name }”.
new-seen-reviewers = Reviewers: { $count } in [{ $sheet }], from “{ $column }”.
new-seen-long = Marks: [{ $sheet }], one a row; criteria: { $criteria }.
new-seen-wide = Marks: [{ $sheet }], one column a criterion: { $criteria }.
new-seen-sheets = Of the { $count } sheets alike, each is one reviewer’s; [{ $sheet }] is the first.
new-seen-matrix = Marks: [{ $sheet }], each reviewer ({ $people }) on each criterion ({ $criteria }), side by side.
new-seen-people = Marks: [{ $sheet }], one column a reviewer: { $columns }.
new-seen-scores = Scores: [{ $sheet }], from “{ $column }”.
new-seen-cohorts = Cohorts: from “{ $column }”: { $list }.
new-seen-rule = “{ $column }” is { $rule ->
    [mean] the mean of the reviewers
   *[trimmed-mean] the mean without the highest and the lowest mark
}: the rule for several reviewers follows it.
new-unsure-points = How many points a criterion can give; assumed, with the highest mark in brackets: { $list }.
new-unsure-minimum = Whether marks begin at 0 or 1; the lowest is { $least }, so 1 was assumed.
new-unsure-weights = The weights in the column names add up to { $sum } and not to 100; they were left out.
new-unsure-step = To what step a score is rounded; { $step } was assumed. Marks are in steps of { $marks }.
new-unsure-scores = What a score can be; { $least } to { $most } in steps of { $step } was assumed. On file: { $lowest } to { $highest }.
new-unsure-total = “{ $column }” is not the sum of the criteria in { $count ->
    [one] 1 row
   *[other] { $count } rows
}: there may be weights or a rule that the file does not say. evalkit computes the scores itself.
new-unsure-joint = Who gave the marks; they are taken as those of one panel, and its columns as criteria: { $columns }. If they are reviewers, write across = "reviewer".
new-unsure-parts = Whether each of these sheets is one reviewer’s; they have the same columns, so that was assumed: { $list }.
new-unsure-grades = The order of the words that are marks, and how many points each is worth; assumed: { $list }. A word that nobody gave is not among them. Another order: --grades, the best first.
new-unsure-matrix = Which of the two rows of names are reviewers; assumed: { $people } are reviewers, { $criteria } criteria.
new-unsure-people = Whether these columns are reviewers; their mean is the total, so that was assumed: { $columns }.
new-unsure-cut-offs = Where a tier begins; the lowest score on file was taken: { $list }.
new-unsure-tiers = Tiers and cut-offs: the file names none.
new-unsure-code = No column has codes; the names in “{ $column }” are used as codes.
new-unsure-missing = { $count ->
    [one] 1 mark is not there; it is left out.
   *[other] { $count } marks are not there; they are left out.
}
new-unsure-languages = The texts of the file are in one language; they stand for all languages of the programme.
new-unsure-judgement = What makes the score; assumed: “{ $column }” alone, each reviewer’s overall judgement. The single criteria are on file with counts = false; without that line they are added.
new-unsure-columns = Columns of [{ $sheet }] that were passed over: { $list }.
new-unsure-rows = Rows of [{ $sheet }] that do not belong to the table: { $rows }.
new-unsure-sheets = Sheets that were passed over: { $list }.
error-new-edition-by-hand = The rules of { $edition } are written in a way that { $key } cannot be changed by a program; nothing was written. Copy the folder and edit it by hand.
cli-new = { $count ->
    [one] 1 file
   *[other] { $count } files
} written to { $folder }; the units, people and numbers in them are made up.
cli-new-next = Next: { $check } and { $run }. Then put your own data into { $tables } and set synthetic = false in { $programme }.
cli-new-from = { $count ->
    [one] 1 file
   *[other] { $count } files
} written to { $folder }. Recognised in your file:
cli-new-unsure = What it does not say; please look at { $rules }:
cli-new-from-next = Next: { $check } and { $run }.
cli-new-edition = { $folder } has the rules of { $before } with edition, title and dates changed, and tables with headers only: { $tables }.
cli-new-edition-left = Not taken over: { $files }.
cli-new-edition-next = Look through { $rules }, fill in the tables, then: { $check }
