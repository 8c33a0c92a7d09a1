# 错误所在位置，置于错误说明之前。
where-file = { $file }：
where-row = { $file } 第 { $row } 行：
where-column = { $file } 的 { $column }：
where-cell = { $file } 第 { $row } 行 { $column }：
where-key = { $column }：
likewise = 另有 { $count } 处与此相同：{ $examples }等。
place-row = 第 { $row } 行
place-row-value = 第 { $row } 行（“{ $value }”）
place-column = { $column }
place-value = 值“{ $value }”
did-you-mean = 是否想写“{ $word }”？

error-edition = { $edition }：发现 { $count } 处错误；未写出任何文件。
error-variant = { $edition }：试算所用规则有 { $count } 处错误。
error-unknown-programme = 没有名为“{ $name }”的评价项目。现有：{ $known }。
error-unknown-edition = 没有名为“{ $name }”的年度。现有：{ $known }。
error-unknown-reads = 笔记本元数据中的读取范围“{ $name }”无效。可用的有：{ $known }。
error-reads-undeclared = 笔记本没有声明要读取 { $edition }：请在元数据 "evalkit" 中把 "reads" 设为 "programme"（该项目的全部年度）或 "data"（data/ 下的全部数据）。
error-unknown-notebook = 没有名为“{ $name }”的笔记本。现有：{ $known }。
error-unknown-document = 没有名为“{ $name }”的文档。现有：{ $known }。
error-round-needed = 专家分多轮评分，请用 --round 指明是哪一轮。现有：{ $known }。
error-unknown-section = 没有名为“{ $name }”的一节。现有：{ $known }。
error-unknown-column = 表中没有“{ $name }”一列。现有：{ $known }。
error-unknown-id = 规则中没有代码“{ $name }”。可用：{ $known }。
error-unknown-need = 笔记本元数据 evalkit.needs 中没有“{ $name }”这一项。可用：{ $known }。
error-unknown-language = 没有语言“{ $name }”。可用：{ $known }。
error-unknown-denominator = 没有名为“{ $name }”的分母。可用：{ $known }。
error-unknown-rounding = 没有名为“{ $name }”的舍入规则。可用：{ $known }。
error-unknown-grouping = 此处不能按“{ $name }”分组。可用：{ $known }。
error-unknown-cohort-group = 没有名为“{ $name }”的批次组。可用：{ $known }。
error-unknown-parameter = 笔记本 { $notebook } 没有参数“{ $name }”。可用：{ $known }。
error-parameter-type = 参数 { $name } = { $value } 的类型为 { $found }；允许：{ $wanted }。
error-option-without = 没有 { $other } 时，{ $options } 不起作用；未执行任何操作。
error-option-beside = 与 { $other } 同用时，{ $options } 不起作用；未执行任何操作。
error-parameter-form = “{ $value }”不是参数；请写成 名称=值。
error-parameters-not-literal = 笔记本 { $notebook }：带“parameters”标签的单元格只能写字面值，每行一个，如 edition = "2019"。
error-no-parameters-cell = 笔记本 { $notebook } 没有带“parameters”标签的单元格。
error-not-a-notebook = { $notebook } 不是笔记本：{ $why }。
error-no-programme = { $folder } 中没有评价项目：缺少 data/<项目>/programme.toml。
error-no-workspace = 在 { $folder } 及其上级文件夹中都没有找到评价项目。请进入含有 data/ 的文件夹，或用 --root 指定。
error-picture-elsewhere = 图片 { $picture } 不在工作区内，而页面不访问网络。请把文件放在笔记本或文字旁边。
error-picture-outside = 图片 { $picture } 位于工作区之外。请把文件放在笔记本或文字旁边。
error-picture-missing = 找不到图片 { $picture }。
error-picture-kind = { $picture } 不是页面可以显示的图片；允许：{ $allowed }。
error-picture-link = { $picture } 是指向文件夹之外的链接。请放入文件本身。
error-see-nothing = 有一句以 see= 指向 { $name }（{ $label }），而本页该处显示的不是它。本页有：{ $known }。请按显示的先后写出其后的图表，或直接传入该表。
error-picture-spoilt = { $picture } 与其后缀不符，或者文件不完整。请重新保存为 SVG、PNG 或 JPEG。
error-picture-encoding = { $picture } 不是 UTF-8 编码。请以该编码重新保存图形。
error-picture-size = { $picture } 没有写明尺寸。请为图形写明宽和高，或者 viewBox。
error-picture-within = { $picture } 含有 { $part }，Word 和 PDF 无法显示，或者指向文件之外。允许：图形、文字，以及嵌入文件的图片（PNG、JPEG）。
error-notebook-language = { $notebook } 是 { $language } 语言的笔记本；报告只能由 Python 笔记本生成。
error-notebooks-below = { $folder } 中没有笔记本，其下级文件夹中的笔记本不会运行。请移到上一级。
error-no-jupyterlab = 没有安装 JupyterLab。请在当前环境中安装 jupyterlab，或用其他编辑器打开这些笔记本。
error-no-notebooks = { $folder } 中没有笔记本。
error-other-cohorts = { $edition }：新规则遗漏了表中单位所属的批次：{ $cohorts }。
error-other-scale = { $edition }：新规则的分值范围或步长与已有评分不同。
error-not-complete = { $edition }：文件中没有全部参评单位，无法计数或计算比例。
error-cut-offs-unknown = { $edition }：等级线不详，无从判断哪些评分临近等级线。
error-no-honour = { $edition } 年度的规则中没有 [honour]。
error-too-few-editions = { $edition } 年度的称号须看 { $needed } 个年度，文件中只有 { $count } 个。
error-too-few-to-watch = { $edition } 年度的关注名单须看 { $needed } 个年度，文件中只有 { $count } 个。
error-no-watch = { $edition } 年度的规则中没有 [watch]。
error-not-writable = 无法写入 { $folder }：{ $why }。
error-run-failed = { $count } 个笔记本运行失败；其原有报告保持不变。
error-jobs = --jobs 须为 1 至 { $most } 的整数，而不是 { $value }。

