# Marks, reviewers and the rounds of the review.
fault-two-tables-of-marks = the marks are also in { $other }; allowed: one of the two.
fault-not-parquet = the file cannot be read as Parquet: { $why }.
fault-too-many-rows = the file has { $value } rows; allowed: at most { $most }.
fault-column-type = values of type { $value } cannot be read; allowed: text or numbers.
fault-more-of-them = { $count } more faults of this kind in this column are not listed.
fault-mark-of-absent = unit “{ $value }” does not take part; allowed: units whose information is complete (submissions.csv) and that are not in absences.csv. If it was taken out after marking had begun, absences.csv must say since when (evalkit withdraw).
fault-unknown-reviewer = “{ $value }” is not in reviewers.csv.
fault-reviewer-in-wrong-round = “{ $value }” may not mark in round { $round }; allowed: { $allowed }.
fault-mark-twice = reviewer { $reviewer } already marks unit { $unit } on { $indicator } in round { $round }, in row { $first }; allowed: one mark each.
fault-marks-incomplete = reviewer { $reviewer } gives unit { $unit } { $count } marks in round { $round }; allowed: one on each of the { $wanted } indicators.
fault-not-assigned = “{ $value }” was not assigned to unit { $unit } in round { $round } (assignment.csv).
fault-revised-without-minutes = the discussion revised marks of unit “{ $value }”, but minutes.csv has no decision “revised” for it.
fault-minutes-without-marks = the decision for unit “{ $value }” is “revised”, but { $other } has no mark of the panel for it.
fault-reserved-code = “{ $value }” is kept for what the discussion decides; allowed: any other code.
fault-row-twice = “{ $value }” stands in row { $first } already; allowed: every combination once.
fault-former-without-end = the last day of a former tie is missing; allowed: a date such as 2023-06-30.
fault-current-with-end = a current tie has no last day; allowed: an empty cell, or kind = former.
fault-present-and-recused = “{ $value }” is listed both as present and as recused; allowed: one of them.
fault-code-twice = “{ $code }” is listed twice in the cell; allowed: every code once.
fault-not-a-date = “{ $value }” is not a date; allowed: year-month-day, such as 2025-01-31.

# rules.toml of an edition with marks
fault-no-criterion = names no criterion, so nothing would ever be important; allowed: at least one of { $allowed }, or no [review.importance] at all.
fault-discussion-not-last = round “{ $value }” is a discussion, yet round “{ $next }” follows; allowed: the discussion last, since what it decides is final.
fault-not-the-sum = { $value } does not fit scores that are sums of marks; allowed: { $wanted }.
fault-rounded-twice = { $value } would round the score a second time; allowed with marks: { $step }, the step of the scores.
fault-too-few-to-trim = a trimmed mean leaves out the highest and the lowest mark; allowed: at least three reviewers for each unit in the rounds that count.
error-other-indicators = { $edition }: the new rules have other indicators than those that were marked.
error-other-marks = { $edition }: the new rules have other grades than those that were given, another good end, or another treatment of marks that are not there.
error-other-rounds = { $edition }: no marks were given in round “{ $round }”, which counts under the new rules.

# The docket
docket-no-rule = The rules do not say what makes a difference important ([review.importance]), so there is no docket.
docket-count = { $count ->
    [0] None of the { $units } units with several reviewers has
    [one] 1 of the { $units } units with several reviewers has
   *[other] { $count } of the { $units } units with several reviewers have
} an important difference; { $open ->
    [unknown] no minutes of a discussion are on file.
   *[other] { $open } still to be discussed.
}
docket-unit = { $place }. { $unit } { $name }: totals from { $lowest } to { $highest }, difference { $difference } ({ $status })
docket-status-open = to be discussed
docket-status-unknown = not on file
docket-status-kept = discussed, marks kept
docket-status-revised = discussed, marks revised
docket-no-score = No score yet: sheets are missing.
docket-tier-changes = Score { $score }, { $tier }; without one of the reviewers it would be { $others }.
docket-tier-stays = Score { $score }, { $tier }; that would hold without any one of the reviewers ({ $margin } points from another tier).
docket-or = {" "}or{" "}
docket-comma = ;{" "}
docket-drivers = Differences mostly on: { $drivers }
docket-driver = { $indicator } { $low } against { $high }

# Filing
error-not-of-marks = { $edition } is not an edition of marks: data.level in its rules.toml is not “marks”.
error-assignment-after-marks = { $edition } has marks on file, given under the assignment that is there; a new one would disown them.
error-assignment-there = { $edition } has an assignment already; --overwrite writes another.
error-dropped-already = { $indicator } is dropped already (dropped.csv of { $edition }).
error-nothing-assigned = Nothing is assigned in { $edition }; run evalkit assign first.
error-resigned-already = { $reviewer } has given up already (unavailable.csv of { $edition }).
error-recused-already = { $reviewer } is kept from unit { $unit } already (recusals.csv).
error-marks-there = { $count ->
    [one] 1 mark on file differs
   *[other] { $count } marks on file differ
} from the new ones (reviewer { $reviewer }, unit { $unit } first); nothing was written. --replace puts the new ones in their place.
error-minutes-there = These units were minuted before: { $units }; nothing was written. --replace puts the new minutes in their place.
error-no-subjects = { $edition }: units.csv has no column “subject”, by which the groups are made.
error-cap = --cap must be a probability above 0 and at most 1, not { $value }.
error-cap-too-small = No assignment can be drawn in which every pair has a probability of { $cap } at most: there are too few reviewers for some units. The least that can be kept to is { $least }; nothing was assigned.
error-loads-too-small = The units that reviewers may be asked to mark (“load” in reviewers.csv) do not suffice; nothing was assigned.
error-no-history = { $edition }: no change is on file (history.csv), so that what stood there before is not known.
error-folder-not-empty = { $folder } is there already and not empty; name a new folder.
error-not-a-day = “{ $value }” is not a date; allowed: such as 2020-03-05.
error-no-such-mark = No mark by { $reviewer } on { $indicator } of unit { $unit } in round { $round } is on file.
error-mark-is-so = { $indicator } of unit { $unit } by { $reviewer } in round { $round } is { $value } already; nothing was written.
error-not-a-mark = “{ $value }” is no mark on { $indicator }; allowed: a number, the id of a grade, or NA, as in marks.csv.
error-seed = --seed must be a whole number from 0, not { $value }.
error-unknown-stage = There is no stage “{ $name }”. Known: { $known }.

# The design of a review
design-size = { $units } units, { $reviewers } reviewers.
design-all-rounds = All rounds
design-all-reviewers = all reviewers
design-load = { $round }, { $group }: { $least } to { $most } units a reviewer, { $mean } on average.
design-connected = Units and reviewers hang together: severity can be told from quality.
design-parts = Units and reviewers fall into { $count } parts without a common unit: severity cannot be told from quality between them.
design-links = Fewest common units of two groups: { $units } ({ $one }; { $other }).
design-pivotal = Without one of these reviewers it would fall apart: { $reviewers }.
error-unknown-reason = There is no reason “{ $name }” in the rules; each stands under [[eligibility.reasons]] in rules.toml, with id and name. Known: { $known }.
error-unknown-unit-listed = There is no unit “{ $name }” in units.csv. Known: { $known }.
error-unknown-reviewer = No mark by a reviewer “{ $name }” is on file. Known: { $known }.
error-unknown-indicator = There is no indicator “{ $name }” in the rubric. Known: { $known }.
error-day-to-come = { $day } is a day to come; allowed: today ({ $last }) or earlier.
error-unknown-unit = No unit “{ $name }” takes part. Known: { $known }.
