# The consistency of the reviewers: tables, figures and sentences. What the statistics are called, and why one may be
# undefined, is in agreement.ftl and models.ftl.

consistency-interval = { $low } to { $high }
consistency-with-value = { $name } ({ $value })
consistency-quoted = “{ $name }”
consistency-point = { $name } { $value }
consistency-no-changes = Where scores are published, no tier would change.
consistency-from-to = { $count ->
    [1] { $low }
   *[other] { $low } to { $high }
}
consistency-sd-share = { $sd } ({ $percent }%)
consistency-all-rounds = All rounds together
consistency-all-together = All reviewers with a tie
consistency-of-totals = Totals
consistency-of-tiers = Tiers
consistency-group-areas = Areas
consistency-group-indicators = Indicators
consistency-same = same
consistency-not-computed = Cannot be computed here; see the tables above.
consistency-within = yes
consistency-beyond = no
consistency-per-round = { $count } in “{ $round }”
consistency-remark-model = from the crossed model
consistency-remark-alike = marks close, { $units } close; little to agree on
consistency-convention-landis-koch = Landis & Koch (1977)
consistency-convention-koo-li = Koo & Li (2016)
consistency-short-icc-one-way = one mark, ICC(1)
consistency-short-icc-one-way-average = mean, ICC(k)
consistency-short-alpha-interval = alpha
consistency-short-alpha-ordinal = alpha, ordinal
consistency-label-agreement = { $what }: { $name }
consistency-label-of-round = { $round }, { $name }
consistency-row-bias = Mean difference
consistency-row-lower = Lower limit of agreement
consistency-row-upper = Upper limit of agreement

consistency-column-what = What
consistency-column-coefficient = Coefficient
consistency-column-value = Value
consistency-column-interval = 95% interval
consistency-column-units = Number of { $units }
consistency-column-reviewers = Reviewers
consistency-column-ratings = Sheets compared
consistency-column-remark = Remark
consistency-column-convention = Convention
consistency-column-band = Called
consistency-column-alpha = Alpha
consistency-column-deviation = Marks apart (% of { $reach ->
    [range] range
   *[points] points
})
consistency-full = { $reach ->
    [range] range
   *[points] points
}
consistency-column-between = Spread of { $units } (% of { $reach ->
    [range] range
   *[points] points
})
consistency-column-reviewer = Reviewer
consistency-column-public = In public pages of this edition
consistency-caption-codes = By which number the public knows each reviewer
consistency-remark-not-published = of single reviewers not published
consistency-too-few-to-publish = fewer than { $fewest } { $units } or reviewers, whose marks it would tell
consistency-column-sheets = Sheets
consistency-column-severity = Severity (points)
consistency-column-error = Standard error
consistency-column-p = p, corrected
consistency-column-shrunken = Taken off in the replay
consistency-column-stands-out = What stands out, how large (95% interval)
consistency-column-sure = How sure
consistency-column-along = Probably of the same cause
consistency-column-advice = What to talk about
consistency-column-question = Matter
consistency-column-asks = Question
consistency-column-tested = Reviewers compared
consistency-column-who = Stand out
consistency-column-tied = Sheets with a tie
consistency-column-added = Added (points)
consistency-column-points = Points
consistency-column-raw = Raw
consistency-column-official = Official score
consistency-column-adjusted = Adjusted
consistency-column-change = Change
consistency-column-change-error = Standard error of the change
consistency-column-tier = Tier
consistency-column-adjusted-tier = Tier it would get
consistency-column-within = Within the error
consistency-column-per-unit = Reviewers for each { $unit }
consistency-column-phi = Dependability (Φ)
consistency-column-rho = For ranks (Eρ²)
consistency-column-sem = Standard error (points)
consistency-column-item = GRRAS item
consistency-column-answer = Here

