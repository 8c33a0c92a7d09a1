# 评分、专家与评审步骤
fault-two-tables-of-marks = 评分同时见于 { $other }；两个文件只能有一个。
fault-not-parquet = 无法按 Parquet 格式读取：{ $why }。
fault-more-of-them = 此列另有 { $count } 处同类问题，不再逐一列出。
fault-mark-of-absent = 单位“{ $value }”未参评；允许：填报完整（见 submissions.csv）且未列入 absences.csv 的单位。
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
fault-discussion-not-last = “{ $value }”为集体讨论，其后却还有“{ $next }”；集体讨论所定为最终结果，应列在最后。
fault-not-the-sum = { $value } 与各项评分之和不符；允许：{ $wanted }。
fault-rounded-twice = { $value } 会使评分第二次取整；有评分的届次应为评分的步长 { $step }。
fault-too-few-to-trim = 去掉最高分和最低分求平均，计入的轮次中每个单位至少须有三名专家评分。
error-other-indicators = { $edition }：新规则的指标与已评分的指标不同。
