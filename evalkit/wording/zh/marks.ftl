# 评分、专家与评审步骤
fault-two-tables-of-marks = 评分同时见于 { $other }；两个文件只能有一个。
fault-not-parquet = 无法按 Parquet 格式读取：{ $why }。
fault-too-many-rows = 文件有 { $value } 行；允许：最多 { $most } 行。
fault-column-type = 此列的类型为 { $value }，无法读取；允许：文本或数字。
fault-more-of-them = 此列另有 { $count } 处同类问题，不再逐一列出。
fault-mark-of-absent = 单位“{ $value }”未参评；允许：填报完整（见 submissions.csv）且未列入 absences.csv 的单位。如系评审开始后退出，须在 absences.csv 中注明自何日起（evalkit withdraw）。
fault-unknown-reviewer = “{ $value }”不在 reviewers.csv 中。
fault-reviewer-in-wrong-round = “{ $value }”不能在 { $round } 这一轮评分；允许：{ $allowed }。
fault-mark-twice = 专家 { $reviewer } 在 { $round } 这一轮对单位 { $unit } 的指标 { $indicator } 已有评分（第 { $first } 行）；每项只能有一个评分。
fault-marks-incomplete = 专家 { $reviewer } 在 { $round } 这一轮对单位 { $unit } 只有 { $count } 个评分；允许：全部 { $wanted } 项指标各一个。
fault-not-assigned = 专家“{ $value }”在 { $round } 这一轮未被分派评审单位 { $unit }（见 assignment.csv）。
fault-revised-without-minutes = 单位“{ $value }”有集体讨论改定的分，但 minutes.csv 中没有“revised”的决定。
fault-minutes-without-marks = 单位“{ $value }”的决定为“revised”，但 { $other } 中没有集体讨论改定的分。
fault-reserved-code = “{ $value }”专用于集体讨论所定的分；请改用其他代码。
fault-row-twice = “{ $value }”已见于第 { $first } 行；每种组合只能有一行。
fault-former-without-end = 曾任关系缺截止日；允许：日期，如 2023-06-30。
fault-current-with-end = 现任关系没有截止日；应留空，或将 kind 改为 former。
fault-present-and-recused = “{ $value }”同时列为到会和回避；只能居其一。
fault-code-twice = “{ $code }”在同一格中出现两次；每个代码只能写一次。
fault-not-a-date = “{ $value }”不是日期；允许： 年-月-日，如 2025-01-31。

# 有评分的届次的 rules.toml
fault-no-criterion = 没有列出任何标准，任何差异都不会成为重要差异；至少写明 { $allowed } 之一，或不设 [review.importance]。
fault-discussion-not-last = “{ $value }”为集体讨论，其后却还有“{ $next }”；集体讨论所定为最终结果，应列在最后。
fault-not-the-sum = { $value } 与各项评分之和不符；允许：{ $wanted }。
fault-rounded-twice = { $value } 会使评分第二次取整；有评分的届次应为评分的步长 { $step }。
fault-too-few-to-trim = 去掉最高分和最低分求平均，计入的轮次中每个单位至少须有三名专家评分。
error-other-indicators = { $edition }：新规则的指标与已评分的指标不同。
error-other-marks = { $edition }：新规则的评分档次、优劣方向或缺失评分的处理办法与已评分时不同。
error-other-rounds = { $edition }：新规则计入“{ $round }”这一轮，而该轮没有评分。

# 讨论清单
docket-no-rule = 规则未规定怎样的差异为重要差异（[review.importance]），故没有讨论清单。
docket-count = 有多名专家评分的 { $units } 个单位中，{ $count } 个存在重要差异；{ $open ->
    [unknown] 集体讨论未见记录。
   *[other] 尚待讨论 { $open } 个。
}
docket-unit = { $place }. { $unit } { $name }：总分 { $lowest } 至 { $highest }，相差 { $difference }（{ $status }）
docket-status-open = 待讨论
docket-status-unknown = 未见记录
docket-status-kept = 已讨论，维持原分
docket-status-revised = 已讨论，改定评分
docket-no-score = 评分表未收齐，尚无评分。
docket-tier-changes = 评分 { $score }，{ $tier }；去掉其中一名专家，将为{ $others }。
docket-tier-stays = 评分 { $score }，{ $tier }；去掉任何一名专家，等级不变（距改变等级尚差 { $margin } 分）。
docket-or = 或
docket-comma = ；
docket-drivers = 差异主要在：{ $drivers }
docket-driver = { $indicator } { $low } 与 { $high }