fault-missing-file = 缺少该文件。
fault-unreadable-file = 文件无法读取：{ $why }。
fault-empty-file = 文件是空的。
fault-workbook-not-text = 这是改了扩展名的 Excel 工作簿；请另存为“CSV UTF-8”。
fault-utf-16 = 文本编码为 UTF-16；请另存为 UTF-8（在 Excel 中选“CSV UTF-8”）。
fault-not-text = 这不是文本文件。
fault-not-utf-8 = 自此行起，文本既不是 UTF-8 也不是 GBK{ $looks ->
    [cp949] ，看来是韩文（EUC-KR）
    [euc_jp] ，看来是日文（EUC-JP）
    [cp932] ，看来是日文（Shift_JIS）
    [big5] ，看来是繁体中文（Big5）
    [cp1252] ，看来是西欧文字（Windows-1252）
    [cp1251] ，看来是西里尔文字（Windows-1251）
   *[none] {""}
}；请另存为 UTF-8（在 Excel 中选“CSV UTF-8”）。
fault-not-plain-file = 这是{ $what ->
    [folder] 文件夹
    [link] 指向不存在目标的链接
   *[device] 管道或设备
}；允许：普通文件。
fault-too-large = 文件有 { $size } 字节；允许：最多 { $most } 字节。
fault-unknown-file = 年度文件夹中不应有此文件；允许：{ $allowed }。
fault-toml-syntax = 不是有效的 TOML（{ $why }）：“{ $value }”。
fault-toml-limit = 超出限度：{ $what ->
    [parts] 此行有键含 { $most } 个以上的点
    [depth] 括号或键的嵌套超过 { $most } 层
   *[number] 数字位数过多；允许：小数点前后各不超过 { $most } 位
}。
fault-csv-syntax = 不是有效的 CSV：{ $why }；可能有引号没有闭合。
fault-separator = 各列以“{ $value }”分隔；允许：英文逗号。

