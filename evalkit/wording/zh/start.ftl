implied-cohort = 全部
implied-area = 全部指标
implied-round = 评审
new-unit = 项目，个
new-publisher = 主办单位名称
new-edition-title = { $edition } 年度{ $title }
new-example = 示例{ $what } { $number }（虚构）
new-example-reviewer = 虚构专家 { $number }
new-ask-languages = 报告的语言，主要语言在前（zh；en；zh, en）
new-ask-level = 已有哪些数据：每位专家的评分，或最终评分（marks；scores）
new-ask-edition = 首个年度
new-ask-title = 评价项目的名称
new-ask-unit = 评价对象的名称和量词
new-ask-publisher = 报告由谁发布
error-new-name = “{ $name }”不能用作{ $what ->
    [edition] 年度
   *[other] 评价项目
}的名称：须为 1 至 40 个拉丁字母、数字、- 或 _，以字母或数字开头。
error-unknown-level = 没有“{ $name }”这一级别。可选：{ $known }。
error-new-exists = { $folder } 已经存在，未写入任何内容。请换一个名称，或先将其移走。
error-new-edition-by-hand = { $edition } 的规则文件写法特殊，无法自动修改 { $key }，未写入任何内容。请复制文件夹后手工修改。
cli-new = 已在 { $folder } 写出 { $count } 个文件，其中的单位、人员和数字均为虚构。
cli-new-next = 接下来可运行：{ $check } 和 { $run }。然后把自己的数据填入 { $tables }，并在 { $programme } 中改为 synthetic = false。
cli-new-edition = { $folder } 沿用 { $before } 的规则，已改年度、标题和日期；以下表格只有表头：{ $tables }。
cli-new-edition-left = 未沿用：{ $files }。
cli-new-edition-next = 请检查 { $rules }，填好表格，然后运行：{ $check }
