# 等级的稳定性，什么会改变名单：08-firmness.ipynb、brief.ipynb
say-firmness = { $case ->
    [all] { $count } 个等级的把握都较大：从评分看，它们正是由宽严适中的专家来评也会得到的等级，把握都在 { $limit }% 以上。
    [hidden] { $count } 个等级中，除不足 { $fewest } 个外，把握都较大：从评分看，它们正是由宽严适中的专家来评也会得到的等级，把握都在 { $limit }% 以上。
    [hidden-sure] { $count } 个等级中，把握较大的不足 { $fewest } 个：从评分看，其余各个由宽严适中的专家来评也会得到同一等级的把握都不到 { $limit }%。预计 { $count } 个中约有 { $wrong } 个不准；不准的是哪几个无从得知，但应当到等级线附近去找。
   *[some] { $count } 个等级中，{ $sure } 个把握较大：从评分看，它们正是由宽严适中的专家来评也会得到的等级，把握都在 { $limit }% 以上。其余 { $unsure } 个把握不足。预计 { $count } 个中约有 { $wrong } 个不准；不准的是哪几个无从得知，但应当到{ $listed ->
        [yes] 这 { $unsure } 个中
       *[no] 等级线附近
    }去找。
}如果请同样人数的另一批专家重评，等级相同的预计占 { $again }%。
firm-change-rule = 换一种合成办法
firm-change-cut-off = 移动等级线
firm-change-weight = 改变权重
firm-change-area = 不计一个一级指标
firm-change-indicator = 不计一项指标
firm-change-round = 不计一轮评分
firm-change-tie = 不计有关联专家的评分
firm-change-reviewer = 少算一名专家
firm-change-what-mean = 平均数
firm-change-what-median = 中位数
firm-change-what-trimmed-mean = 去掉一个最高分和一个最低分的平均数
firm-change-what-all = 全部
firm-change-what-someone = 其中一名
firm-change-up = { $what }，提高 { $by }
firm-change-down = { $what }，降低 { $by }
firm-change-points = { $points } 分
firm-input-rule = 合成办法
firm-input-cut-off = 等级线
firm-input-reviewer = 少算哪名专家
firm-input-weight = “{ $area }”的权重
firm-parts-area = 一级指标
firm-parts-indicator = 指标
column-probability = 等级无误的把握
column-firm = 把握较大
column-likeliest = 最可能的等级
column-pull = 预计高出评分
column-same-again = 重评同级的机会
column-cut-off-by = 距另一等级（分）
column-cut-off-tier = 越线后的等级
column-mark-by = 一个分变动（分）
column-mark-reviewer = 变动的是谁的分
column-mark-indicator = 变动的指标
column-mark-tier = 变动后的等级
column-left-out = 少了谁等级就变
column-left-out-tier = 少了第一名时的等级
column-cause = 改变什么
column-what = 怎样改变
column-by = 幅度
column-changed = 改变的等级数
column-up = 升
column-down = 降
column-open = 无从得出评分
column-moved = 哪些单位
column-nominal = 规则所定
column-effective = 实际所占
column-correlation = 与其余部分的相关
column-items = 指标数
column-omega = ω 系数
column-kept = 权重相差五分之一以内，等级不变
column-kept-unknown = 权重任意，等级不变
column-best = 名列第一
column-input = 一同变动的
column-own-effect = 单独的影响
column-total-effect = 连同其他
firm-why-near = 距另一等级不足一个计分单位
firm-why-less = 评审该单位的专家给分偏低约 { $points } 分
firm-why-more = 评审该单位的专家给分偏高约 { $points } 分
firm-why-high = 这样高的评分平均偏高约 { $points } 分
firm-why-low = 这样低的评分平均偏低约 { $points } 分
firm-why-few = 评分表只有 { $n } 份（一般为 { $usual } 份）
firm-why-error = 距另一等级的分差小于评分误差