fault-unknown-key = 没有名为“{ $key }”的键；此处允许：{ $allowed }。
fault-missing-key = 缺少该键。
fault-not-allowed = 不允许“{ $value }”；允许：{ $allowed }。
fault-none-allowed = 不允许“{ $value }”；允许：规则中所列的值，而规则没有为此列列出任何值。
fault-bad-id = “{ $value }”不是标识；允许：1 至 40 个 A–Z a–z 0–9 _ - 字符，首位为字母或数字。
fault-empty-text = 文字为空；允许：至少一个字。
fault-empty-list = 列表为空；允许：至少一项。
fault-out-of-bounds = { $value } 超出范围；允许：{ $allowed }。
fault-not-points = { $value } 不是分值；允许：不带引号的数字，如 85 或 0.5。
fault-bad-pattern = “{ $value }”不是正则表达式：{ $why }。
fault-wrong-type = { $value } 类型不对；允许：{ $expected ->
    [text] 引号中的文字
    [whole-number] 整数
    [true-or-false] true 或 false
    [date] 不带引号的日期，如 2019-12-31
    [table] 一组键，如 { $detail }
    [list] 列表
   *[other] { $detail }
}。
fault-text-by-language = { $value } 与评价项目的语言不符；允许：{ $form }{ $count ->
    [one] {""}
   *[other] ；如只用一种语言，请在 programme.toml 中声明，如 languages = ["zh"]，文字即可直接写在引号中
}。
fault-no-language = “{ $value }”不是语言代码；允许：zh、en 或其他代码，如 fr、pt-BR。
fault-catalogue-of-the-library = 程序库自带语言 { $value } 的文字，不读取此文件夹；允许：为评价项目的其他语言各设一个文件夹。
fault-catalogue-syntax = “{ $value }”不是 Fluent 消息：{ $why }
fault-catalogue-text = 程序库没有名为“{ $value }”的文字；允许：程序库自有文字的标识，见 evalkit/wording/zh。
fault-catalogue-variable = 这条文字中不认识“{ $value }”；允许：{ $allowed }。
fault-not-the-folder = “{ $value }”与文件夹名不同；允许：“{ $folder }”。
fault-window-backwards = 截止日 { $value } 早于起始日 { $first }。
fault-listed-twice = “{ $value }”已列在 { $first }；每个{ $what ->
    [cohort] 批次
    [cohort-group] 批次组
    [area] 一级指标
    [indicator] 指标
    [grade] 档次
    [tier] 等级
    [label] 认证
    [subject] 领域
    [reason] 原因
   *[round] 评审步骤
}须有自己的标识和名称。
fault-points-of-some = 缺少分值，而 { $count } 项指标中有 { $known } 项有分值；允许：全部有分值，或全部没有。
fault-points-do-not-add-up = 各项指标分值之和为 { $sum }，不等于 { $value }。
fault-not-a-multiple = { $value } 不是 { $step } 的整数倍。
fault-tier-backwards = { $value } 低于该等级的最低分 { $lowest }。
fault-tiers-not-falling = { $best ->
    [lowest] { $value } { $same ->
        [yes] 与等级“{ $upper }”的终点相同
       *[no] 低于等级“{ $upper }”的终点 { $from }
    }；等级须从好到差排列，此处以低分为好，分数最低的等级在前。
   *[highest] { $value } { $same ->
        [yes] 与等级“{ $upper }”的起点相同
       *[no] 高于等级“{ $upper }”的起点 { $from }
    }；等级须从高到低排列。
}
fault-tier-end = { $value } 使一些分数没有等级，或超出了分数范围；允许：{ $end }。
fault-word-twice = “{ $value }”列出两次；允许：每项只列一次。
fault-too-many-steps = 步长 { $value } 把分数分得过细；允许：最多 { $most } 步。
fault-scale-without-marks = 该键规定评分的取值，而没有 [marks] 表；允许：写明步长或档次的 [marks]，或不写该键。
fault-not-applicable-is-best = 此处评分越低越好，而“不适用”（NA）按“{ $value }”计，等于或优于最好的评分；允许：leave-out 或 refuse。
fault-nothing-scored = 没有一项指标计入总分：全部指标都写了 counts = false 或 about = "reviewer"；允许：至少一项计入总分。
fault-grades-and-range = 已写明各档次的分值，又写了 { $value }；允许：只写 grades，或只写 minimum、maximum 和 step。
fault-one-grade = 只有“{ $value }”一个档次；允许：两个或更多。
fault-grade-reserved = “{ $value }”表示“不适用”；允许：档次用其他名称。
fault-grades-of-one-value = 档次“{ $other }”的分值已是 { $value }；允许：各档次分值互不相同。
fault-points-not-maximum = 分值为 { $value }，而最高评分为 { $maximum }；允许：{ $maximum }，或不写分值。
fault-ballot-no-mark = “{ $value }”不是“{ $indicator }”的评分；允许：{ $allowed }。
fault-ballot-rest-twice = { $value } 已列入 each_once；允许：只给其余单位的分值。
fault-ballot-each-once = 专家 { $value } 在 { $round } 这一轮、“{ $indicator }”上的选票有误：{ $found }；允许：{ $allowed } 各给出一次，{ $rest ->
    [none] 不给其他分值
   *[other] 其余一律为 { $rest }
}。
fault-ballot-total = 专家 { $value } 在 { $round } 这一轮、“{ $indicator }”上的选票合计为 { $sum }；允许：{ $allowed }。
fault-ballot-share = 专家 { $value } 在 { $round } 这一轮、“{ $indicator }”上所评的 { $size } 个单位中，有 { $count } 个（{ $percent }%）评为 { $what }；允许：{ $end ->
    [least] 不少于 { $limit } 个
   *[most] 不超过 { $limit } 个
}{ $share ->
    [none] {""}
   *[other] （{ $size } 的 { $share } 倍为 { $product }）
}。
fault-not-in-steps = 从 { $minimum } 起按步长 { $step } 不能取到 { $value }。
fault-tiers-overlap = { $value } 与等级“{ $upper }”（{ $best ->
    [lowest] 至 { $from } 止）重叠；允许：{ $wanted }，或各等级都不写 lowest，下限即为上一等级的上限。
   *[highest] 从 { $from } 起）重叠；允许：{ $wanted }，或各等级都不写 highest，上限即为上一等级的下限。
}
fault-tiers-gap = { $value } 与等级“{ $upper }”（{ $best ->
    [lowest] 至 { $from } 止）之间有空档；允许：{ $wanted }，或各等级都不写 lowest，或用 banding.to_nearest 先取整。
   *[highest] 从 { $from } 起）之间有空档；允许：{ $wanted }，或各等级都不写 highest，或用 banding.to_nearest 先取整。
}

