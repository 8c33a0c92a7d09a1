# Labels that are awarded for a time and renewed
fault-needs-units = labels are awarded to units, and with data.level “{ $value }” none are on file.
fault-column-of-assessments = “{ $value }” is a column that every assessment has ({ $allowed }); allowed: a column of another name.
fault-column-of-two-kinds = “{ $value }” is yes or no in one condition and a number in another (label “{ $label }”); allowed: one of the two.
fault-empty-yet-asked-for = the cell is empty; { $place } in rules.toml goes by it.
fault-not-a-month = “{ $value }” is not a month; allowed: year-month, such as 2025-01.
stage-label = Label “{ $name }” needs { $list }.
stage-label-free = Label “{ $name }” is awarded at every assessment.
stage-label-valid = It is valid for { $years ->
    [one] one year
   *[other] { $years } years
} from the month of the assessment.
stage-label-endless = How long it is valid, the rules do not say.
stage-label-renewed = Assessed again by { $within ->
    [0] its end
    [one] one year after its end
   *[other] { $within } years after its end
}, it is renewed: { $years ->
    [one] one year is
   *[other] { $years } years are
} added to the old end. Later, it is awarded anew.
label-number = { $column } { $strict ->
    [yes] more than { $limit }
   *[no] at least { $limit }
}
label-unmet = needed: { $condition }; on file: { $found }
label-awarded = awarded
label-renewed = renewed
label-awarded-anew = awarded anew
label-refused = refused
label-decisions = { $count } { $decision }
say-labels = { $count ->
    [one] 1 assessment for a label is on file
   *[other] { $count } assessments for labels are on file
}: { $list }.
caption-labels = Assessments for labels, by { $unit } and month
column-label = Label
column-assessed = Assessed
column-decision = Decision
column-valid-until = Valid until
column-unmet = What was missing
note-labels = Months are year-month; a label is valid to the end of that month.
file-assessments = Assessments for labels
