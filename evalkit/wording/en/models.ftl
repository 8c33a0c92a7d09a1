# Why there is no result (reasons shared with the agreement coefficients are in agreement.ftl)
undefined-too-few-ratings = there are too few ratings for the model
undefined-one-level = one of the factors has a single level, so there is nothing to compare
undefined-no-repeats = each level of one of the factors was rated only once, so its differences cannot be told from chance
undefined-not-connected = the ratings fall into parts that no unit links: whether a reviewer of one part is more severe than one of another cannot be said
undefined-aliased = two factors always change together, so their effects cannot be told apart
undefined-collinear = the fixed terms are completely correlated (or one of them never changes), so their effects cannot be told apart
undefined-no-residual = the model fits every rating exactly; nothing is left from which to estimate an error
undefined-no-convergence = the search for the best fit did not end; there is no estimate to rely on
undefined-too-few-units = this reviewer shares too few units with others
undefined-too-few-sheets = the reviewer filled in too few sheets: even the most uncommon ones could be chance
undefined-too-few-to-see-scatter = too few sheets, or units with too few, to tell the scatter of this reviewer from that of the others
undefined-too-many-sheets = there are too many sheets (more than 3,000) to estimate a scatter for each reviewer
undefined-nobody-asked = no reviewer shares sheets enough with others to be compared
undefined-too-many-reviewers = there are too many reviewers (more than 3,000) to look at each of them
undefined-one-indicator = there is only one indicator, so nothing can be said of how indicators go together
undefined-one-area = the marks are of one area only, so areas cannot be compared
undefined-one-group = all belong to one cohort, so cohorts cannot be compared
undefined-one-group-each = each reviewer marked one cohort only, so severity in one cannot be told from severity in general
undefined-too-few-marks-a-unit = it takes two that have four marks or more each
undefined-one-round = there is only one round, so nothing can be said of change
undefined-no-unit-in-both-rounds = no reviewer rated the same unit in both rounds
undefined-too-few-in-both-rounds = fewer than two reviewers marked in both rounds, so a change of one cannot be set against that of others
undefined-no-own = there is no rating of a unit of the reviewer’s own group
undefined-ties-unknown = which reviewer belongs to which unit is not on file
undefined-all-own = ratings of own and of other units cannot be set against each other, so an advantage cannot be told from leniency

# Components of variance
component-unit = Differences between units
component-reviewer = Differences in severity between reviewers
component-residual = The rest (reviewers see units differently, and chance)

# Where the panel falls into parts
part-of-panel = Part { $number }: { $reviewers }; { $units } { $units ->
    [one] unit
   *[other] units
}, { $ratings } { $ratings ->
    [one] rating
   *[other] ratings
}.

# Diagnostics of single reviewers
diagnostic-severity = Severity
    .asks = Are the marks higher or lower than those of others on the same units?
    .estimate = Points above (+) or below (−) the average of the panel
diagnostic-spread = Spread
    .asks = Do the marks keep too much to the middle, or go too much to the ends?
    .estimate = Points by which marks go further apart (+) or less far (−) than others’, for each point that a unit lies above the average
diagnostic-erratic = Erratic marks
    .asks = Do the marks follow neither the quality of the units nor a constant severity?
    .estimate = Scatter as a multiple of what is usual in the panel (1 is usual)
diagnostic-halo = Halo
    .asks = Are the marks on the indicators of one unit too much alike?
    .estimate = Correlation between the marks on the indicators of one unit
diagnostic-drift = Drift
    .asks = Did severity change from one round to the next?
    .estimate = Points by which marks became more lenient (+) or more severe (−) than the panel’s on average
diagnostic-scatter = Scatter
    .asks = How far do the marks stray from what the unit deserves and a constant severity?
    .estimate = Standard deviation in points
diagnostic-own-advantage = Advantage of own units
    .asks = Are units of the reviewer’s own group marked differently?
    .estimate = Points added (+) or taken off (−) for own units, beyond the usual severity