# 从打分到等级的各个环节
fault-not-one-of = 下列键须且只须写其中一个：{ $allowed }。
fault-needs-list = “{ $value }”需要列表 { $list }。
fault-stage-twice = “{ $value }”之后的取整已经规定；允许：每个环节一次。
fault-not-the-step = { $value } 不是评分的步长；允许：{ $step }，或不写该键。
fault-print-only-of-score = 只有最终评分可以仅在印出时取整，“{ $stage }”之后的数值不可以。
fault-weight-missing = 缺少权重；采用 { $rule } 时每项都要有。
fault-weight-without-rule = 权重 { $value } 不起作用；请写 review.final.criteria = "weighted-sum" 或 "weighted-mean"。
fault-weights-do-not-add-up = 权重 { $value } 之和为 { $sum }；允许：1 或 100。
fault-role-with-weights = 只由“{ $value }”评分的指标不能与身份权重并用；请去掉其一。
fault-only-with = 该键只能与 { $key } = { $allowed } 同用。
fault-rank-follows-from-score = “{ $value }”的评分对外公布，按评分排序即得名次；请将该等级一并列入 withhold_scores_of，或从此处去掉。
fault-not-with = 该键不能与 { $key } 同用。
fault-consensus-of-nobody = “consensus”需要一个 kind 为 "discussion" 的步骤，商定的分在其中给出。
fault-sum-without-number = 各专家评分相加，人数不定则没有最高分；请写 reviewers_per_unit。
fault-no-round-counts = 没有一个评审步骤计分；至少要有一个。
fault-needs-marks = 此项需要专家的评分；data.level 为“{ $level }”。
fault-needs-scores = 此项需要全部参评者的评分；data.level 为“{ $level }”。
fault-importance-without-cut-offs = 重要差异的讨论次序取决于等级线，而规则中没有等级线；请去掉 [review.importance]。
fault-not-with-stages = 评分须加权、封顶或分步相加时，各份评分表的合计没有可比性；请去掉 [review.importance]。
fault-above-the-area = 该一级指标下各项合计 { $sum } 分，而其满分为 { $value } 分；请把其中一项标为 bonus = true，或写明封顶方式：cap = "combined" 或 "reviewer"。
fault-type-without-indicators = 没有适用于“{ $value }”类单位的指标。
fault-score-beyond-max = 评分可达 { $reach }，高于最高分 { $value }；请提高最高分，或写明 scores.cap。
fault-score-beyond-min = 评分可低至 { $reach }，低于最低分 { $value }；请降低最低分，或写明 scores.floor。
fault-tiers-against-best = 第一个等级从 { $value } 起，而分数以低为好，等级次序与之相反。请从分数最低的等级写起，各等级用 highest 写明该等级的最高分。
fault-tier-never-reached = 没有一条规则通向等级“{ $value }”；请在最低要求或名额的 else 中写明，或去掉该等级。
fault-column-asked-for = 缺少该列；rules.toml 的 { $place } 以它为准。
fault-point-for-comma = “{ $value }”用了小数点，而 [source] 写明 decimal = ","；允许：小数逗号。
fault-not-a-number = “{ $value }”不是数字。
fault-lots-not-last = 抽签已分出先后，其后不能再有其他区分办法。
fault-lots-for-nothing = 没有须抽签决定的事项；允许：名额中的 ties = "lots"，或 tie_break = [{"{"} lots = true {"}"}]。
fault-cannot-drop = { $why ->
    [weighs] 评分表的权重取决于该指标，不能取消。
    [beside] 该指标本不计入评分，无从取消。
    [capped] 所属一级指标对每位专家的分值设有上限（cap = "reviewer"），取消后无从折算；允许：其他一级指标下的指标。
   *[nothing-left] 取消后别无有权重、且非加分项的指标可据以评分。
}
fault-lots-by-seed = 抽签由 rules.toml 的 lots.seed 决定；请去掉该表，或去掉 seed。
fault-adjustment-by-formula = “{ $value }”的分值由 units.csv 的“{ $column }”列算出；请去掉该行，或去掉该项目的 formula。
fault-best-of-both = scores.best 为“{ $value }”，marks.best 为“{ $other }”；评分以哪一端为好，须与打分一致。
fault-above-adjustment = “{ $item }”的分值 { $value } 超出范围；允许：0 至 { $most }。
fault-table-without-rule = 有此表，而规则中没有用到它的条款；允许：rules.toml 中有 { $key }，或没有此表。
fault-maybe-without-rule = “{ $vote }”没有保留票；允许：此处不填，或在其 [[votes]] 中写 maybe = 0.5。
fault-more-votes-than-members = 共 { $value } 票，多于委员人数；允许：不超过 { $allowed }。
fault-else-not-lower = “{ $value }”不低于“{ $tier }”；允许：{ $allowed }。
fault-round-of-adjustment = 计入某一轮的分值需要各轮分别得分，而 review.final.rounds 未写。
fault-type-missing = 单位 { $unit } 没有类型；允许：{ $allowed }。
fault-wrong-role = 专家 { $reviewer } 的身份为“{ $role }”，而“{ $value }”由“{ $allowed }”评分。
fault-no-role = 专家 { $reviewer } 对单位 { $unit } 的身份未记录；允许：{ $allowed }。
fault-not-of-type = “{ $type }”类单位没有“{ $value }”这项指标。
fault-no-agreed-mark = 单位 { $value } 在 { $indicators } 上没有商定的分；各人评分的平均不能代替商定的分。

