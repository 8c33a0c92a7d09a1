# 从打分到等级的规则，用到的每条一句
stage-pair = { $name } { $value }
stage-reviewers-mean = 各项指标取各专家评分的平均数。
stage-reviewers-median = 各项指标取各专家评分的中位数。
stage-reviewers-trimmed-mean = 各项指标去掉 { $lowest } 个最低分和 { $highest } 个最高分，取其余评分的平均数。
stage-reviewers-sum = 各项指标将所有专家的评分相加。
stage-reviewers-consensus = 各项指标以专家共同商定的分为准；各人此前的评分存档，不求平均。
stage-reviewer-weight = 各份评分表按其“{ $name }”加权：{ $list }。
stage-roles = 评分按评审身份加权合并：{ $list }。{ $left ->
    [yes] 某一身份对某项指标没有评分的，其权重由其余身份按比例分担。
   *[no] {""}
}
stage-role = { $list }只由“{ $role }”评分。
stage-weighted-sum = 各项指标乘以权重（{ $list }）后相加。
stage-weighted-mean = 评分为各项指标的加权平均，权重为：{ $list }。
stage-worst = 评分为各项指标中最差的一项，各项之间不互相弥补。
stage-type = “{ $type }”类的{ $unit }适用以下指标：{ $list }。
stage-area = “{ $name }”最多计 { $most } 分{ $cap ->
    [reviewer] ，按每位专家分别封顶
   *[combined] ，在合并各专家评分之后封顶
}。
stage-area-weight = “{ $name }”的权重为 { $weight }。
stage-bonus-indicators = { $list }为加分指标，分值另计，不在总分之内；得分照加。
stage-round-aside = { $list }的评分存档，不计入得分。
stage-rounds-sum = 各轮分别得分{ $weighted ->
    [yes] ，评分乘以系数（{ $list }）
   *[no] {""}
}，各轮得分相加。
stage-rounds-mean = 各轮分别得分{ $weighted ->
    [yes] ，评分乘以系数（{ $list }）
   *[no] {""}
}，取各轮得分的平均数。
stage-rounds-weighted-mean = 各轮分别得分，再加权平均，权重为：{ $list }。
stage-difficulty = { $name }：评审所给的分乘以该{ $unit }的 { $column }。
stage-multiply = 所得结果乘以 { $by }。
stage-given = { $name }：另加非评审所给的分，最多 { $most } 分。
stage-bonus = { $name }：另行加分，最多 { $most } 分。
stage-deduction = { $name }：另行扣分，最多 { $most } 分。
stage-formula-lowest-to-own = { $name }：{ $within ->
    [type] 同类型中
    [cohort] 同批次中
    [subject] 同领域中
   *[all] 全部{ $units }中
}最低的“{ $column }”除以该{ $unit }的“{ $column }”，乘以 { $most } 分，最低者得 { $most } 分{ $rounding ->
    [none] {""}
   *[other] ，取到 { $step }（{ $rounding }）
}。
stage-formula-own-to-highest = { $name }：该{ $unit }的“{ $column }”除以{ $within ->
    [type] 同类型中
    [cohort] 同批次中
    [subject] 同领域中
   *[all] 全部{ $units }中
}最高的“{ $column }”，乘以 { $most } 分，最高者得 { $most } 分{ $rounding ->
    [none] {""}
   *[other] ，取到 { $step }（{ $rounding }）
}。
stage-formula-linear = { $name }：{ $within ->
    [type] 同类型中
    [cohort] 同批次中
    [subject] 同领域中
   *[all] 全部{ $units }中
}“{ $column }”{ $best ->
    [lowest] 最低
   *[highest] 最高
}者得 { $most } 分，{ $best ->
    [lowest] 最高
   *[highest] 最低
}者得 0 分，其余按比例计分{ $rounding ->
    [none] {""}
   *[other] ，取到 { $step }（{ $rounding }）
}。
stage-formula-as-it-is = { $name }：以该{ $unit }的“{ $column }”为得分{ $rounding ->
    [none] {""}
   *[other] ，取到 { $step }（{ $rounding }）
}。
stage-floor = 评分低于 { $value } 的按 { $value } 计。
stage-cap = 评分高于 { $value } 的按 { $value } 计。
stage-rounding = { $stage ->
    [reviewers] 各项指标合并专家评分后
    [weight] 各项指标乘以权重或系数后
    [area] 各一级指标得分
    [round] 各轮得分
   *[score] 评分
}取到 { $step }（{ $rounding }）。
stage-rounding-printed = 评分印出时取到 { $step }（{ $rounding }）；{ $tiers ->
    [yes] 比较、排名和划分等级
   *[no] 评分之间的比较和排名
}都用未取整的评分。
stage-of-score = 评分
stage-of-percentile = 百分位
stage-of-every-indicator = 每项指标
stage-threshold = { $strict ->
    [yes] { $what }须{ $best ->
        [lowest] 低于
       *[highest] 高于
    } { $limit }（不含 { $limit }）
   *[no] { $what }须不{ $best ->
        [lowest] 高于
       *[highest] 低于
    } { $limit }（含 { $limit }）
}，未达到的{ $unit }列为“{ $tier }”{ $ranked ->
    [no] ，不排名次
   *[yes] {""}
}。
stage-quota = “{ $tier }”{ $within ->
    [type] 在每个类型中
    [cohort] 在每个批次中
    [subject] 在每个领域中
   *[all] {""}
}最多{ $kind ->
    [count] {" "}{ $count } { $measure }
    [scored] 占有评分{ $units }的 { $share }%（取整到个数：{ $rounding }）
   *[participants] 占参评{ $units }的 { $share }%（取整到个数：{ $rounding }）
}，由达到要求者择优；其余列为“{ $other }”。末位并列的，{ $ties ->
    [all] 全部列入
    [lots] 抽签决定
   *[none] 全部不列入
}。
stage-quota-counts = “{ $tier }”的名额按{ $within ->
    [type] 类型
    [cohort] 批次
   *[subject] 领域
}分配：{ $list }，由达到要求者择优；其余列为“{ $other }”。末位并列的，{ $ties ->
    [all] 全部列入
    [lots] 抽签决定
   *[none] 全部不列入
}。
stage-quota-budget = “{ $tier }”{ $within ->
    [type] 在每个类型中
    [cohort] 在每个批次中
    [subject] 在每个领域中
   *[all] {""}
}由达到要求者依次列入，“{ $column }”合计不超过 { $total }；余额不足的第一个及其后各个列为“{ $other }”。评分相同而余额不足以全部列入的，{ $ties ->
    [lots] 抽签决定
   *[none] 全部不列入
}。
stage-vote = { $name }：{ $of ->
    [valid] 有效票（不含弃权）
    [cast] 全部投票（含弃权）
   *[members] 全体 { $members } 名委员
}中，赞成者{ $maybe ->
    [none] {""}
   *[other] （保留票按 { $maybe } 票赞成计）
}{ $majority ->
    [simple] 过半数
    [three-fifths] 达到五分之三
    [two-thirds] 达到三分之二
    [three-quarters] 达到四分之三
   *[unanimous] 为全部
}{ $quorum ->
    [0] {""}
   *[other] ，且投票者不少于 { $quorum } 人
}的，方可列为“{ $tier }”，否则列为“{ $other }”。
drawn-lots = { $for_ ->
    [ranks] 名次抽签
   *[tier] “{ $what }”名额抽签
}结果，按抽中先后为：{ $list }。
waiting-votes = 尚未定：{ $list } 没有“{ $what }”的有效表决结果，暂不列入任何等级。
waiting-lots = 尚未定：{ $list } 在“{ $what }”的名额末位并列，尚未抽签，暂不列入任何等级。
waiting-quota = 尚未定：“{ $what }”能否容纳 { $list }，取决于尚未进行的抽签或表决。
waiting-ranks = 尚未定：{ $list } 评分相同，抽签之前名次并列。
stage-lots = 抽签由事先公布的文字“{ $seed }”{ $source ->
    [none] {""}
   *[other] （{ $source }）
}决定：以该文字、一个空格和代码的 SHA-256 值从小到大为抽中的先后，任何人都可重新验算。
stage-flag = { $column } = { $value }
stage-veto = 无论评分高低，记录有{ $named ->
    [yes] “{ $list }”
   *[no] {" "}{ $list }{" "}
}的，等级最高为“{ $tier }”{ $place ->
    [held] ；本可占有的名额空缺，不递补
    [free] ；本可占有的名额由后者递补
   *[none] {""}
}。
stage-validity = { $some ->
    [yes] { $list }的等级
   *[no] 等级
}有效期为 { $years } 年，{ $starts ->
    [announcement] 自公布之日起计
   *[next-year] 自公布次年 1 月 1 日起计
}。
caption-validity = 等级的有效期（首尾两日均含）
column-valid-from = 有效期起
stage-lowest = 分数以低为好，最低分列第 1 名。
stage-within = 名次按{ $within ->
    [type] 类型
    [cohort] 批次
   *[subject] 领域
}分别排列，彼此不作比较。
stage-rank-weights = { $type ->
    [all] {""}
   *[other] “{ $type }”
}仅在排列名次时，指标按以下权重计（其余为 1）：{ $list }；评分本身不加权。
stage-tie-break = { $type ->
    [all] {""}
   *[other] “{ $type }”中
}{ $scope ->
    [first-place] 并列第一的
   *[all] 评分相同的
}，{ $count ->
    [1] 按以下一项区分
   *[other] 依次按以下各项区分
}：{ $list }。
stage-column = { $name }（见名册）
stage-tie-count = 得 { $points } 分的次数
stage-tie-voters = 给分的专家数
stage-tie-round = { $name }的得分
stage-tie-first = { $name } = { $value } 者在前
stage-tie-nearest = { $name }最接近 { $value } 者在前
stage-tie-lots = 抽签
stage-tie-highest = { $name }高者在前
stage-tie-lowest = { $name }低者在前
item-stages = 从打分到评分
item-standing = 评分之外的规则
note-ranks-rules = 名次依正文所述规则排列；仍相同的{ $units }{ $ties }。
no-tiers = 本届不划分等级。
tiers-alone = 本届只有评定的等级，没有评分、名次和等级线。
no-cut-offs = 本届等级不按评分区间划分，按评价规则的其他规定评定。
without-near = 本届等级不能单凭所印评分判定，因此不说明哪些评分临近等级线。
undefined-stages = 评分不是各项评分的简单相加
