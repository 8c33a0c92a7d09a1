# 评审前比较评审方案
design-head = 共 { $units } 个单位、{ $reviewers } 名专家。专家宽严的标准差 { $severity } 分，其余误差的标准差 { $residual } 分（{ $edition ->
    [none] 系给定
   *[other] 据 { $edition } 年度
}）。每个方案模拟 { $panels } 次，种子 { $seed }。偏严的专家指比别人少给 { $severe } 分。各方案为每轮评每个单位的专家人数。
design-plan = { $plan }{ $shared ->
    [0] {""}
   *[other] ，另有 { $shared } 个单位由全体专家评
}：评分表 { $sheets } 份（{ $marks } 个分），每名专家 { $least } 至 { $most } 份{ $cost ->
    [none] {""}
   *[other] ，费用 { $cost }
}；预计 { $misplaced }（± { $error }）个等级不准，扣除宽严后 { $adjusted } 个{ $near ->
    [none] {""}
   *[other] ；等级线附近 { $near }% 准确
}；{ $power ->
    [none] 偏严的专家与较弱的单位无法区分
   *[other] 发现偏严专家的把握为 { $power }%
}。
design-refused = { $plan }{ $shared ->
    [0] {""}
   *[other] ，另有 { $shared } 个单位由全体专家评
}：无法实行。{ $why }
design-note = 不准，指与宽严适中的专家会给的等级不同；“±”为模拟的标准误差。“发现”指误差为正态时，经全体专家多重比较校正后的 t 检验；系统另作的置换检验只会使其降低。集体讨论未计入；由评分得出得分的规则直接用于整份评分表的总分。
design-cheapest = 达到要求且评分表最少的方案：{ $plan }
design-none = 没有方案达到要求。
design-written = 已写入 { $count } 个方案：{ $file }
error-design-rules = { $edition }：得分须为评分的平均、中位数或去掉最高最低后的平均，且等级线在案，才能比较方案。
error-design-no-fit = { $edition } 的评分不足以区分宽严、优劣和误差；请用 --from 指定别的年度，或给定标准差。
error-design-no-marks = { $edition }：没有评分可据以得出标准差；请用 --severity-sd、--residual-sd 和 --reliability 给定。
error-design-no-mean = 没有以前年度的评分在案，请用 --mean 给定平均分。
error-design-rounds = --reviewers 须为 { $count } 轮（{ $rounds }）分别给出人数，以逗号分隔。
error-design-shared = 与任何专家都没有利益冲突的单位没有这么多，只有 { $count } 个。
error-design-load = 将有专家须评 { $most } 份。
error-design-stated = --severity-sd、--residual-sd、--reliability 须同时给出，且不与 --from 并用。
error-design-sds = --severity-sd 不得小于 0，--residual-sd 须大于 0，--reliability 须大于 0、小于 1。
error-design-positive = --severe 须大于 0，--cost 不得小于 0。
error-design-range = { $option } 须为 3 或 2-4 这样的整数，而不是 { $value }。
error-design-aim = --aim 须为 { $known } 之一及其限值，如 misplaced=5，而不是 { $value }。

# 各年度的共同尺度
undefined-no-link = 两个年度没有共同的
undefined-few-common = 两个年度共同的太少
column-link = 依据
column-common = 共同数
column-shift = 尺度变动（分）
column-tier-low = 取下限时的等级
column-tier-high = 取上限时的等级
column-honour = 称号
column-barred = 须回避的专家数
column-change-of-severity = 变动（分）
column-near = 靠近（分）
anchors-below = 紧靠等级线 { $near } 之下
anchors-above = 紧靠等级线 { $near } 之上
anchors-middle = 居“{ $tier }”之中（中位数 { $near }）
anchors-line = { $unit } { $name }（{ $score }）：{ $reason }
anchors-note = 建议请下一年度的专家重评以上 { $count } 份材料：前后两次的评分相比，可知尺度变动多少。{ $file ->
    [none] { "" }
   *[other] 已写入 { $file }。
}
error-anchors-no-cut-offs = { $edition }：没有已知的评分或等级线，而材料是按其在等级线之间的位置选取的。
error-anchors-no-marks = { $edition }：没有在案的专家评分，无从与下一年度的评分比较。