fault-missing-column = 缺少该列。表头为：{ $found }。
fault-extra-column = 没有这一列；允许：{ $allowed }。
fault-column-twice = 表头中该列出现两次。
fault-nameless-column = 第 { $place } 列没有列名。
fault-cell-count = 该行有 { $count } 个单元格；允许：{ $wanted } 个。
fault-no-rows = 只有表头，没有数据行。
fault-empty-cell = 单元格为空；允许：填写一个值。
fault-not-a-score = “{ $value }”不是数字；允许：{ $min } 至 { $max }，用阿拉伯数字书写。
fault-score-out-of-range = { $value } 超出范围；允许：{ $min } 至 { $max }。
fault-score-between-steps = { $value } 不是 { $step } 的整数倍；允许：{ $min } 至 { $max }，步长 { $step }。
fault-mark-between-steps = 从 { $min } 起按步长 { $step } 不能取到 { $value }；允许：{ $min } 至 { $max }，步长 { $step }。
fault-not-a-grade = 没有“{ $value }”这一档；允许：{ $allowed }。
fault-not-applicable-refused = “{ $value }”表示该指标不适用，而规则没有这样规定；允许：{ $allowed }，或在 rules.toml 的 [marks] 中写明 not_applicable。
fault-panel-not-applicable = 集体讨论所定为“{ $value }”；允许：一个评分。指标不适用由专家在评分时写明。
fault-not-an-order = “{ $value }”不是序号；允许：从 1 起的整数。
fault-value-twice = “{ $value }”已见于第 { $first } 行；允许：每个值只出现一次。
fault-code-of-no-cohort = 代码“{ $value }”不属于任何批次；允许：{ $allowed }。
fault-code-of-several-cohorts = 代码“{ $value }”符合 rules.toml 中多个批次的代码规则（{ $allowed }）；允许：每个代码只符合一个批次的规则。
fault-name-twice = “{ $value }”已见于第 { $first } 行，写作“{ $there }”；不区分大小写、全角半角和空格。
fault-wrong-cohort = “{ $value }”不是单位 { $unit } 的批次；其代码符合 rules.toml 中的规则 { $allowed }。
fault-more-than-total = 批次“{ $cohort }”在表中有 { $count } 个单位，而 rules.toml 所列总数为 { $total }。
fault-count-above-total = “{ $value }”超过总数：按 rules.toml，这些批次共有 { $total } 个单位；允许：不超过 { $total }。
fault-unknown-unit = units.csv 中没有“{ $value }”。
fault-unit-without-row = 单位“{ $value }”（units.csv 第 { $line } 行）没有对应的行；允许：每个单位一行。
fault-score-missing = 单位 { $unit } 没有评分，也未标明保留不公布；允许：填写评分，或 withheld = yes。
fault-score-at-tiers = 单位 { $unit } 有评分 { $value }；允许：data.level = "tiers" 时只填等级，有评分则为 data.level = "scores"。
fault-tier-missing = 单位 { $unit } 没有等级；data.level = "tiers" 时每个参评者均须有等级。
fault-withheld-yet-there = 单位 { $unit } 标明保留不公布，却有评分 { $value }；允许：不填评分，或 withheld = no。
fault-withheld-without-tier = { $allowed ->
    [none] 评分按等级整体保留不公布，而 rules.toml 的 [publication] 未在 withhold_scores_of 中列出任何等级；允许：填写评分，或填写其中所列的等级。
   *[other] 缺少等级，而保留不公布的评分无法推出等级；允许：{ $allowed }。
}
fault-withheld-in-wrong-tier = 等级“{ $value }”的评分被保留，而 rules.toml { $allowed ->
    [none] 未保留任何等级的评分（[publication] 的 withhold_scores_of）。
   *[other] 只保留以下等级的评分：{ $allowed }。
}
fault-tier-disagrees = “{ $value }”与评分 { $score } 不符；允许：“{ $allowed }”。
fault-renamed-to-itself = 单位 { $unit } 已称“{ $value }”。
fault-alias-of-another = “{ $value }”是单位 { $unit } 的名称。

