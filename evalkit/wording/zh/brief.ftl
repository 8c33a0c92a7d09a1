# 供专家组组长阅览的一页：brief.ipynb
say-brief-never = { $count ->
    [0] 本届名录中的{ $units }，在现有 { $editions } 个年度中均至少参评过一次。
   *[other] { $count } { $measure }{ $units }在现有 { $editions } 个年度中从未参评{ $named ->
        [yes] ：{ $list }。
       *[no] 。
    }
}
say-brief-leading = { $type ->
    [all] {""}
   *[other] “{ $type }”：
}{ $count ->
    [1] 第一名为{ $first }，{ $score } 分。
   *[other] 并列第一的{ $units }有 { $count } { $measure }，均为 { $score } 分：{ $first }。
}{ $next ->
    [none] {""}
   *[other] 其后为{ $next }。
}
brief-scored = { $score } 分的{ $name }
brief-shared = { $list }（第 { $rank } 名）
say-brief-shared = { $ranks ->
    [0] 没有{ $units }名次并列。
   *[other] 共有 { $count } { $measure }{ $unit }名次并列，涉及 { $ranks } 个名次：{ $list }。按现行规则无从区分先后。
}
say-brief-spread = { $type ->
    [all] {""}
   *[other] “{ $type }”：
}公布的 { $count } 个评分在 { $lowest } 至 { $highest } 分之间，中位数为 { $median } 分。
say-brief-unscored = 列入评审的 { $total } { $measure }{ $unit }中，有 { $count } { $measure }尚无评分（{ $list }），待全部评出后排定名次。
say-brief-by-tier = 各等级数量：{ $list }。
brief-tier = { $tier } { $count } { $measure }
say-brief-tiers = “{ $tier }”的有 { $now } { $measure }，占参评{ $units }的 { $now_share }；{ $previous } 年度为 { $before } { $measure }（{ $before_share }），两个年度划分等级的规则相同。
say-brief-tiers-former = “{ $tier }”的有 { $now } { $measure }，占参评{ $units }的 { $now_share }；如按 { $previous } 年度的规则，应为 { $then } { $measure }（{ $then_share }），而 { $previous } 年度为 { $before } { $measure }（{ $before_share }）。
say-brief-tiers-replayed = “{ $tier }”的有 { $now } { $measure }，占参评{ $units }的 { $now_share }；{ $previous } 年度为 { $before } { $measure }（{ $before_share }）。规则已有变化：如按 { $previous } 年度的规则，可重新推算的 { $count } { $measure }{ $unit }中，{ $moved ->
    [0] 没有{ $unit }改变等级
   *[other] 有 { $moved } { $measure }等级不同
}。
say-brief-without-ties = 不计与{ $unit }有（或曾有）关联的专家的评分，{ $moved ->
    [0] 没有{ $units }改变等级
   *[other] 有 { $moved } { $measure }改变等级（{ $list }）
}{ $open ->
    [0] 。
   *[other] ；另有 { $open } { $measure }将没有评分。
}
brief-see = （详见《{ $page }》“{ $section }”）
