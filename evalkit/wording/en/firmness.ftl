# How firm tiers are, and what would change the list: 08-firmness.ipynb, brief.ipynb
say-firmness = { $case ->
    [all] All { $count } tiers are firm: the marks give each of them a chance of { $limit }% or more of being the one that average reviewers would have given.
    [hidden] Of { $count } tiers all but fewer than { $fewest } are firm: the marks give each of these a chance of { $limit }% or more of being the one that average reviewers would have given.
    [hidden-sure] Of { $count } tiers fewer than { $fewest } are firm: of the others the marks do not give a chance of { $limit }% of being the one that average reviewers would have given. Some { $wrong } of the { $count } are expected to be wrong, and nobody can say which; they are to be looked for near the cut-offs.
   *[some] Of { $count } tiers, { $sure } { $sure ->
        [one] is
       *[other] are
    } firm: the marks give each of them a chance of { $limit }% or more of being the one that average reviewers would have given. { $unsure } { $unsure ->
        [one] is
       *[other] are
    } not. Some { $wrong } of the { $count } are expected to be wrong, and nobody can say which; they are to be looked for { $listed ->
        [yes] among the { $unsure }
       *[no] near the cut-offs
    }.
} Were another panel of the same size to mark the same { $units }, { $again }% of the tiers would be the same.
firm-change-rule = Another rule for several marks
firm-change-cut-off = Cut-offs moved
firm-change-weight = Another weight
firm-change-area = An area left out
firm-change-indicator = An indicator left out
firm-change-round = A round left out
firm-change-tie = Reviewers with a tie left out
firm-change-reviewer = A reviewer left out
firm-change-what-mean = the mean
firm-change-what-median = the median
firm-change-what-trimmed-mean = the mean without the highest and the lowest
firm-change-what-all = all of them
firm-change-what-someone = one of them
firm-change-up = { $what } up by { $by }
firm-change-down = { $what } down by { $by }
firm-change-points = { $points ->
    [1] 1 point
   *[other] { $points } points
}
firm-input-rule = rule for several marks
firm-input-cut-off = cut-offs
firm-input-reviewer = which reviewer is left out
firm-input-weight = weight of “{ $area }”
firm-parts-area = areas
firm-parts-indicator = indicators
column-probability = Chance of the tier
column-firm = Firm
column-likeliest = Likeliest tier
column-pull = Expected above the score
column-same-again = Same tier again
column-cut-off-by = To the next tier (points)
column-cut-off-tier = Tier beyond the cut-off
column-mark-by = One mark by (points)
column-mark-reviewer = Mark of
column-mark-indicator = Mark on
column-mark-tier = Tier with that mark
column-left-out = Without whom the tier is another
column-left-out-tier = Tier without the first
column-cause = What is changed
column-what = How
column-by = By
column-changed = Tiers that change
column-up = Up
column-down = Down
column-open = Without a score then
column-moved = Which
column-nominal = By the rules
column-effective = In fact
column-correlation = Correlation with the rest
column-items = Indicators
column-omega = Omega
column-kept = Weights a fifth off: tier kept
column-kept-unknown = Any weights: tier kept
column-best = First place
column-input = Varied
column-own-effect = By itself
column-total-effect = With others
firm-why-near = less than one step from another tier
firm-why-less = its reviewers gave { $points } points less than others would
firm-why-more = its reviewers gave { $points } points more than others would
firm-why-high = a score so high is { $points } points too high on average
firm-why-low = a score so low is { $points } points too low on average
firm-why-few = { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
} only, where { $usual } are usual
firm-why-error = nearer to another tier than the score is sure