consistency-axis-agreement = Coefficient, with 95% interval
consistency-axis-alpha = Krippendorff’s alpha with 95% interval
consistency-axis-severity = Points above or below the panel, same { $units }
consistency-axis-own = Points added for { $units } with a tie
consistency-axis-mean = Mean of the two rounds (points)
consistency-axis-gap = Last − first round (points)
consistency-axis-raw = Raw score (points)
consistency-axis-move = Adjusted − raw (points)
consistency-axis-reviewers = Reviewers for each { $unit }
consistency-axis-coefficient = Coefficient
consistency-label-stays = same tier: { $count }
consistency-label-moves = another tier: { $count }
consistency-label-phi = Dependability Φ (cut-offs), with 95% band
consistency-label-rho = Eρ² (ranks)
consistency-label-now = now

consistency-caption-agreement = Agreement of totals and tiers
consistency-caption-bands = What two conventions call these values (from the low to the high end of the interval)
consistency-caption-indicators = Agreement on areas and indicators, least first (marks as a share of { $reach ->
    [range] their range, 0 being the least mark
   *[points] the points
}; all rounds together)
consistency-caption-components = Where differences between totals come from: standard deviation in points (share of the variance)
consistency-caption-severity = Severity of every reviewer, most severe first
consistency-caption-talk = Which reviewer to talk to, and why
consistency-caption-questions = What was asked of every reviewer, and who stands out
consistency-caption-own = What reviewers add to { $units } with which a tie is on file
consistency-caption-rounds = “{ $last }” minus “{ $first }”: mean totals of { $count } { $units } (points)
consistency-caption-changed = Which { $units } would get another tier
consistency-caption-adjusted = Raw and severity-adjusted scores side by side, every { $unit }
consistency-caption-d-study = What the mean of so many reviewers would be worth
consistency-caption-grras = Reporting after GRRAS (Kottner et al. 2011)
caption-figure-consistency-agreement = Agreement by round, with 95% intervals
caption-figure-consistency-indicators = Agreement by indicator: Krippendorff’s alpha with 95% intervals, from { $least } up to { $most }
caption-figure-consistency-severity = Severity of { $count } reviewers with 95% intervals, from { $least } to { $most } points{ $named ->
    [none] { "" }
    [0] ; nobody stands out after correction for all reviewers
   *[other] ; filled: the { $named } who stand out after correction for all reviewers
}
caption-figure-consistency-own = What is added for { $units } with a tie, with 95% intervals ({ $first } points); filled: stands out
caption-figure-consistency-rounds = Difference of the two rounds against their mean, { $count } { $units }: { $bias } points on average; limits of agreement { $lower } and { $upper }{ $outside ->
    [0] , and nothing outside them
   *[other] ; outside them { $outside }, the farthest with their codes
}
caption-figure-consistency-adjusted = By how much an adjustment would move each of { $count } scores: half of them by { $typical } points or less, at most { $largest }; dashed lines: where, before rounding, a tier begins{ $moved ->
    [0] { "" }
   *[other] ; with their codes: those that would get another tier
}
caption-figure-consistency-d-study = What the mean of so many reviewers is worth: { $phi } with the present { $now }; line: { $target }

consistency-alt-agreement = Points with intervals. { $list }. The table below holds the data.
consistency-alt-indicators = Points with intervals, least agreement first. { $list }. The table below holds the data.
consistency-alt-severity = The severities of { $count } reviewers from { $least } to { $most } points, each with its interval. { $named ->
    [none] Nobody could be compared.
    [0] Nobody stands out.
   *[other] These stand out: { $list }.
}
consistency-alt-own = Points with intervals. { $list }. The table below holds the data.
consistency-alt-rounds = Scatter of { $count } { $units }: mean difference { $bias } points, limits of agreement { $lower } and { $upper }; { $hidden } with withheld scores are not drawn.
consistency-alt-adjusted = Scatter of { $count } scores: half of them would move by { $typical } points or less, the largest move is { $largest }; { $moved } would change tier.
consistency-alt-d-study = Dependability by number of reviewers: { $list }.

