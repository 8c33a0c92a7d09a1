# 文件不足时的说明
without-scores = 本年度参评{ $units }的评分资料不全，这一部分从略。
without-participation = 本年度的参评数量不详。
without-cut-offs = 本年度的等级线不详，无从由评分判定等级。
without-tiers = 本年度的等级划分不详。
one-tier = 等级只有一个，没有等级线。
without-areas = 本年度的评价指标不详。
without-indicators = 本年度的二级指标不详。
without-rounds = 本年度的评审步骤不详。
without-window = 本年度评价内容的时限不详。
without-panel = 本年度的专家组名单暂缺。
panel-not-printed = 评审专家名单已存档，此处不列姓名。
without-units = 本年度只有数量可查，没有单{ $measure }{ $unit }的资料。
without-honour = 本年度的规则中没有称号。
without-honour-editions = { $edition } 年度的称号须看连续 { $count } 个年度，文件中年度不全，无从评定。
without-watch = 本年度的规则没有要求列出关注名单。
without-watch-editions = { $edition } 年度的关注名单须看连续 { $count } 个年度，文件中年度不全，无从列出。
without-marks = 专家评分资料暂缺，有关内容从略。

level-counts = 仅数量
level-some-scores = 数量与部分{ $units }
level-tiers = 全部等级，没有评分
level-scores = 全部最终评分
fact-entered = 填报信息
fact-participants = 参评
fact-tier = { $tiers }
fact-honour = 获得称号
column-fact = 内容
column-source = 出处
column-share-computed = 占参评（复算）
column-share-printed = 占参评（所印）
column-level = 资料范围
column-top = 最高等级
column-top-share = 占参评
column-in = { $edition } 年度
column-rule = 规则
column-before = 此前（年度）
column-after = 本年度
column-cut-offs = 等级线
column-undecided = 无法判定
column-change = 变动
column-reason = 原因
caption-facts = 只知数量的事项
caption-known-units = 文件中有资料的{ $unit }
caption-cohort-tiers = { $cohort }各等级的数量与占比
caption-rule-changes = 评价规则的变化
caption-rebanded = { $edition } 年度的评分按各年度等级线重新划分
caption-honour = { $honour }名单（{ $first } 至 { $last } 连续）
caption-honour-changes = { $edition } 年度名单的变动
caption-watch-list = 关注名单：{ $rule }的{ $unit }
caption-figure-participants-by-cohort = 各批次参评{ $units }的等级构成
caption-figure-all-composition = 全部{ $units }的等级构成，含未参评
caption-figure-tiers-by-edition = 各{ $unit }历年所处等级
caption-figure-tier-in-group = { $group }各等级的批次构成
note-rule-changes = 由各年度规则文件逐项比较得出；指标的分值在两个年度都有该指标时比较；某年度不详的项目与此前最近一个已知年度比较。评价时限按起止月日和长短比较。
note-rebanded = 评分不变，只换等级线。“无法判定”指评分不公布、在新的等级线下可能落入不止一个等级者。名称相同的等级在不同年度含义不同。评分范围不同的年度不列。
note-replayed = 另有 { $count } { $measure }因评分不公布或不够明确，未计在内。
note-honour-open = 只列可以查明的。
caption-replayed = { $edition } 年度按本年度规则与按原规则的等级
column-own-rules = 按本年度规则
column-former-rules = 按原规则
item-areas = 一级指标
item-indicators = 指标
item-points = “{ $name }”的分值
item-total-points = 总分
item-mark-step = 单项评分的步长
item-marks = 单项评分的取值
item-final = 评分的合成
item-importance = 重要差异
item-conflicts = 利益冲突
item-eligibility = 参评条件
item-scale = 评分范围
item-rounding = 划分等级前的取整
item-tiers = 等级
item-withheld = 不公布评分的等级
item-withheld-ranks = 不公布名次的等级
item-withheld-names = 不公布名称的等级
item-ranking = 同分的排名
item-percent = 百分比的写法
item-watch = 关注名单
item-cut-offs = 等级线
item-rounds = 评审步骤
item-cohorts = 批次
item-window = 评价时限
item-honour = 称号
rule-areas = { $count } 项：{ $list }
rule-none = 无
rule-before = { $rule }（{ $edition }）
rule-final = 每项指标{ $rule }{ $rounds }，总和取整（{ $rounding }）
rule-importance-points = 总分相差 { $count } 分及以上
rule-importance-spreads = 总分相差 { $count } 个标准差及以上
rule-importance-tiers = 总分分属 { $count } 个及以上等级
rule-conflicts = 曾任关系终止后 { $years } 年内回避；{ $reciprocal ->
    [yes] 不得互评对方{ $units }
   *[no] 可以互评对方{ $units }
}
rule-eligibility = 至少填报 { $at_least } 项指标，其中必须有{ $list }
rule-eligibility-required = 必须填报{ $list }
rule-eligibility-number = 至少填报 { $at_least } 项指标
rule-scale = { $min } 至 { $max }，步长 { $step }{ $best ->
    [lowest] ，以低分为好
   *[highest] {""}
}
rule-rounding = 取到 { $step }，{ $rounding }
rule-round = { $name }（每{ $measure } { $count } 人）
rule-ranking-competition = 并列最前名次（1、2、2、4）
rule-ranking-modified-competition = 并列最后名次（1、3、3、4）
rule-ranking-dense = 并列且其后不空名次（1、2、2、3）
rule-percent = { $count ->
    [0] 整数
   *[other] { $count } 位小数
}，{ $rounding }
rule-window = { $first } 至 { $last }
rule-honour = 连续 { $count } 个年度为“{ $tier }”
rule-watch-tiers = 连续 { $count } 个年度为“{ $tiers }”
rule-watch-absence = 连续 { $count } 个年度未参评
rule-watch-both = 连续 { $count } 个年度为“{ $tiers }”或未参评
label-cut-offs = { $edition }（{ $list }）
honour-added = 新增
honour-dropped = 落榜
honour-reason-tier = 本年度为“{ $tier }”，{ $score } 分
honour-reason-tier-alone = 本年度为“{ $tier }”
honour-reason-absent = 本年度未参评
honour-reason-outside = 已不在名册上
honour-reason-merged = 并入 { $into }
honour-reason-split = 已拆分
honour-reason-reused = 其代码已改由另一{ $measure }{ $unit }使用
honour-reason-cancelled = 有年度停办，连续重新计算
axis-edition = 年度

