# 以各档次占比表示的评分
fault-profiles-at-level = “{ $value }”不能与 [profiles] 并用，各档次占比用以代替评分；允许：scores。
fault-not-of-100 = 100 不是 { $value } 的整数倍；允许：如 1、0.5 或 0.1。
fault-average-beyond = 评分可能达到 { $reach }，而评分止于 { $value }；允许：{ $reach }，或采用合计保持 100 的取整规则（cumulative），或 print_only = true。
fault-average-between-steps = 平均绩点可能落在相邻两个评分之间（步长 { $value }）；允许：更小的步长，或在 profiles.rounding 中规定 after = "score" 的取整。
fault-profile-missing = 单位“{ $unit }”缺少以下指标的占比：{ $list }；允许：其每项指标各一行。
fault-profile-not-100 = 占比 { $value } 合计为 { $sum }；允许：{ $declared ->
    [yes] 100，或相差不超过 { $most }（所声明的取整可以解释的范围）。
   *[no] 100，或声明占比已经取整，如 profiles.rounded_to = 0.1。
}
fault-profile-of-nothing = 单位“{ $unit }”此项各档次的票数（件数）均为 0，无从计算占比；允许：至少有 1。
stage-profiles = 各项指标（{ $list }）的评审结果为各档次所占的百分比{ $counts ->
    [yes] （由各档次的票数或件数算出）
   *[no] {""}
}，档次及其分值为：{ $grades }。
stage-profile-weights = 各项指标的占比按权重（{ $list }）加权相加，得总体占比。
stage-profile-rounding = 总体占比{ $printed ->
    [yes] 印出时
   *[no] {""}
}取到 { $step }%{ $rule ->
    [cumulative] ，采用累计取整：从最好的档次起逐档累加，累计数四舍五入，相邻两个累计数之差为该档占比，合计仍为 100%。
   *[other] ，各档分别取整（{ $rounding }），合计不一定为 100%。
}
stage-profile-average = 评分为平均绩点（GPA）：各档次分值乘以总体占比{ $of ->
    [rounded] （取整后）
    [exact] （取整前）
   *[plain] {""}
}，相加后除以 100。
say-profiles-scaled = 所载占比已取整到 { $step }。{ $count ->
    [0] 各项占比合计均为 100。
   *[other] 有 { $count } 项合计不等于 100（{ $list }），已按比例折算到 100。
}
profile-sum = { $code } { $indicator } { $sum }
caption-profiles = 各{ $unit }的档次{ $counts ->
    [yes] 票数或件数，以及总体占比（%）
   *[no] 占比（%）
}
file-profiles = 各档次的占比
column-weight = 权重（%）
column-profile = 占比
column-grade-average = 平均绩点
row-overall-profile = 总体
note-profiles = 单项指标的平均绩点仅在印出时取整。{ $rounded ->
    [yes] 单项指标的占比照档案所载。
   *[no] 总体占比印到两位小数。
}