consistency-short-agreement = { $told ->
    [no] Totals of one { $unit } are no more alike than totals of different { $units }: by these sheets, the { $units } cannot be told apart.
   *[yes] Why totals of single sheets differ: { $units_share }% because the { $units } differ, the other { $rest_share }% through severity, different opinions and chance. The mean over all sheets of one { $unit } has a reliability of { $mean } on a scale from 0 to 1, which says that it is stable and not that it is right.
}
consistency-short-adjusted = { $moved ->
    [0] Taking severity off would give no { $unit } another tier.
   *[other] Taking severity off would give { $moved } of { $count } { $units } another tier; { $beyond ->
        [0] none of these changes is
        [one] 1 of these changes is
       *[other] { $beyond } of these changes are
    } larger than one standard error of the score.
} The official scores stay.
consistency-short-adjusted-public = { $moved ->
    [0] Taking severity off would give no { $unit } another tier.
   *[other] Taking severity off would give { $moved } of { $count } { $units } another tier.
} The official scores stay.
consistency-short-more = { $enough ->
    [yes] The present { $now } reviewers for each { $unit } are enough for a dependability of { $target }; the standard error of a mean total is about { $sem } points.
    [no] For a dependability of { $target }, { $needed } reviewers would be needed for each { $unit }; there are { $now }.
   *[never] More reviewers alone do not reach a dependability of { $target }.
}

say-consistency-agreement = { $told ->
    [no] Totals of one { $unit } are no more alike than totals of different { $units } (ICC(1) { $single }, 95% interval { $single_interval }).
   *[yes] If each { $unit } were marked by one reviewer only, { $units_share }% of the differences between totals would be differences between { $units } and the other { $rest_share }% would be severity, different opinions and chance (ICC(1) { $single }, 95% interval { $single_interval }). The mean over all its sheets reaches { $mean }.
} A total lies { $deviation } points from the mean of its { $unit } on average, while the means of the { $units } have a standard deviation of { $between } points.{ $tiers ->
    [yes] {" "}Two reviewers of the same { $unit } put it into the same tier in { $pairs }% of cases.
   *[no] { "" }
}
say-consistency-agreement-undefined = How far totals agree cannot be said: { $reason }.
consistency-note-agreement = ICC, alpha, kappa and W: 1 is full agreement, 0 no more than chance. Average deviation: in points (totals); it is smaller where the { $unit } has fewer sheets, so that rounds should not be compared by it. A dash with a remark: the coefficient does not exist for such data, for the reason given.
consistency-note-bands = Conventions, not verdicts. Landis and Koch wrote for kappa; for alpha and AC2 their names are borrowed. Krippendorff himself calls an alpha of 0.800 reliable and one from 0.667 good for tentative conclusions.

say-consistency-indicators = { $case ->
    [few] The reviewers agree least on { $least } and most on { $most }; Krippendorff’s alpha in brackets, 1 is full agreement.
    [one] Agreement can be computed for one indicator only: { $least } (Krippendorff’s alpha in brackets; 1 is full agreement).
   *[same] On no indicator do the reviewers agree clearly less, or more, than on the others: { $least } (Krippendorff’s alpha in brackets; 1 is full agreement).
}
say-consistency-alike = On { $alike ->
    [one] one indicator
   *[other] { $alike } indicators
} with an alpha below { $threshold } ({ $alike_list }) the marks are close all the same: on average no further than { $limit }% of { $reach ->
    [range] the range
   *[points] the points
} from their mean, and in the closer half of the indicators. Alpha sets the distance between marks against the distance between { $units }{ $closer ->
    [yes] , and on these the { $units } lie closer together (standard deviation { $spread }% of { $reach ->
    [range] the range
   *[points] the points
} on average, { $other_spread }% on the others): there is less to agree on
   *[no] , and on these the two are of a size: there is little to agree on
}. Such an indicator tells the { $units } apart less well; a low alpha alone is no sign of careless reviewers.
say-consistency-apart = On { $apart_list } alpha is below { $threshold } mainly because the marks are apart: here the standard itself seems to be read differently.
say-consistency-indicators-undefined = For no indicator can agreement be computed.
consistency-note-indicators = Marks apart: average distance of the marks from the mean of the { $unit }. Spread of { $units }: standard deviation of their mean marks. Alpha is low where the first is not much smaller than the second.

