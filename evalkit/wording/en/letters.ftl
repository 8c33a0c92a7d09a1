# Letters to units and reviewers: evalkit letters
letter-provenance = Computed from data by evalkit { $version }; fingerprint of data and rules { $digest }.
letter-gloss = { $name } ({ $gloss })
say-letter-result = { $scored ->
    [yes] { $named } has a score of { $score }{ $tiered ->
        [yes] {" "}and is in the tier “{ $tier }”{ $ranged ->
            [yes] {" "}({ $range })
           *[no] {""}
        }
       *[no] {""}
    }.
   *[no] { $named } is in the tier “{ $tier }”{ $ranged ->
        [yes] {" "}({ $range })
       *[no] {""}
    }.
}
say-letter-absent = { $named } did not take part in this evaluation{ $known ->
    [yes] . Reason on file: { $reason }.
   *[no] .
}
say-letter-withheld = This score is not published; it is told in this letter alone.
say-letter-unnamed = The { $unit } is not named in what is published, and its score and rank are not in it.
say-letter-rank = Its rank is { $rank } among { $count } { $units }{ $within ->
    [yes] {" "}of its group
   *[no] {""}
}{ $tied ->
    [0] .
    [one] , shared with one other.
   *[other] , shared with { $tied } others.
}
say-letter-tiers = Of all { $count } participants, { $higher ->
    [0] none is
    [one] one is
   *[other] { $higher } are
} in a higher tier, { $same ->
    [0] no other is
    [one] one other is
   *[other] { $same } others are
} in the same and { $lower ->
    [0] none is
    [one] one is
   *[other] { $lower } are
} in a lower one.
say-letter-honour = It holds the title “{ $honour }” in this edition.
letter-caption-areas = { $reach ->
    [range] Position of the final marks in the range
   *[points] Final marks, and their share of the points
}
letter-note-areas = { $reach ->
    [range] How far final marks lie above the least mark, as a share of the range.
   *[points] Final marks as a share of the points that can be had.
}{ $good ->
    [lowest] {" "}Low marks are good here, and so are low shares.
   *[highest] {""}
}
letter-column-points = Final mark
letter-column-own = { $reach ->
    [range] This { $unit } (%)
   *[points] Share (%)
}
letter-column-mean = { $whole ->
    [yes] Mean of all { $count } { $units } (%)
   *[no] Mean of the { $count } { $units } with a published score (%)
}
letter-against = { $name } ({ $own }% against { $mean }%)
say-letter-better = Better than the average in the table: { $list }.
say-letter-worse = Weaker than the average in the table: { $list }.
letter-reason = From the panel’s discussion: { $reason }
letter-comments = Comments of reviewers, indicator by indicator:
letter-comment = { $name }: { $comment }
say-letter-before = { $kind ->
    [absent] It did not take part in the { $previous } edition.
    [outside] It was not on the roster of the { $previous } edition.
   *[tier] In the { $previous } edition it was in the tier “{ $tier }”{ $scored ->
        [yes] , with a score of { $score }.
       *[no] .
    }
}
say-letter-moved = Tiers are found by the same rules as then, and this one is { $way ->
    [up] higher
    [down] lower
   *[same] the same
}.
say-letter-former = Rules have changed since ({ $items }). Under the former ones it would be in the tier “{ $tier }” this time, which is { $way ->
    [up] higher than then
    [down] lower than then
   *[same] the same as then
}.
say-letter-apart = Rules have changed since ({ $items }), so that the two results cannot be set against each other.
letter-then-now = { $same ->
    [yes] { $name } still { $now }
   *[no] { $name } from { $then } to { $now }
} of { $most }
say-letter-parts = { $by ->
    [area] In areas with the same indicators and points as then
   *[indicator] On indicators with as many points as then
}, its points went as follows: { $list }.

say-letter-severity = Your totals are { $direction ->
    [above] { $size } points higher than
    [below] { $size } points lower than
   *[none] on average as high as
} those of the other reviewers on the same { $units } (95% interval { $interval }). { $stands ->
    [yes] This stands out, also when one considers that all reviewers were looked at.
   *[no] With so many reviewers looked at, this may be chance; it does not show that you are severe or lenient.
}
say-letter-drift = From the first round to the last, your totals { $direction ->
    [above] rose by { $size } points
    [below] fell by { $size } points
   *[none] did not move
} beside the panel’s (95% interval { $interval }). { $stands ->
    [yes] This stands out, also when one considers that all reviewers were looked at.
   *[no] With so many reviewers looked at, this may be chance.
}
say-letter-spread = For { $units } that the others see { $away } points above (or below) the average, your totals lie { $direction ->
    [above] { $size } points further from
    [below] { $size } points closer to
   *[none] just as far from
} the average (95% interval { $interval }). { $stands ->
    [yes] This stands out, also when one considers that all reviewers were looked at.
   *[no] With so many reviewers looked at, this may be chance; it does not show that you keep to the middle or go to the ends.
}
say-letter-erratic = General severity taken off, your totals stray { $size } times as far from what the others see as is usual in the panel (95% interval { $interval }; 1 is usual). { $stands ->
    [yes] This is more than chance would bring about, also when one considers that all reviewers were looked at.
   *[no] With so many reviewers looked at, this is within what chance may bring about.
}
say-letter-agreement = On { $count } { $units } that others marked too, your totals lie { $size } points from the mean of the others on average (95% interval { $interval }); over all reviewers it is { $usual } points.
say-letter-panel = How far the panel as a whole agrees: Krippendorff’s alpha of the totals is { $alpha } (95% interval { $interval }); 1 is full agreement, 0 what chance would give.
letter-alone = Too few others marked the same { $units } for a comparison that would not tell their marks; it is left out.
letter-reading = Every figure compares your marks with those of all other reviewers of the same { $units } together; the mark of no single one is told. An interval holds the values that go with the marks; the less you marked, the wider it is.

error-letters-to = To whom? Allowed: --to units or --to reviewers.
error-letters-nothing = { $edition }: neither scores nor marks are on file, so that there is nothing to write letters about.
error-letters-no-marks = { $edition }: no marks of reviewers are on file, and letters to reviewers are about these.
error-letters-under-way = { $edition }: the review is not over, for not every unit has its final marks. Letters can be written after that.
error-letters-would-tell = Nothing was written, for letters would tell of others ({ $count }): { $places }. Mend the template or the text that says so.
error-letters-not-made = Nothing was written, for a letter could not be made: { $why }
error-letters-without-office = Letters are Word and PDF files, and the packages that make them are not installed: pip install "evalkit[office]".
error-letters-template-there = { $file } is there already, and nothing was written.
letters-place = letter to { $to }: { $what }
fault-letter-printed = “{ $value }” is printed for what differs from letter to letter; allowed: [](evalkit:{ $expression }).
fault-letter-alone = { $value } is more than a few words; allowed: in a paragraph of its own.
cli-letters = { $count ->
    [one] 1 letter
   *[other] { $count } letters
} and a list for the mail merge: { $folder }
cli-letters-none = { $count ->
    [one] 1 unit has no letter, for nothing is known of its result: { $list }
   *[other] { $count } units have no letter, for nothing is known of their results: { $list }
}
cli-letters-remarks = { $count ->
    [one] 1 remark of the panel is not passed on, for it names somebody or holds a mark: { $list }
   *[other] { $count } remarks of the panel are not passed on, for they name somebody or hold a mark: { $list }
}
cli-letters-template = Written: { $file }
