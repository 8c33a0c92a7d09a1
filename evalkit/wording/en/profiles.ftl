# Marks that are shares over grades
fault-profiles-at-level = “{ $value }” does not go with [profiles], which stand in the place of scores; allowed: scores.
fault-not-of-100 = { $value } does not go into 100 a whole number of times; allowed: such as 1, 0.5 or 0.1.
fault-average-beyond = a score may come to { $reach }, and the scores end at { $value }; allowed: { $reach }, or a rounding that keeps the sum of 100 (cumulative), or print_only = true.
fault-average-between-steps = a grade point average may lie between two scores, { $value } apart; allowed: a finer step, or a rounding after = "score" in profiles.rounding.
fault-profile-missing = unit “{ $unit }” has no profile on { $list }; allowed: one row for each of its indicators.
fault-profile-not-100 = the shares { $value } add up to { $sum }; allowed: { $declared ->
    [yes] 100, or at most { $most } from it, which the declared rounding explains.
   *[no] 100, or the rounding of the shares declared, such as profiles.rounded_to = 0.1.
}
fault-profile-of-nothing = no vote and no work of unit “{ $unit }” is counted here, so that there are no shares; allowed: at least one.
stage-profiles = On each indicator ({ $list }) there is a profile: which per cent of { $counts ->
    [yes] the votes or works that were counted
   *[no] what was assessed
} is of each grade ({ $grades }).
stage-profile-weights = The overall profile is the sum of these, each times its weight: { $list }.
stage-profile-rounding = It is { $printed ->
    [yes] printed in
   *[no] rounded to
} multiples of { $step } per cent{ $rule ->
    [cumulative] {" "}cumulatively: the running sums from the best grade down are rounded, halves up, and the share of a grade is the difference of two of them, so that the shares add up to 100.
   *[other] , each share by itself ({ $rounding }), so that the shares need not add up to 100.
}
stage-profile-average = The score is the grade point average: the value of each grade times its share in the overall profile{ $of ->
    [rounded] , as it is rounded
    [exact] , before it is rounded
   *[plain] {""}
}, added up and divided by 100.
say-profiles-scaled = The shares on file were rounded to { $step }. { $count ->
    [0] All profiles add up to 100.
    [one] One profile does not add up to 100 ({ $list }) and is scaled to it.
   *[other] { $count } profiles do not add up to 100 ({ $list }) and are scaled to it.
}
profile-sum = { $code }, { $indicator }: { $sum }
caption-profiles = Profiles of all { $units }: { $counts ->
    [yes] votes or works of each grade, and the overall profile in per cent
   *[no] per cent of each grade
}
file-profiles = Profiles: per cent of each grade
column-weight = Weight (%)
column-profile = Profile
column-grade-average = GPA
row-overall-profile = Overall
note-profiles = GPA: grade point average; that of single indicators is rounded in print only. { $rounded ->
    [yes] Profiles of single indicators are as on file.
   *[no] The overall profile is shown with two decimals.
}