say-consistency-severity = { $severe ->
    [0] No reviewer is clearly more severe than the others
   *[other] Clearly more severe than the others on the same { $units }: { $severe_list }
}; { $lenient ->
    [0] nobody is clearly more lenient
   *[other] clearly more lenient: { $lenient_list }
} (points of the total; { $count } reviewers compared).
say-consistency-severity-undefined = Who is severe and who lenient cannot be said: { $reason }.
say-consistency-severity-size = Severities of reviewers have a standard deviation of { $sd } points, { $share }% of the variance of a total.
say-consistency-severity-trust = With this many sheets a severity of { $detectable } points or more would probably (in four of five cases) be found; smaller ones may go unseen. “Severe” means: compared with this panel. If all were too severe, nobody would stand out.
consistency-parts = { $round }: { $units } and reviewers fall into { $count } parts without a common { $unit }.{ $linked ->
    [yes] {" "}Within this round, severities of different parts cannot be compared; the other rounds link them.
   *[no] {" "}Reviewers are compared with those of their own part only; a part that is severe as a whole is not seen.
}
consistency-parts-more = { $count ->
    [one] One more part is
   *[other] { $count } more parts are
} not listed: { $reviewers ->
    [one] one reviewer
   *[other] { $reviewers } reviewers
} and { $covered } { $covered ->
    [one] { $unit }
   *[other] { $units }
} in all; most reviewers in one of them: { $most }.
consistency-note-severity = Severity: how much higher (+, { $good ->
        [lowest] severe
       *[highest] lenient
    }) or lower (−, { $good ->
        [lowest] lenient
       *[highest] severe
    }) than the panel on the same { $units }, by least squares; standard error and interval for each reviewer by himself or herself. p: corrected for all reviewers (Holm). Taken off in the replay: the estimate of the crossed model, which is pulled towards 0 where there are few sheets.

say-consistency-talk = { $firm ->
    [0] { $likely ->
        [0] { $comparisons ->
            [0] Nobody could be compared with others, so nothing is said of any reviewer.
           *[other] No reviewer stands out.
        }
       *[other] Nobody stands out beyond doubt; worth a talk: { $likely_list }.
    }
   *[other] { $likely ->
        [0] Talk to { $firm_list }.
       *[other] Talk to { $firm_list } first; then, less surely, to { $likely_list }.
    }
}{ $quiet ->
    [hidden] { "" }
   *[other] { $named ->
        [0] {" "}About { $quiet ->
            [one] the one reviewer
           *[other] all { $quiet }
        } nothing was found, which is not to say that there is nothing.
       *[other] { $quiet ->
            [0] { "" }
           *[other] {" "}About the other { $quiet } nothing was found, which is not to say that there is nothing.
        }
    }
}
consistency-note-talk = Compared are always marks on the same { $units }. Sheets: how many the statement rests on. “Probably of the same cause”: also stands out, but is what such marking brings with it.