fault-date-beyond-reason = 从评价时限和日程看，{ $value } 不可能属于本次评价；允许：{ $first } 至 { $last }。
fault-window-twice = 评价时限 { $value } 与 { $edition } 年度相同；允许：本年度自己的时限，两个年度不能评价同一时期。
fault-watches-nothing = 关注名单既没有等级，也不计未参评，名单永远是空的；允许：至少一个等级，或 absence = true。
fault-logo-kind = “{ $value }”不是文档可用的图片；允许：以 { $allowed } 结尾的文件。
fault-logo-missing = 年度文件夹中和 programme.toml 旁都没有文件“{ $value }”。
fault-logo-picture = 标志 { $value } 无法印出：{ $why }
fault-style-unknown = 没有名为“{ $value }”的版式；允许：{ $allowed }，或放在年度文件夹中或 programme.toml 旁的 { $file }。
fault-cancelled-on-file = “{ $value }”列为停办，却又有文件夹；允许：二者只居其一。
fault-codes-of-reused = “{ $value }”与此前的代码不同；允许：代码改由另一单位使用时，old 与 new 相同。
fault-split-into-one = “{ $value }”标为拆分，却只有一个新单位；允许：每个新单位一行。
fault-codes-of-merged = “{ $value }”不能并入自身；允许：另一单位的代码。

