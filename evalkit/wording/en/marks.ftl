# Marks, reviewers and the rounds of the review.
fault-two-tables-of-marks = the marks are also in { $other }; allowed: one of the two.
fault-not-parquet = the file cannot be read as Parquet: { $why }.
fault-more-of-them = { $count } more faults of this kind in this column are not listed.
fault-mark-of-absent = unit “{ $value }” does not take part; allowed: units whose information is complete (submissions.csv) and that are not in absences.csv.
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
fault-discussion-not-last = round “{ $value }” is a discussion, yet round “{ $next }” follows; allowed: the discussion last, since what it decides is final.
fault-not-the-sum = { $value } does not fit scores that are sums of marks; allowed: { $wanted }.
fault-rounded-twice = { $value } would round the score a second time; allowed with marks: { $step }, the step of the scores.
fault-too-few-to-trim = a trimmed mean leaves out the highest and the lowest mark; allowed: at least three reviewers for each unit in the rounds that count.
error-other-indicators = { $edition }: the new rules have other indicators than those that were marked.