consistency-matter-severity = { $direction ->
    [below] { $good ->
        [lowest] Lenient
       *[highest] Severe
    }: { $size } points lower than the others on the same { $units } ({ $interval })
   *[above] { $good ->
        [lowest] Severe
       *[highest] Lenient
    }: { $size } points higher than the others on the same { $units } ({ $interval })
}
consistency-matter-spread = { $direction ->
    [below] Keeps to the middle: where the others see the { $unit } { $away } points above (or below) the average, the mark is { $size } points closer to the average ({ $interval })
   *[above] Goes to the ends: where the others see the { $unit } { $away } points above (or below) the average, the mark is { $size } points further out ({ $interval })
}
consistency-matter-erratic = Erratic: now too high, now too low; the totals stray { $size } times as far from what the others see as is usual ({ $interval })
consistency-matter-halo = Marks all indicators of a sheet alike, up or down together (correlation { $size }, { $interval }; panel { $reference })
consistency-matter-differentiation = { $direction ->
    [below] Tells the indicators of one { $unit } apart less than others do (halo): of the differences that the others see, about { $size }% are left ({ $interval })
   *[above] Exaggerates the differences between the indicators of one { $unit }: about { $size }% of what the others see ({ $interval })
}
consistency-matter-drift = { $direction ->
    [below] Became { $size } points more { $good ->
        [lowest] lenient
       *[highest] severe
    } from the first round to the last, the panel’s change taken off ({ $interval })
   *[above] Became { $size } points more { $good ->
        [lowest] severe
       *[highest] lenient
    } from the first round to the last, the panel’s change taken off ({ $interval })
}
consistency-matter-own-advantage = Gives { $units } with which there is a tie { $size } points { $direction ->
    [above] more
   *[below] less
} than others do ({ $interval })
consistency-brief-severity = { $direction ->
    [below] { $good ->
        [lowest] lenient
       *[highest] severe
    }
   *[above] { $good ->
        [lowest] severe
       *[highest] lenient
    }
}
consistency-brief-spread = { $direction ->
    [below] keeps to the middle
   *[above] goes to the ends
}
consistency-brief-erratic = erratic
consistency-brief-halo = marks all indicators alike
consistency-brief-differentiation = { $direction ->
    [below] tells indicators apart too little
   *[above] exaggerates
}
consistency-brief-drift = { $direction ->
    [below] more { $good ->
        [lowest] lenient
       *[highest] severe
    } than before
   *[above] more { $good ->
        [lowest] severe
       *[highest] lenient
    } than before
}
consistency-brief-own-advantage = { $direction ->
    [below] less for an old tie
   *[above] more for an old tie
}
consistency-sure-firm = very sure ({ $p }, corrected for all { $count } comparisons)
consistency-sure-likely = fairly sure ({ $p }, corrected for the { $count } reviewers compared)
consistency-advice-severity = { $direction ->
    [below] { $good ->
        [lowest] What the best marks were given for
       *[highest] What points were taken off for
    }; go through two or three sheets with the written standard
   *[above] { $good ->
        [lowest] What the poor marks were given for
       *[highest] What full points were given for
    }; go through two or three sheets with the written standard
}
consistency-advice-spread = { $direction ->
    [below] How the best and the weakest { $units } were marked, and whether the whole scale may be used
   *[above] What the highest and the lowest marks were given for
}
consistency-advice-erratic = Those sheets that differ most from the others’: material overlooked, mixed up, or marked in haste?
consistency-advice-halo = Whether each indicator was judged by its own evidence, or the { $unit } as a whole
consistency-advice-differentiation = { $direction ->
    [below] Whether each indicator was judged by its own evidence, or the { $unit } as a whole
   *[above] What the highest and the lowest marks within a sheet were given for
}
consistency-advice-drift = What changed between the rounds: a standard explained, other material, less time?
consistency-advice-own-advantage = Whether the tie was known when { $units } were assigned; set the evidence beside the other sheets, consider a recusal

diagnostic-differentiation = Telling indicators apart
    .asks = Are strong and weak indicators of one { $unit } told apart less (or more) than others do?

say-consistency-own = { $known ->
    [clear] Yes: where a tie between reviewer and { $unit } is on file, the reviewer gives { $points } points { $direction ->
        [above] more
       *[below] less
    } than others give the same { $unit }, general severity taken off (95% interval { $interval }; { $p }; { $sheets } sheets of { $holders } reviewers).
   *[unclear] Nothing clear: where a tie between reviewer and { $unit } is on file, the reviewer gives { $points } points { $direction ->
        [above] more
       *[below] less
    } than others give the same { $unit } (95% interval { $interval }; { $p }; { $sheets } sheets of { $holders } reviewers).
}{ $named ->
    [hidden] { "" }
    [0] {" "}No single reviewer stands out in this.
   *[other] {" "}By themselves stand out: { $named_list }.
}
say-consistency-own-undefined = Whether ties matter cannot be said: { $reason }.
say-consistency-own-trust = { $collected ->
    [yes] Of the { $panel } reviewers, { $members } { $members ->
        [one] belongs
       *[other] belong
    } to one of the { $units } of the roster; ties that the rules forbid were blocked, so those compared here are older ones that the rules admit. A reviewer has few such sheets, and of fewer than { $fewest } nothing is said about the person; taken together they say something about the rule. An advantage is no proof of favour: such reviewers may know better what the { $unit } did.
   *[no] Which reviewer belongs to which { $unit } is not on file, so nothing can be said of ties.
}
consistency-note-own = Few sheets a reviewer: wide intervals; who has fewer than { $fewest } is not among those to talk to. p: for all together as it is, for each reviewer corrected for their number (Holm).