note-encoding = { $file } 按中文编码 { $value } 读入；如名称有误，请另存为 UTF-8（在 Excel 中选“CSV UTF-8”）。
note-unassigned = { $file } 未给以下参评单位分派专家：{ $value }。
note-unmarked = { $file } 中没有以下参评单位的评分：{ $value }。
note-unmarked-by-role = { $file } 中缺少某一评审身份对以下单位的评分，暂无得分（{ $value }）。如确无此类评分，可写 marks.missing = "leave-out"，其权重由其余身份分担。
note-least-everywhere = { $file }：专家 { $value } 在 { $round } 这一轮对所有单位的所有指标都给了最低分。如系缺席，应不填分，而不是填 0。
note-decision-changed = { $file }：以下 { $count } 个单位的评分与讨论决定时已不相同：{ $value }。
note-decision-agreed = { $file }：以下 { $count } 个单位的评分没有规则所称的重大分歧，却有讨论决定：{ $value }。如评分在讨论之后作过更正，请核实原决定是否仍有依据。
note-ballot-for-nobody = { $file }：只评 { $value } 个单位的专家不得给任何单位评 { $what }，因为 { $value } 的 { $share } 倍为 { $product }，不足 1 个。
note-waiting-ranks = { $file }：以下单位评分相同，尚未抽签，名次暂时并列：{ $value }。
note-waiting-lots = { $file }：以下单位在“{ $what }”的名额末位并列，尚未抽签，暂不列入任何等级：{ $value }。
note-waiting-votes = { $file }：以下单位没有“{ $what }”的有效表决结果，暂不列入任何等级：{ $value }。
note-waiting-quota = { $file }：以下单位能否列入“{ $what }”，取决于尚未进行的抽签或表决：{ $value }。
note-taken-out = { $file }：以下单位已退出评审，其评分留存而不计：{ $value }。
note-dropped = { $file }：指标 { $value } 已于 { $since } 取消（{ $reason }），其评分留存而不计。
note-renamed = { $file }：以下单位已改名：{ $value }。
note-resigned = { $file }：以下专家中途退出：{ $value }。{ $rule ->
    [count] 此前已交的评分仍然计入。
   *[other] 此前已交的评分留存而不计。
}
note-conflict-found = { $file }：以下利益冲突在评分之后才发现，所涉评分留存而不计：{ $value }。
note-unassessed = { $file }：以下单位计分的各项评分都是“不适用”，没有评分（不是 0 分），按未参评计：{ $value }。
note-reviewers-per-unit = { $file } 中部分单位的专家数与 rules.toml 不同（{ $value }）。
note-order-by-name = { $file }：没有评价时限，{ $value } 年度按名称排列先后。
note-gap-before = { $file }：{ $value } 年度之前有空缺：{ $before } 年度止于 { $ended }，{ $value } 年度始于 { $begins }。其间缺一个或几个年度，或有年度停办；凡须连续年度才能得出的，都不跨空缺计算。停办的年度可在 programme.toml 的 [[cancelled]] 中列明。
note-window-twice = { $file }：{ $edition } 年度的评价时限与此相同，为 { $value }。
note-windows-overlap = { $file }：评价时限 { $value } 与 { $edition } 年度有 { $days } 天重叠。
note-copied-title = { $file }：名称“{ $value }”与 { $edition } 年度一字不差，是否为复制所致？
note-copied-scores = { $file }：全部 { $value } 个评分都与 { $edition } 年度相同，是否为复制所致？
note-other-names = { $file }：有 { $count } 个代码此前名称不同：{ $value }。若为同一单位改名，请在 { $table } 中记为 renamed；若代码改由另一单位使用，请记为 reused。
note-other-codes = { $file }：有 { $count } 个名称此前代码不同：{ $value }。若为同一单位，请在 { $table } 中记为 renamed。
note-succession-of-nobody = { $file }：以下沿革中，此前的代码不见于任何较早年度：{ $value }。
note-faulty-sibling = 同一项目的 { $value } 自身有 { $count } 处错误，未参与比较；错误详见 evalkit check。

# Editions of which little is known
fault-not-a-count = “{ $value }”不是数量；允许：从 0 起的整数。
fault-missing-at-level = 缺少该键；data.level 为“{ $level }”的年度必须有它。
fault-cut-off-missing = 缺少等级线；允许：全部等级都有等级线，或在没有全部评分时都没有。
fault-needs-key = “{ $value }”无从适用：规则中缺少 { $key }。
fault-nothing-known = 对单位 { $unit } 一无所知；允许：评分、等级或 at_least。
fault-file-not-at-level = data.level 为“{ $level }”的年度没有这种表。
fault-tiers-of-fact = { $fact ->
    [tier] 数量“tier”缺少等级
   *[other] 数量“{ $fact }”写了等级
}；允许：只有“tier”写等级。
fault-at-least-and-score = 评分与 at_least 同时填写；允许：只填其一。
