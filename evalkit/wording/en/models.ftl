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
undefined-nobody-asked = no reviewer shares sheets enough with others to be compared
undefined-too-many-reviewers = there are too many reviewers (more than 3,000) to look at each of them
undefined-one-indicator = there is only one indicator, so nothing can be said of how indicators go together
undefined-one-round = there is only one round, so nothing can be said of change
undefined-no-unit-in-both-rounds = no reviewer rated the same unit in both rounds
undefined-too-few-in-both-rounds = fewer than two reviewers marked in both rounds, so a change of one cannot be set against that of others
undefined-no-own = there is no rating of a unit of the reviewer’s own group
undefined-ties-unknown = which reviewer belongs to which unit is not on file
undefined-all-own = ratings of own and of other units cannot be set against each other, so an advantage cannot be told from leniency

# Components of variance
component-unit = Differences between units
component-reviewer = Differences in severity between reviewers
component-indicator = Differences in difficulty between indicators
component-residual = The rest (reviewers see units differently, and chance)
component-at-boundary = Estimated as 0: the differences are no larger than chance alone would make them.

# Where the panel falls into parts
parts-of-panel = { $count ->
    [one] The ratings hang together.
   *[other] The ratings fall into { $count } parts that nothing links.
}
part-of-panel = Part { $number }: reviewers { $reviewers }; { $units } { $units ->
    [one] unit
   *[other] units
}, { $ratings } { $ratings ->
    [one] rating
   *[other] ratings
}.

# How many reviewers
reviewers-needed = With { $count ->
    [one] one reviewer
   *[other] { $count } reviewers
} a unit, { $coefficient ->
    [generalizability] the generalizability of ranks
   *[dependability] the dependability of scores
} reaches { $target }.
reviewers-never-enough = More reviewers alone do not reach { $target }: most of the error does not come from them.

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
diagnostic-own-advantage = Advantage of own units
    .asks = Are units of the reviewer’s own group marked differently?
    .estimate = Points added (+) or taken off (−) for own units, beyond the usual severity

# A finding in one sentence
finding-severity = On the same units, reviewer { $reviewer } marks { $points } points { $direction ->
    [above] higher
   *[below] lower
} than the panel on average.
finding-spread = Reviewer { $reviewer } { $direction ->
    [above] goes to the ends of the scale: { $points } points further
   *[below] keeps to the middle of the scale: { $points } points less far
} than others for each point that a unit lies above the average.
finding-erratic = The marks of reviewer { $reviewer } are erratic: they stray from what others see { $times } times as far as is usual in the panel.
finding-halo = Reviewer { $reviewer } marks the indicators of a unit too much alike: the correlation is { $correlation }, that of the panel { $reference }.
finding-drift = Reviewer { $reviewer } became { $points } points more { $direction ->
    [above] lenient
   *[below] severe
} from the first round to the last, the change of the panel taken off.
finding-own-advantage = Reviewer { $reviewer } gives units of the own group { $points } points { $direction ->
    [above] more
   *[below] less
} than others do, the usual severity taken off.
finding-correction = { $count ->
    [one] One reviewer was looked at.
   *[other] { $count } reviewers were looked at; some would look unusual even if all were alike.
} The p-values are corrected for it ({ $method ->
    [holm] Holm: the chance of any false alarm
    [bh] Benjamini–Hochberg: the share of false alarms among all
   *[single-step] single step by simulation: the chance of any false alarm
}).