say-consistency-rounds = { $direction ->
    [above] In “{ $last }” the totals are { $points } points higher on average than in “{ $first }”
    [below] In “{ $last }” the totals are { $points } points lower on average than in “{ $first }”
   *[same] On average the totals of “{ $last }” are no different from those of “{ $first }”
} (mean difference { $interval }). For single { $units } the means of the two rounds differ more: in about 95% of cases by { $lower } to { $upper } points.
say-consistency-rounds-undefined = What the rounds changed cannot be said: { $reason }.
say-consistency-drift = { $named ->
    [0] No reviewer became clearly more severe or more lenient from one round to the other
   *[other] From one round to the other these changed clearly: { $list }
} ({ $tested } reviewers compared; a change of less than { $detectable } points would probably not be seen).
say-consistency-drift-undefined = Whether single reviewers changed cannot be said: { $reason }.

say-consistency-adjusted = If every sheet were marked as by a reviewer of average severity, half of the scores would move by { $typical } points or less, and { $moved ->
    [0] no { $unit } would get another tier.
   *[other] { $moved } of { $count } { $units } would get another tier. Which ones is not published: raw and adjusted scores side by side tell who marked which { $unit }.
}
say-consistency-adjusted-internal = If every sheet were marked as by a reviewer of average severity, scores would move by { $typical } points (median; { $largest } at most) and { $moved ->
    [0] no { $unit } would get another tier.
   *[other] { $moved } of { $count } { $units } would get another tier. { $beyond ->
        [0] In { $moved ->
            [one] this case
           *[other] all of these cases
        } the present tier lies within one standard error (about { $error } points) of the adjusted score: not one of the changes exceeds it, and none can be relied on.
       *[other] In { $beyond } of these cases the present tier lies more than one standard error (about { $error } points) from the adjusted score.
    }
}{ $hidden ->
    [0] { "" }
    [one] {" "}One of them has a withheld score and is not shown.
   *[other] {" "}{ $hidden } of them have withheld scores and are not shown.
}
say-consistency-adjusted-undefined = Scores cannot be adjusted for severity: { $reason }.
say-consistency-calibration = Would it help? { $verdict ->
    [better] A little: with severities taken off, the { $units }’ means in the two rounds go together better
    [worse] No: with severities taken off, the { $units }’ means in the two rounds go together less well
   *[open] Nothing shows that it would: with severities taken off, the { $units }’ means in the two rounds go together neither clearly better nor clearly worse
} (correlation { $raw } before, { $adjusted } after, difference { $interval }; { $count } { $units }). In the NIPS experiment of 2014 a calibration of reviewers moved the correlation of two committees from 0.544 to 0.546.
say-consistency-calibration-undefined = Whether an adjustment would make the rounds agree better cannot be said: { $reason }.
say-consistency-adjusted-trust = The adjusted score is a what-if from a model, and the official score is untouched. The model takes severity to be the same for every { $unit } and indicator. So close to a cut-off that one standard error reaches into another tier, adjusted or not, lie { $near } of { $count } { $units }: these belong to the docket and the discussion.
say-consistency-calibration-how = { $source ->
    [one] For this comparison severities were estimated from “{ $round }” alone, since the other round falls into parts.
   *[both] For this comparison severities of each round were estimated from that round alone.
}
consistency-note-adjusted = Raw: the score before rounding. Adjusted: the same rule applied to sheets from which the reviewer’s severity was taken off; marks that the discussion decided stand. Standard errors (points): of the change, as far as the severities are uncertain, and of the { $unit }’s score in the model.
consistency-note-changed = Raw: the score before rounding. Adjusted: the same rule applied to sheets from which the reviewer’s severity was taken off; marks that the discussion decided stand. Standard errors (points): of the change, as far as the severities are uncertain, and of the { $unit }’s score in the model. Within the error: the present tier lies within one standard error of the adjusted score.

