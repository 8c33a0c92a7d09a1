implied-cohort = 全部
implied-area = 全部指标
implied-round = 评审
new-unit = 项目，个
new-publisher = 主办单位名称
new-edition-title = { $edition } 年度{ $title }
new-example = 示例{ $what } { $number }（虚构）
new-example-reviewer = 虚构专家 { $number }
new-ask-languages = 报告的语言，主要语言在前（zh；en；zh, en）
new-ask-level = 已有哪些数据：每位专家的评分、最终评分，或只有等级（marks；scores；tiers）
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
error-new-from-nothing = { $file }：未能识别评分表（{ $sheets }），未写入任何内容。表中须有一行列名，其中一列为单位（如“编号”“名称”），其下为各专家的评分，或一列最终评分。
error-new-from-words = { $file }：评分似为文字（{ $words }），不知其高低次序，未写入任何内容。请由高到低写明，如 --grades "{ $grades }"
error-new-from-level = { $file } 中是{ $found ->
    [marks] 专家评分
   *[scores] 最终评分
}，不是 { $level }，未写入任何内容。
new-seen-units = 单位：[{ $sheet }]，共 { $count } 个，代码取自“{ $code }”，名称取自“{ $name }”。
new-seen-reviewers = 专家：[{ $sheet }]，共 { $count } 名，取自“{ $column }”。
new-seen-long = 评分：[{ $sheet }]，每行一个评分；指标：{ $criteria }。
new-seen-wide = 评分：[{ $sheet }]，每项指标一列：{ $criteria }。
new-seen-sheets = 同样格式的工作表有 { $count } 个，每位专家一个；第一个是“{ $sheet }”。
new-seen-matrix = 评分：[{ $sheet }]，各位专家（{ $people }）对各项指标（{ $criteria }）的评分并排列出。
new-seen-people = 评分：[{ $sheet }]，每位专家一列：{ $columns }。
new-seen-scores = 最终评分：[{ $sheet }]，取自“{ $column }”。
new-seen-cohorts = 批次：取自“{ $column }”：{ $list }。
new-seen-rule = “{ $column }”为{ $rule ->
    [mean] 各专家评分的平均数
   *[trimmed-mean] 去掉最高分和最低分后的平均数
}，合成规则与之一致。
new-unsure-points = 各项指标的满分；暂定如下，括号内为现有最高分：{ $list }。
new-unsure-minimum = 评分从 0 分还是 1 分起；现有最低分为 { $least }，暂定从 1 分起。
new-unsure-weights = 列名中的权重之和为 { $sum }，不是 100，未予采用。
new-unsure-step = 总分保留几位；暂按 { $step } 取整。评分的最小单位为 { $marks }。
new-unsure-scores = 评分的范围；暂定 { $least } 至 { $most }，最小单位 { $step }。现有评分为 { $lowest } 至 { $highest }。
new-unsure-total = “{ $column }”有 { $count } 行不等于各项指标之和，可能另有权重或规则。总分由 evalkit 重新计算。
new-unsure-joint = 评分由谁给出；暂作为专家组的共同评分，下列各列暂作为指标：{ $columns }。如为专家，请写 across = "reviewer"。
new-unsure-parts = 下列工作表是否每位专家一个；各表列名相同，暂按此处理：{ $list }。
new-unsure-grades = 各档的高低次序和分值；暂定如下：{ $list }。无人给过的档不在其中；次序不同的，请用 --grades 由高到低写明。
new-unsure-matrix = 两层列名中哪一层是专家；暂定 { $people } 为专家，{ $criteria } 为指标。
new-unsure-people = 下列各列是否为专家；其平均数等于总分，暂定为专家：{ $columns }。
new-unsure-cut-offs = 各等级的最低分；暂取现有最低分：{ $list }。
new-unsure-tiers = 等级和等级线：文件中没有。
new-unsure-code = 没有代码列，以“{ $column }”中的名称作为代码。
new-unsure-missing = 缺少 { $count } 个评分，不予计入。
new-unsure-languages = 文件中的文字只有一种语言，各语言暂用同一文字。
new-unsure-judgement = 总分由什么构成；暂以各专家的总体评价“{ $column }”为准，各单项只存档，不计入（counts = false）；去掉该行即计入。
new-unsure-columns = [{ $sheet }] 中未采用的列：{ $list }。
new-unsure-rows = [{ $sheet }] 中不属于表格的行：{ $rows }。
new-unsure-sheets = 未采用的工作表：{ $list }。
error-new-edition-by-hand = { $edition } 的规则文件写法特殊，无法自动修改 { $key }，未写入任何内容。请复制文件夹后手工修改。
cli-new = 已在 { $folder } 写出 { $count } 个文件，其中的单位、人员和数字均为虚构。
cli-new-next = 接下来可运行：{ $check } 和 { $run }。然后把自己的数据填入 { $tables }，并在 { $programme } 中改为 synthetic = false。
cli-new-from = 已在 { $folder } 写出 { $count } 个文件。从文件中识别出：
cli-new-unsure = 文件中没有说明的内容，请在 { $rules } 中核对：
cli-new-from-next = 接下来可运行：{ $check } 和 { $run }。
cli-new-edition = { $folder } 沿用 { $before } 的规则，已改年度、标题和日期；以下表格只有表头：{ $tables }。
cli-new-edition-left = 未沿用：{ $files }。
cli-new-edition-next = 请检查 { $rules }，填好表格，然后运行：{ $check }
