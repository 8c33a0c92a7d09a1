cli-interrupted = 已中断。已完成的报告都是完整的，其余保持原样。
cli-output-lost = 未能完整输出：{ $why }。
cli-system = 系统拒绝操作：{ $file }：{ $why }。
cli-warning = { $name } 的警告：{ $warning }
cli-done = 已写出 { $count } 页，用时 { $seconds } 秒。请从 { $index } 看起
cli-docs = 文档（Markdown）位于 { $folder }；如运行 { $command } 可直接显示其中一篇：
cli-lab = { $count ->
    [0] 笔记本在 { $folder }，保持您上次的内容。
   *[other] 已在 { $folder } 写入 { $count } 个笔记本。
}
cli-checked = { $edition }：没有错误，共 { $units } 个单位{ $all ->
    [yes] {""}
   *[no] ，其中 { $taking } 个参评
}。
cli-fallback-texts = { $language }：{ $folder } 未提供程序库 { $of } 条文字中的 { $count } 条，改用 { $other }：{ $list }
cli-fallback-notebooks = { $language }：{ $count } 个笔记本没有该语言的单元格，标题和正文改用 { $other }：{ $list }
cli-state-done = 完成
cli-state-failed = 失败
cli-drawn = 以种子 { $seed } 抽签分派：就所有种子而言，任一专家评任一单位的概率都不超过 { $cap }。种子请与分派一并公布。
cli-assigned = 已写入 { $count } 条分派：{ $file }
cli-sheets-made = 已写出 { $count } 份评分表：{ $folder }
cli-collected = 已收 { $workbooks } 份评分表：新增评分 { $added } 个，原已归档 { $same } 个，替换 { $replaced } 个。
cli-recused = 申报利益冲突 { $count } 项，已记入 recusals.csv。
cli-dropped = 单位 { $unit } 在 { $round } 这一轮少了专家 { $reviewer }。
cli-missing = 未收到 { $count } 名专家的评分表：{ $reviewers }
cli-sheet-faults = 有 { $count } 处错误；有错误的评分表一概未收：
cli-minutes-made = 已写出 { $count } 个单位的讨论记录表：{ $file }
cli-minuted = 已记入 { $count } 个单位的讨论结果：改分 { $revised } 个，改定评分 { $marks } 项。
cli-demo = 已在 { $folder } 写出 { $count } 个文件，内容均为虚构。
cli-filled = 已在 { $folder } 的 { $count } 份评分表中填入虚构评分。
cli-corrected = 单位 { $unit } 的指标 { $indicator }（专家 { $reviewer }）：{ $before } → { $after }，已记入 history.csv。
cli-withdrawn = 单位 { $unit } 已退出评审（{ $reason }），其 { $count } 个评分留存而不计。
cli-resigned = 专家 { $reviewer } 已退出；{ $count ->
    [0] 没有其评分表归档。
   *[other] { $rule ->
        [count] 其已交的 { $count } 份评分表仍然计入。
       *[other] 其已交的 { $count } 份评分表留存而不计。
    }
}
cli-parted = 专家 { $reviewer } 与单位 { $unit } 有利益冲突，已记入 recusals.csv；{ $count ->
    [0] 没有其对该单位的评分。
   *[other] 其对该单位的 { $count } 个评分留存而不计。
}
cli-handed-over = { $round }，单位 { $unit }：{ $before } → { $after }
cli-given = { $round }，单位 { $unit }：增加 { $after }
cli-given-up = { $round }，单位 { $unit }：{ $before } 不再评，无人接替
cli-short = { $round }，单位 { $unit }：专家 { $reviewers } 人，应有 { $needed } 人
cli-changes = { $count ->
    [0] 分派没有变动。
   *[other] assignment.csv 变动 { $count } 处，其余不变。
}{ $reviewers ->
    [0] { "" }
   *[other] 请用 sheets make --reviewer 为新接单位的 { $reviewers } 名专家重出评分表。
}
cli-changes-written = 变动清单已写入：{ $file }
cli-would-change = { $unit }：评分 { $score_before } → { $score_after }，等级 { $tier_before } → { $tier_after }，名次 { $rank_before } → { $rank_after }
cli-would-change-all = 如不计指标 { $indicator }，{ $count } 个单位中，评分变动的 { $scores } 个，等级变动的 { $tiers } 个，名次变动的 { $ranks } 个。未改动任何内容。
cli-changed-all = 指标 { $indicator } 已取消，其评分留存而不计。{ $count } 个单位中，评分变动的 { $scores } 个，等级变动的 { $tiers } 个，名次变动的 { $ranks } 个。
cli-outside = 指标 { $indicator } 在总分之外：取消后各单位此项均计 0 分，其余各项不作折算。
cli-renamed = 单位 { $unit } 由“{ $before }”改名为“{ $after }”。
cli-nothing-assigned = 尚未分派；evalkit assign 分派时会照此办理。
cli-as-of-version = 第 { $day } 版公布时的数据已写入：{ $folder }
cli-as-of = 截至 { $day } 的数据已写入：{ $folder }
cli-trail = 已写出 { $count } 个评分：{ $file }