say-consistency-more = { $enough ->
    [yes] Hardly: { $needed ->
        [one] already one reviewer for each { $unit }
       *[other] already { $needed } reviewers for each { $unit }
    } would reach a dependability of { $target }, and { $now } reach { $phi } ({ $interval }). One more would lower the standard error of a score from { $sem } to { $more_sem } points. That is no case for fewer: with one reviewer the standard error would be { $one_sem } points, and nobody would balance one who is severe or lenient.
    [no] Yes: for a dependability of { $target }, { $needed } reviewers are needed for each { $unit }; the present { $now } reach { $phi } ({ $interval }). One more would lower the standard error of a score from { $sem } to { $more_sem } points.
   *[never] Not by themselves: the { $units } differ so little that no reasonable number of reviewers reaches a dependability of { $target }; the present { $now } reach { $phi } ({ $interval }).
}
say-consistency-more-undefined = What more reviewers would be worth cannot be said: { $reason }.
consistency-note-d-study = Φ for fixed cut-offs, Eρ² for ranks, where severity that is the same for all plays no part. Standard error: of the mean as it stands.

grras-1 = Named as a study of reliability and agreement
    .answer = By the title of this page.
grras-2 = What was measured, and how
    .answer = A rubric of { $indicators ->
        [one] 1 indicator
       *[other] { $indicators } indicators
    }{ $plain ->
        [yes] {" "}with { $points } points in all, marked in steps of { $step }.
       *[no] ; { $scales }.
    }
grras-3 = Who was rated
    .answer = { $count ->
        [one] The 1 { $unit } of this edition whose marks are compared on this page.
       *[other] The { $count } { $units } of this edition whose marks are compared on this page.
    }
grras-4 = Who rated
    .answer = { $panel ->
        [one] 1 reviewer
       *[other] { $panel } reviewers
    }{ $collected ->
        [yes] , of whom { $members } { $members ->
            [one] belongs
           *[other] belong
        } to one of the { $units } of the roster. Their training and experience are not on file.
       *[no] . Where they belong, their training and their experience are not on file.
    }
grras-5 = What was known before, and why this was asked
    .answer = Whether the different scales of reviewers matter for scores and tiers is what this page asks. Earlier studies of this panel are not on file.
grras-6 = How the numbers of raters and rated were chosen
    .answer = By the rules of the edition (reviewers for each { $unit }: { $per_round }); no calculation of a sample size is on file.
grras-7 = How raters and rated were sampled
    .answer = No sample was drawn: every { $unit } that takes part is to be rated. { $assigned ->
        [yes] Who rates whom is on file as an assignment{ $collected ->
            [yes] {" "}that blocks the ties which the rules forbid.
           *[no] .
        }
       *[no] How reviewers were assigned is not on file.
    }
grras-8 = How rating was done
    .answer = { $rounds }; one sheet for each reviewer and { $unit }{ $missing ->
        [0] , each complete
       *[other] ; { $missing } marks were not given, as the rules allow
    }. How long it took is not on file.
grras-9 = Whether ratings were independent
    .answer = Every reviewer filled in a sheet of his or her own. Whether reviewers talked to each other is not on file.
grras-10 = Which statistics were used
    .answer = Those of the tables above, each with its weights in its name; the conventions are listed below.
grras-11 = How many raters, rated and ratings there were
    .answer = { $reviewers ->
        [one] 1 reviewer
       *[other] { $reviewers } reviewers
    }, { $count ->
        [one] 1 { $unit }
       *[other] { $count } { $units }
    }, { $sheets ->
        [one] 1 sheet
       *[other] { $sheets } sheets
    }, { $marks } marks.
grras-12 = What the sample was like
    .answer = The { $units } have a mean total of { $average } points with a standard deviation of { $sd }.