say-level-counts = 本年度只有数量可查，没有任何一{ $measure }{ $unit }的评分。以下只列已知情况，不作推测。
say-level-some-scores = { $labels ->
    [yes] 本报告依据 { $assessments } 次认证评估编制，不涉及评分。
   *[no] 本年度只有部分资料可查：{ $facts ->
        [0] {""}
       *[other] 若干数量，以及{" "}
    }{ $count } { $measure }{ $unit }的评分或等级。
}以下只列已知情况，不作推测。
say-level-tiers = 本报告依据全部参评{ $units }的等级编制，没有评分资料。
say-level-scores = 本报告依据全部参评{ $units }的评价结果编制。
say-honour = 以“{ $tier }”连续 { $count } 个年度为条件，{ $edition } 年度获得“{ $honour }”的有 { $held } { $measure }：{ $list }。
say-honour-cohort = { $cohort } { $count } { $measure }
say-honour-nobody = 以“{ $tier }”连续 { $count } 个年度为条件，{ $edition } 年度没有{ $unit }获得“{ $honour }”。
say-honour-at-least = 以“{ $tier }”连续 { $count } 个年度为条件，可以查明 { $edition } 年度获得“{ $honour }”的有 { $held } { $measure }：{ $list }。{ $unknown ->
    [0] {""}
   *[other] 另有 { $unknown } { $measure }无从判断。
}
say-honour-unknown = “{ $honour }”以“{ $tier }”连续 { $count } 个年度为条件；{ $edition } 年度由哪些{ $unit }获得，由现有文件不能得知。{ $unknown ->
    [0] {""}
   *[other] 有名可查而无从判断的有 { $unknown } { $measure }。
}
say-honour-beyond = 不见于任何文件的{ $unit }也可能获得。
say-honour-total = 据公布的数字，获得称号的共 { $total } { $measure }，名单不全。
say-honour-nameless = 名单资料暂缺。
say-honour-gap = { $edition } 年度所须连续的年度中有缺，不跨空缺计算。
say-honour-cancelled = “{ $honour }”以“{ $tier }”连续 { $count } 个年度为条件；因有年度停办，连续中断，{ $edition } 年度尚无{ $unit }可以获得。
say-honour-change = 与上一年度相比，新增 { $added } { $measure }，落榜 { $dropped } { $measure }。
say-honour-change-at-least = 与 { $previous } 年度相比，至少新增 { $added } { $measure }，至少落榜 { $dropped } { $measure }；另有 { $maybe_added } { $measure }无从判断是否新增，{ $maybe_dropped } { $measure }无从判断是否落榜。
say-honour-change-unknown = 与 { $previous } 年度相比新增和落榜了哪些，由现有文件不能得知：有 { $maybe_added } { $measure }无从判断是否新增，{ $maybe_dropped } { $measure }无从判断是否落榜。
say-honour-change-gap = { $edition } 年度之前缺一个或几个年度，名单不作比较。
say-honour-no-change = 上一年度的名单无从得知，不能比较。
say-absent = { $case ->
    [all] 全部{ $units }均已参评。
    [none] 总数已知的批次全部参评。
   *[some] 未参评的 { $absent } { $measure }中，{ $list }。
}{ $open ->
    [0] {""}
   *[other] { $open_list }未参评的数量不详。
}
say-absent-unknown = 未参评的数量不详。
say-gap = { $before } 年度与 { $after } 年度之间缺一个或几个年度。凡须连续年度才能得出的，都不跨空缺计算。
say-cancelled = { $edition } 年度停办：{ $reason }
say-replay = 仅就这些变化（{ $items }）而言：按原规则，{ $count } { $measure }{ $unit }中有 { $moved } { $measure }等级不同，其中升高 { $up } { $measure }，降低 { $down } { $measure }。
say-replay-same = 仅就这些变化（{ $items }）而言：按原规则，所统计的 { $count } { $measure }{ $unit }等级都不变。
replay-left-indicators = { $items }无法按原规则重算：指标不同，没有可以套用原规则的评分。
replay-left-scale = { $items }无法按原规则重算：评分范围不同。
replay-left-tiers = { $items }无法按原规则重算：等级的数目不同。
replay-left-apart = { $items }无法按原规则重算：原规则与本年度的其他规则不能并用。
replay-left-marks = { $items }无法按原规则重算：专家评分资料暂缺。
replay-left-review = { $items }无法按原规则重算：专家组若按原办法工作会得出什么，无从得知。
replay-left-who = { $items }无法按原规则重算：未参评的{ $unit }没有评分。
replay-left-period = { $items }无法按原规则重算：其他时段的活动没有评价。
say-across-gap = { $before } 年度与 { $after } 年度之间缺一个或几个年度，以上变动跨越不止一个年度。
say-across-changes = { $since ->
    [none] 其间评价办法有变
   *[other] 评价办法与此前最近可查的 { $since } 年度相比有变
}（{ $items }），等级变动不一定说明{ $unit }本身变好或变差。
say-watch = 规则要求关注{ $rule }的{ $unit }（所看年度：{ $editions }），共 { $listed } { $measure }。
say-watch-at-least = 规则要求关注{ $rule }的{ $unit }（所看年度：{ $editions }），可以查明的有 { $listed } { $measure }，实际可能更多。
say-watch-nobody = 规则要求关注{ $rule }的{ $unit }（所看年度：{ $editions }），没有这样的{ $unit }。
say-watch-unknown = 规则要求关注{ $rule }的{ $unit }（所看年度：{ $editions }），没有可以查明的，但不能断定没有。
say-watch-absent = { $absent ->
    [only] 这些年度均未参评。
    [all] 这些年度均未参评。
   *[other] 其中 { $absent } { $measure }在这些年度都没有参评。
}
say-watch-unnamed = { $unnamed ->
    [only] 名称不公布。
    [all] 名称均不公布。
   *[other] 其中 { $unnamed } { $measure }名称不公布。
}
say-watch-open = 另有 { $unknown } { $measure }无从判断。
say-watch-beyond = 不见于任何文件的{ $unit }，无从说起。
say-watch-gap = 所看年度中有缺，不跨空缺计算。
say-watch-not-public = 规则要求列出关注名单，该名单仅供内部使用。
say-absent-cohort = { $cohort } { $count } { $measure }
say-absent-names = 本报告所据资料未逐一列出未参评的{ $unit }及其原因。
say-summary-participation = { $case ->
    [few] 参评率最高的是{ $best }（{ $best_share }），最低的是{ $worst }（{ $worst_share }）。
   *[same] 各批次参评率相同，均为 { $best_share }。
}
say-summary-upper = { $case ->
    [few] 参评{ $units }中“{ $tier }”所占比例最大的是{ $best }（{ $best_share }），最小的是{ $worst }（{ $worst_share }）。
   *[same] 参评{ $units }中“{ $tier }”所占比例在各批次相同，均为 { $best_share }。
}
say-recommend-near = 有 { $count } { $measure }{ $unit }的评分只要变动 { $window } 分（或更少）就会改变等级{ $discussed ->
    [yes] ，且未经集体讨论
   *[no] {""}
}，建议对相应评分再作复核。
say-recommend-absent = 有 { $absent } { $measure }没有参评（{ $share }），建议留存其名单和原因，以便跨年度跟踪。
say-recommend-points = 各项指标的分值未见规定，建议公布，以便外界复核总分。
say-recommend-difference = 评价规则未明确何种差异属于重要差异，建议写明，以便检验评审的一致性。
say-first-edition = 这是文件中最早的年度，没有可比的上一年度。
alt-participants-by-cohort = 每个批次一根百分比条，只计参评者。{ $list }。数据见相邻的表。
alt-all-composition = 一根百分比条。{ $list }。数据见相邻的表。
alt-tiers-by-edition = 每{ $measure }{ $unit }一行、每个年度一列的色块图。{ $list }。数据见图下的表。
alt-tier-in-group = 每个等级一根百分比条。{ $list }。数据见相邻的表。
axis-percent-participants = 占本批次参评{ $units }的比例
axis-percent-all = 占全部{ $units }的比例
caption-tier-ranges = 各等级的分数
file-facts = 只知数量的事项及其出处
heading-scale = 评分的尺度与此前年度相同吗？
