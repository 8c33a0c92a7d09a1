# One page for the chair of the panel: brief.ipynb
say-brief-never = { $count ->
    [0] Every { $unit } on the roster of this edition has taken part at least once in the { $editions } editions on file.
    [one] One { $unit } has taken part in none of the { $editions } editions on file{ $named ->
        [yes] : { $list }.
       *[no] .
    }
   *[other] { $count } { $units } have taken part in none of the { $editions } editions on file{ $named ->
        [yes] : { $list }.
       *[no] .
    }
}
say-brief-leading = { $type ->
    [all] {""}
   *[other] { "“" }{ $type }”: {""}
}{ $count ->
    [one] First is { $first } with { $score }.
   *[other] First are { $first }, { $count } { $units } with the same { $score }.
}{ $next ->
    [none] {""}
   *[other] {" "}Then { $next }.
}
brief-scored = { $name } with { $score }
brief-shared = { $list } (rank { $rank })
say-brief-shared = { $ranks ->
    [0] No two { $units } share a rank.
    [one] One rank is shared, by { $list }: nothing in the rules tells them apart.
   *[other] { $ranks } ranks are shared, by { $count } { $units }: { $list }. Nothing in the rules tells them apart.
}
say-brief-spread = { $type ->
    [all] {""}
   *[other] { "“" }{ $type }”: {""}
}The { $count } published scores run from { $lowest } to { $highest }; their median is { $median }.
say-brief-unscored = { $count } of the { $total } { $units } in the review { $count ->
    [one] has
   *[other] have
} no score yet ({ $list }): ranks are made when all have.
say-brief-by-tier = By tier: { $list }.
brief-tier = { $tier } { $count }
say-brief-tiers = { $now } { $now ->
    [one] { $unit } is
   *[other] { $units } are
} in tier “{ $tier }” ({ $now_share } of the participants), against { $before } ({ $before_share }) in { $previous }; the rules that decide about it are the same.
say-brief-tiers-former = { $now } { $now ->
    [one] { $unit } is
   *[other] { $units } are
} in tier “{ $tier }” ({ $now_share } of the participants). Under the rules of { $previous } it would be { $then } ({ $then_share }), against { $before } ({ $before_share }) in { $previous }.
say-brief-tiers-replayed = { $now } { $now ->
    [one] { $unit } is
   *[other] { $units } are
} in tier “{ $tier }” ({ $now_share } of the participants), against { $before } ({ $before_share }) in { $previous }. The rules have changed: under those of { $previous }, of the { $count ->
    [one] 1 { $unit } that can be worked out anew, { $moved ->
        [0] none
       *[other] 1
    }
   *[other] { $count } { $units } that can be worked out anew, { $moved ->
        [0] none
       *[other] { $moved }
    }
} would be in another tier.
say-brief-without-ties = Without the marks of reviewers who have or had a tie to the { $unit }, { $moved ->
    [0] no tier would change
    [one] one tier would change ({ $list })
   *[other] { $moved } tiers would change ({ $list })
}{ $open ->
    [0] .
    [one] ; one { $unit } would have no score.
   *[other] ; { $open } { $units } would have no score.
}
brief-see = {" "}(See “{ $page }”: { $section })
