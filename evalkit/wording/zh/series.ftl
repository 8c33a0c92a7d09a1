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
without-honour = 本年度的规则中没有称号，或所需年度不全，无从评定。
without-marks = 没有专家评分的数据，依赖评分的内容从略。

level-counts = 仅数量
level-some-scores = 数量与部分{ $units }
level-scores = 全部最终评分
fact-entered = 填报信息
fact-participants = 参评
fact-tier = { $tiers }
fact-honour = 获得称号
column-fact = 内容
column-source = 出处
column-share-computed = 占参评（复算）
column-share-printed = 占参评（所印）
column-level = 文件内容
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
caption-overview = 各年度概况
caption-mobility = 从 { $before } 年度到 { $after } 年度的等级变动
caption-rule-changes = 评价规则的变化
caption-rebanded = { $edition } 年度的评分按各年度等级线重新划分
caption-honour = { $honour }名单（{ $first } 至 { $last } 连续）
caption-honour-changes = { $edition } 年度名单的变动
caption-watch-list = 连续 { $times } 个年度处于最低等级或未参评的{ $unit }
caption-figure-participants-by-cohort = 各批次参评{ $units }的等级构成
caption-figure-all-composition = 全部{ $units }的等级构成，含未参评
caption-figure-participation-series = 各年度参评数量
caption-figure-tier-in-group = { $group }各等级的批次构成
note-overview = “–”为文件中没有，不等于零。占参评的比例由数量算出。
note-mobility = 只统计两个年度等级都已知的 { $count } { $measure }{ $unit }，不代表全体。
note-rule-changes = 由各年度规则文件逐项比较得出；某年度不详的项目与此前最近一个已知年度比较。
note-rebanded = 评分不变，只换等级线。“无法判定”指评分不公布、在新的等级线下可能落入不止一个等级者。名称相同的等级在不同年度含义不同。
item-areas = 一级指标
item-cut-offs = 等级线
item-rounds = 评审步骤
item-cohorts = 批次
item-window = 评价时限
item-honour = 称号
rule-areas = { $count } 项：{ $list }
rule-window = { $first } 至 { $last }
rule-honour = 连续 { $count } 个年度为“{ $tier }”
label-cut-offs = { $edition }（{ $list }）
honour-added = 新增
honour-dropped = 落榜
honour-reason-tier = 本年度为“{ $tier }”，{ $score } 分
honour-reason-absent = 本年度未参评
honour-reason-unknown = 本年度等级不详
axis-edition = 年度

say-level-counts = 本年度只有数量可查，没有任何一{ $measure }{ $unit }的评分。以下只列已知之事，不作推测。
say-level-some-scores = 本年度只有部分资料可查：若干数量，以及 { $count } { $measure }{ $unit }的评分或等级。以下只列已知之事，不作推测。
say-level-scores = 本报告依据全部参评{ $units }的最终评分或等级编制。
say-window = 评价内容的时限为 { $first }至 { $last }。
say-areas = 指标体系分 { $count } 个方面：{ $list }。
say-honour = 以“{ $tier }”连续 { $count } 个年度为条件，{ $edition } 年度获得“{ $honour }”的有 { $held } { $measure }：{ $list }。
say-honour-cohort = { $cohort } { $count } { $measure }
say-honour-unknown = 另有 { $count } { $measure }本年度符合条件而此前年度等级不详，文件不能证明其连续。
say-honour-change = 与上一年度相比，新增 { $added } { $measure }，落榜 { $dropped } { $measure }。
say-honour-no-change = 上一年度的名单无从得知，不能比较。
say-watch-none = 按连续 { $times } 个年度处于最低等级或未参评计算，文件中没有可以确认的{ $unit }。未参评者没有名单，此前年度的最低等级也未公布，所以这不表示确实没有。
say-watch-rule = 来源建议建立退出机制，但没有规定年数；此处的 { $times } 个年度只是举例。
say-absent = { $case ->
    [all] 全部{ $units }均已参评。
    [none] 总数已知的批次全部参评。
   *[some] 未参评的 { $absent } { $measure }中，{ $list }。
}{ $open ->
    [0] {""}
   *[other] { $open_list }未参评的数量不详。
}
say-absent-unknown = 未参评的数量不详。
say-absent-cohort = { $cohort } { $count } { $measure }
say-absent-names = 未参评者的名单和各自的原因资料暂缺。
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
say-recommend-difference = 现有规则未规定怎样的差异为重要差异，建议写明，以便检验评审的一致性。
say-first-edition = 这是文件中最早的年度，没有可比的上一年度。
say-mobility-none = 没有{ $unit }在两个年度的等级都已知，无法统计变动。
say-changes-none = 与此前各年度相比，没有已知的规则变化。
alt-participants-by-cohort = 每个批次一根百分比条，只计参评者。{ $list }。数据见相邻的表。
alt-all-composition = 一根百分比条。{ $list }。数据见相邻的表。
alt-participation-series = 折线图。{ $list }。数据见相邻的表。
alt-tier-in-group = 每个等级一根百分比条。{ $list }。数据见相邻的表。
axis-percent-participants = 占本批次参评{ $units }的比例
axis-percent-all = 占全部{ $units }的比例
caption-tier-ranges = 各等级的分数
say-full-none = 没有{ $unit }得到满分 { $max } 分。
file-facts = 只知数量的事项及其出处