grras-13 = Estimates with their uncertainty
    .answer = In the tables above: estimates for the panel with 95% intervals, scores of single { $units } with standard errors.
grras-14 = What it means in practice
    .answer = Two reviewers put the same { $unit } into the same tier in { $pairs }% of cases; { $near ->
        [one] 1 { $unit } lies
       *[other] { $near } { $units } lie
    } within one standard error ({ $error } points) of a cut-off.
grras-15 = Detailed results
    .answer = Every table of this page can be saved as CSV.

convention-icc = ICC: named after McGraw and Wong (1996). Where not everybody marked everything, ICC(1) has mean squares and an F interval (with the usual average in the place of k); the two-way forms come from variance components of the crossed model. The interval of an average is that of the single mark put through Spearman and Brown’s formula (Shrout and Fleiss), not McGraw and Wong’s own degrees of freedom.
convention-components = Variance components by restricted maximum likelihood (REML); intervals of coefficients from them by drawing { $units } with replacement (200 times, fixed seed).
convention-alpha = “Ordinal” alpha uses Krippendorff’s metric, which depends on how often each value occurs, and not Gwet’s weights of the same name; AC2 uses the latter. Kappa of the tiers has quadratic weights, so that it is not Fleiss’ own of 1971, in which neighbouring tiers do not agree at all.
convention-kendall = Kendall’s W needs { $units } that every reviewer marked; where there are none it does not exist, and ordinal alpha takes its place.
convention-interval = Intervals are at 95%, each by itself: analytic where one is published, else percentiles of 1,000 resamples of { $units } with a fixed seed.
convention-severity = Severities are tested by least squares with { $units } fixed; what the replay takes off is the shrunken prediction of the crossed model.
convention-corrections = Corrections for looking often are Holm’s (the chance of any false alarm); a reviewer’s first sheet on each { $unit } counts, later ones by the same person do not.
convention-adjusted = Severities enter the replay in hundredths of the step of the scores; everything after that is exact arithmetic.
convention-bands = Landis and Koch’s bands stand beside alpha, AC2 and kappa, Koo and Li’s beside ICC; both at the two ends of the interval.

reference-kottner-2011 = Kottner, J., et al. (2011). Guidelines for Reporting Reliability and Agreement Studies (GRRAS). Journal of Clinical Epidemiology, 64(1), 96–106. doi:10.1016/j.jclinepi.2010.03.002
reference-shrout-fleiss-1979 = Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations. Psychological Bulletin, 86(2), 420–428. doi:10.1037/0033-2909.86.2.420
reference-mcgraw-wong-1996 = McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients. Psychological Methods, 1(1), 30–46. doi:10.1037/1082-989X.1.1.30
reference-krippendorff-2011 = Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of Pennsylvania.
reference-gwet-2014 = Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics.
reference-landis-koch-1977 = Landis, J. R., & Koch, G. G. (1977). Biometrics, 33(1), 159–174. doi:10.2307/2529310
reference-koo-li-2016 = Koo, T. K., & Li, M. Y. (2016). Journal of Chiropractic Medicine, 15(2), 155–163. doi:10.1016/j.jcm.2016.02.012
reference-burke-dunlap-2002 = Burke, M. J., & Dunlap, W. P. (2002). Organizational Research Methods, 5(2), 159–172. doi:10.1177/1094428102005002002
reference-bland-altman-1986 = Bland, J. M., & Altman, D. G. (1986). Lancet, 327(8476), 307–310. doi:10.1016/S0140-6736(86)90837-8
reference-brennan-2001 = Brennan, R. L. (2001). Generalizability Theory. Springer. doi:10.1007/978-1-4757-3456-0
reference-holm-1979 = Holm, S. (1979). Scandinavian Journal of Statistics, 6(2), 65–70.
reference-cortes-lawrence-2021 = Cortes, C., & Lawrence, N. D. (2021). Inconsistency in conference peer review: revisiting the 2014 NeurIPS experiment. arXiv:2109.09774

undefined-no-final-rule = the rules do not say how marks become a score, or where tiers begin
