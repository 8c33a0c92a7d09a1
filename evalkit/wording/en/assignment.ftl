# Conflicts of interest: marks or an assignment in spite of them
fault-conflicted = reviewer { $value } may not mark unit { $unit }: { $ground ->
    [current] the reviewer is affiliated with it
    [former] the reviewer was affiliated with it until recently
    [declared] the reviewer declared a conflict of interest
   *[requested] the unit asked that the reviewer be recused
}.
fault-reciprocal = reviewer { $value } marks unit { $unit } of reviewer { $other }, who marks unit { $other_unit } of reviewer { $value }; allowed: one of the two at most.

# Why reviewers cannot be assigned
error-no-marked-round = rules.toml describes no round in which reviewers mark, so there is nothing to assign.
error-no-reviewers-per-unit = Round “{ $round }” has no reviewers_per_unit in rules.toml.
error-no-units-to-assign = No unit takes part, so there is nothing to assign.
error-units-without-subject = { $count ->
    [one] 1 unit has
   *[other] { $count } units have
} no subject in units.csv, so no group: { $units }.
error-too-few-reviewers = { $count ->
    [one] 1 unit has
   *[other] { $count } units have
} too few reviewers; nothing was assigned.
too-few-reviewers-unit = { $unit } ({ $subject }), { $rounds }: { $admissible } may mark it, { $needed } must.
error-no-assignment-without-reciprocal = Every unit has enough reviewers, but not without two of them marking each other's units; nothing was assigned.
error-cannot-be-connected = Under these rules and conflicts, units and reviewers fall into { $count } parts without a common unit, so the severity of the reviewers cannot be told from the quality of the units; nothing was assigned. A crossed round would connect groups.
error-not-connected = No assignment was found in which all units and reviewers hang together, so the severity of the reviewers cannot be told from the quality of the units; nothing was assigned. The last one tried has { $count } parts.
connected-part = { $unit_count ->
    [one] 1 unit
   *[other] { $unit_count } units
} ({ $unit_codes }) and { $reviewer_count ->
    [one] 1 reviewer
   *[other] { $reviewer_count } reviewers
} ({ $reviewer_codes })
connected-parts-more = and { $count ->
    [one] 1 more part
   *[other] { $count } more parts
}
error-too-few-marks-to-connect = { $units } units with { $per_unit ->
    [one] 1 reviewer
   *[other] { $per_unit } reviewers
} each make { $pairs } pairs; to connect them with { $reviewers } reviewers takes at least { $needed }, or the severity of the reviewers cannot be told from the quality of the units. Nothing was assigned. Allowed: more reviewers for each unit, or fewer reviewers in all.