# 归档
error-not-of-marks = { $edition } 不是有评分的届次：其 rules.toml 中 data.level 不是“marks”。
error-assignment-after-marks = { $edition } 已有评分，系按现有分派所评；重新分派将使其失去依据。
error-assignment-there = { $edition } 已有分派；如要重新分派，请加 --overwrite。
error-dropped-already = 指标 { $indicator } 此前已取消（见 { $edition } 的 dropped.csv）。
error-nothing-assigned = { $edition } 尚未分派；请先运行 evalkit assign。
error-resigned-already = 专家 { $reviewer } 此前已退出（见 { $edition } 的 unavailable.csv）。
error-recused-already = 专家 { $reviewer } 此前已回避单位 { $unit }（见 recusals.csv）。
error-marks-there = 已归档的评分中有 { $count } 个与新评分不同（首先是专家 { $reviewer } 对单位 { $unit } 的评分）；未写入任何内容。如要以新评分代替，请加 --replace。
error-minutes-there = 这些单位已有讨论记录：{ $units }；未写入任何内容。如要以新记录代替，请加 --replace。
error-no-subjects = { $edition }：units.csv 没有用于分组的“subject”列。
error-cap = --cap 须为大于 0、不大于 1 的概率，而不是 { $value }。
error-cap-too-small = 有的单位可用专家太少，无法使每对专家与单位的概率都不超过 { $cap }；至少须为 { $least }。未作任何分派。
error-loads-too-small = 各专家可评的单位数（reviewers.csv 的“load”列）合计不足；未作任何分派。
error-no-history = { $edition }：没有变更记录（history.csv），无从得知此前的情况。
error-folder-not-empty = 文件夹 { $folder } 已存在且不为空，请另起一个名称。
error-not-a-day = “{ $value }”不是日期；允许：如 2020-03-05。
error-no-such-mark = 没有专家 { $reviewer } 在 { $round } 这一轮对单位 { $unit } 的指标 { $indicator } 的评分。
error-mark-is-so = 单位 { $unit } 的指标 { $indicator }（专家 { $reviewer }，{ $round } 这一轮）已是 { $value }，没有改动。
error-not-a-mark = “{ $value }”不是指标 { $indicator } 的评分；允许：数字、档次的标识或 NA，写法同 marks.csv。
error-seed = --seed 须为不小于 0 的整数，而不是 { $value }。
error-unknown-stage = 没有阶段“{ $name }”。可用：{ $known }。

# 评审设计
design-size = 共 { $units } 个单位、{ $reviewers } 名专家。
design-all-rounds = 各轮合计
design-all-reviewers = 全体专家
design-load = { $round }，{ $group }：每名专家评 { $least } 至 { $most } 个单位，平均 { $mean } 个。
design-connected = 单位与专家连成一体，专家的宽严可与单位的优劣区分开。
design-parts = 单位与专家分成互无共同单位的 { $count } 部分，各部分之间专家的宽严与单位的优劣无法区分。
design-links = 两组共同评审的单位最少为 { $units } 个（{ $one }与{ $other }）。
design-pivotal = 缺少以下任一专家，评审将不再连成一体：{ $reviewers }。
error-unknown-reason = 规则中没有“{ $name }”这一原因；原因写在 rules.toml 的 [[eligibility.reasons]] 中，须有 id 和 name。可用：{ $known }。
error-unknown-unit-listed = units.csv 中没有单位“{ $name }”。现有：{ $known }。
error-unknown-reviewer = 没有专家“{ $name }”的评分。现有：{ $known }。
error-unknown-indicator = 指标体系中没有指标“{ $name }”。现有：{ $known }。
error-day-to-come = { $day } 尚未到来；允许：今天（{ $last }）或更早的日期。
error-unknown-unit = 没有参评单位“{ $name }”。可用：{ $known }。
