# 评分表与讨论记录：工作簿中的文字
sheets-yes = 是
sheets-no = 否
sheets-kept = 维持
sheets-revised = 改分
sheets-or = { $first }或{ $second }
sheets-name-instructions = 填写说明
sheets-name-declaration = 回避声明
sheets-name-scores = 评分表
sheets-name-minutes = 讨论记录
sheets-name-revision = 改定评分
sheets-column-unit = 代码
sheets-column-name = 名称
sheets-column-mark =
    { $name }
    （{ $maximum } 分）
sheets-column-range =
    { $name }
    （{ $minimum }～{ $maximum } 分）
sheets-column-grade =
    { $name }
    （{ $list }）
sheets-slash = /
sheets-comma = 、
sheets-allowed-range = { $minimum } 至 { $maximum } 分，最小分差 { $step } 分
sheets-allowed-words = { $list }之一
sheets-allowed-na = { $allowed }；不适用的填 NA
sheets-column-total = 合计
sheets-column-comment = 评语
sheets-column-declared = 是否回避
sheets-column-reason = 回避理由
sheets-column-totals = 各专家总分
sheets-column-drivers = 分歧所在指标
sheets-column-why = 提交讨论的原因
sheets-column-date = 讨论日期
sheets-column-decision = 决定
sheets-column-why-so = 理由
sheets-column-present = 到会专家（代码）
sheets-column-recused = 回避专家（代码）
sheets-column-minority = 少数意见
sheets-title = { $title }：专家评分表
sheets-title-declaration = { $title }：回避声明
sheets-title-scores = { $title }：评分
sheets-title-minutes = { $title }：集体讨论记录
sheets-title-revision = { $title }：讨论改定的评分
sheets-synthetic = 本表为演示用的合成数据，不涉及任何真实的单位或个人。
sheets-for = 专家：{ $person }（{ $reviewer }）　评审步骤：{ $round }
sheets-hint-declaration = 专家：{ $person }（{ $reviewer }）　评审步骤：{ $round }　请逐行选择“是”或“否”；选“是”的单位不要评分。
sheets-hint-scores = 专家：{ $person }（{ $reviewer }）　评审步骤：{ $round }　只填浅黄色单元格{ $step ->
        [various] {""}
       *[other] ，最小分差 { $step } 分
    }；指标标准见列标题的批注和“填写说明”。
sheets-hint-minutes = { $round }　每行一个单位，只填浅黄色单元格；决定为“改分”的，须在“{ $revision }”中填写改定后的分值。
sheets-hint-revision = { $round }　只填改动的指标{ $step ->
        [various] {""}
       *[other] ，最小分差 { $step } 分
    }；未改动的留空。橙色单元格为分歧所在指标。
sheets-identity = 本表用于识别此工作簿，请勿改动。
sheets-what-to-do = 填写方法
sheets-numbered = { $number }. { $step }
sheets-do-declare = 先填“{ $declaration }”：对每个单位选择“{ $yes }”或“{ $no }”。与该单位有任职、合作等利益关系，可能影响公正评审的，选“{ $yes }”并写明理由，该单位不要评分。
sheets-do-mark = 再填“{ $scores }”：每个单位一行，每项指标一列。{ $step ->
        [various] 列标题注明该项评分的取值。
       *[other] 列标题注明该项满分，最低 0 分，最小分差 { $step } 分。
    }{ $best ->
        [lowest] 评分越低越好。
       *[highest] {""}
    }{ $na ->
        [yes] 某项指标对该单位不适用的，填 NA。
       *[no] {""}
    }{ $blank ->
        [yes] 未评的可以留空，不计入。
       *[no] 没有利益冲突的单位，每项指标都要评分；{ $step ->
            [various] {""}
           *[other] 没有可得分内容的评 0 分，
        }不要留空。
    }{ $step ->
        [various] {""}
       *[other] 合计自动计算。
    }
sheets-do-comment = “评语”一栏可写对该单位的总体意见；针对某项指标的意见请另起一行，以“指标名称：”开头。
sheets-do-paste = 请勿插入、删除、移动行列，勿改工作表名称，勿填公式。从别处粘贴时请用“选择性粘贴—数值”。显示为红色的分值不符合要求。
sheets-do-save = 填好后仍存为 Excel 工作簿（.xlsx），不加密码，只交一份；需要更正时以新的一份替换原来的一份。
sheets-do-decide = “{ $minutes }”每行一个单位：填写讨论日期、决定、理由、到会专家和回避专家的代码；有不同意见的，记入“少数意见”。决定为“{ $kept }”的，各项评分不变。
sheets-do-revise = 决定为“{ $revised }”的，在“{ $revision }”的同一单位一行填写改动的指标的最终分值，未改动的留空{ $step ->
        [various] {""}
       *[other] ；最低 0 分，最小分差 { $step } 分
    }。
sheets-do-people = 到会、回避专家填写代码，多个代码之间用空格分隔，代码见下表。回避的专家不计入到会。
sheets-do-save-minutes = 填好后仍存为 Excel 工作簿（.xlsx），不加密码；请勿插入、删除、移动行列，勿改工作表名称。
sheets-rubric = 指标、满分与评分标准
sheets-rubric-area = 一级指标
sheets-rubric-indicator = 指标
sheets-rubric-maximum = 满分
sheets-rubric-standard = 评分标准
sheets-people = 专家代码
sheets-people-code = 代码
sheets-people-name = 姓名
sheets-comment-line = { $name }：{ $comment }
sheets-prompt-mark = { $allowed }
sheets-refused-title = 不能这样填写
sheets-refused-mark = “{ $name }”须为 { $allowed }。
sheets-refused-choice = 请选择{ $allowed }。
sheets-refused-date = 请填写日期，如 2020-03-05。

# 无法制作或收取
error-unknown-round = 没有名为“{ $name }”的评审步骤，或专家在该步骤中不单独评分。现有：{ $known }。
error-sheets-no-assignment = { $edition } 的评审步骤“{ $round }”尚未分派；请先运行 evalkit assign。
error-sheets-no-rubric = { $edition } 的规则不完整：须有 [marks]，且每项指标的评分取值都已写明（分值、最高分或档次）。
error-sheets-code-not-a-file-name = 专家代码“{ $code }”不能用作文件名；允许：文字、数字、_、-、.。
error-sheets-mark-not-assigned = 给出的评分中，专家 { $reviewer } 在评审步骤“{ $round }”评了未分派给其的单位 { $unit }；未写出任何文件。
error-sheets-there-already = 已有 { $count } 个同名工作簿，其中可能有人填写过；未写出任何文件。如确要覆盖，请加 --overwrite。已有：{ $names }。
error-sheets-no-folder = 没有文件夹 { $folder }。
error-minutes-no-discussion = { $edition } 的规则中没有集体讨论（kind = "discussion" 的评审步骤）。
error-minutes-nothing-to-discuss = { $edition } 没有需要讨论的单位，无须制作讨论记录。

# 文件
fault-sheet-not-a-workbook = 这{ $what ->
    [word] 是 Word 文档
    [slides] 是演示文稿
    [pdf] 是 PDF 文件
    [web] 是网页或 XML 文件
    [archive] 是压缩包
    [numbers] 是 Numbers 表格
    [ods] 是 OpenDocument 文件
    [xlsb] 是二进制格式（.xlsb）的工作簿
   *[other] 不是 Excel 工作簿
}；允许：发出的 .xlsx 工作簿。
fault-sheet-damaged = 工作簿已损坏，无法打开；请专家重新发送。
fault-sheet-password = 工作簿有密码；请去掉密码后重新保存。
fault-sheet-old-format = 这是旧格式（Excel 97–2003）的工作簿；请另存为 .xlsx。
fault-sheet-other-format = “{ $value }”格式不能收取；允许：.xlsx。
fault-sheet-too-large = 工作簿的内容有 { $value } MiB；允许：不超过 { $allowed } MiB。可能整列或整行设了格式，或有很大的图片；请把填写的内容复制到发出的工作簿中。
fault-sheet-too-many-cells = 工作表“{ $value }”的内容或合并单元格过多；允许：整个工作簿至多 { $allowed } 个有内容的单元格，每张工作表至多 { $merges } 处合并。请把填写的内容复制到发出的工作簿中。
fault-sheet-not-ours = 缺少用于识别的隐藏工作表“{ $allowed }”；请在发出的工作簿中填写。
fault-sheet-identity-changed = 用于识别的隐藏工作表被改动，无法确认是谁的工作簿；请在发出的工作簿中填写。
fault-sheet-other-layout = 工作簿的版式为第 { $value } 版；允许：第 { $allowed } 版。
fault-sheet-other-kind = { $wanted ->
    [scores] 这是讨论记录；允许：专家评分表
   *[minutes] 这是专家评分表；允许：讨论记录
}。
fault-sheet-wrong-programme = 这是评价项目“{ $value }”的工作簿；允许：“{ $allowed }”。
fault-sheet-wrong-edition = 这是 { $value } 年度的工作簿；允许：{ $allowed }。
fault-sheet-wrong-round = 这是评审步骤“{ $value }”的工作簿；允许：“{ $allowed }”。
fault-sheet-unknown-reviewer = 专家“{ $value }”不在 reviewers.csv 中。
fault-sheet-reviewer-without-units = 评审步骤“{ $round }”没有给专家 { $value } 分派单位。
fault-sheet-two-versions = 专家 { $value } 有不止一份工作簿，另见 { $others }；允许：每人一份。
fault-sheets-none = 文件夹及其下各级文件夹中没有 .xlsx 工作簿，什么也没有收取；请核对文件夹。
fault-sheet-outdated = 工作簿发出之后，分派、名称、指标或分值有改动；请重新制作并发送。
fault-sheet-untouched = 工作簿没有填写。

# 工作表、列、行
fault-sheet-missing = 缺少工作表“{ $value }”，可能已改名。现有：{ $found }。
fault-sheet-extra = 多出工作表“{ $value }”且其中有内容；请并入原有工作表后删除。
fault-sheet-header-moved = 列标题在第 { $row } 行；允许：第 { $allowed } 行，不要插入或删除行。
fault-sheet-column-moved = “{ $value }”列换了位置；允许：列的次序与发出时相同。
fault-sheet-column-missing = 缺少“{ $allowed }”列。
fault-sheet-column-added = 多出“{ $value }”列；允许：列与发出时相同。
fault-sheet-column-renamed = 列标题为“{ $value }”；允许：“{ $allowed }”。
fault-sheet-row-moved = 单位 { $value } 换了位置；允许：行的次序与发出时相同。
fault-sheet-row-missing = 缺少单位 { $allowed } 的一行。
fault-sheet-row-added = 多出“{ $value }”一行；允许：每个单位一行，与发出时相同。
fault-sheet-unit-changed = 单位代码为“{ $value }”；允许：{ $allowed }。
fault-sheet-unit-not-assigned = 单位 { $value } 没有在这一评审步骤分派给这位专家。
fault-sheet-name-changed = 单位 { $unit } 的名称为“{ $value }”；允许：“{ $allowed }”。
fault-sheet-outside = 表格之外有“{ $value }”；允许：只填浅黄色单元格。

# 单元格
fault-sheet-not-a-number = “{ $value }”不是数字；允许：{ $minimum } 至 { $maximum }，最小分差 { $step }。
fault-sheet-formula = 此处是公式 { $value }；允许：直接填写内容。
fault-sheet-error-value = 此处是错误值 { $value }；允许：直接填写内容。
fault-sheet-boolean = 此处是逻辑值 { $value }；允许：{ $minimum } 至 { $maximum } 的数字。
fault-sheet-date-for-number = 此处是日期或时间 { $value }，可能由 Excel 自动转换而来；允许：{ $minimum } 至 { $maximum } 的数字。
fault-sheet-negative = { $value } 小于 { $minimum }；允许：{ $minimum } 至 { $maximum }。
fault-sheet-above-maximum = { $value } 超过满分；允许：{ $minimum } 至 { $maximum }。
fault-sheet-between-steps = { $value } 不符合最小分差 { $step }；允许：{ $minimum } 至 { $maximum }，为 { $step } 的整数倍。
fault-sheet-between-steps-from = 从 { $minimum } 起按最小分差 { $step } 不能取到 { $value }；允许：{ $minimum } 至 { $maximum }。
fault-sheet-not-applicable = “{ $value }”表示该指标不适用，而此处没有这样规定；允许：{ $minimum } 至 { $maximum }。
fault-sheet-percent = 单元格为百分比格式，显示 { $value }，文件中存的是 { $stored }，不能确定是几分；允许：{ $minimum } 至 { $maximum } 的数字，请改为常规格式后重新填写。
fault-sheet-disguised = 单元格的数字格式为“{ $value }”，显示的不是文件中存的 { $stored }；允许：{ $minimum } 至 { $maximum } 的数字，请改为常规格式后重新填写。
fault-sheet-struck = “{ $value }”加了删除线，不能确定是否仍然有效；允许：有效的内容，不加删除线。
fault-sheet-merged = 这些单元格合并成了一个，不能确定所填内容属于哪一格；允许：取消合并，逐格填写。
fault-sheet-merged-over = 这些单元格合并成了一个，遮住了其中的内容（{ $allowed }），不能确定以哪个为准；允许：取消合并，逐格填写。
fault-sheet-blank-cell = 未评分，而同一单位的其他栏已填；允许：{ $minimum } 至 { $maximum }{ $na ->
    [yes] ；指标不适用的填 NA
   *[no] {""}
}。
fault-sheet-blank-grade = 未评分，而同一单位的其他栏已填；允许：{ $allowed }。
fault-sheet-blank-row = 单位 { $unit } 声明无须回避，但没有评分；允许：每项指标都有分值。
fault-sheet-not-declared = 没有声明是否对单位 { $unit } 回避；允许：{ $allowed }。
fault-sheet-recused-on-file = recusals.csv 中已有这位专家对单位 { $unit } 的回避，此处却选了“否”；允许：“是”，且不评分。
fault-sheet-not-a-choice = “{ $value }”不在可选范围内；允许：{ $allowed }。
fault-sheet-declared-yet-marked = 已声明对单位 { $unit } 回避，却填有“{ $value }”；允许：回避的单位不填评分和评语。

# 讨论记录
fault-sheet-not-on-docket = 单位“{ $value }”不在讨论清单中。
fault-sheet-undecided = 单位 { $unit } 没有决定；允许：{ $allowed }。
fault-sheet-no-day = 单位 { $unit } 没有讨论日期；允许：如 2020-03-05。
fault-sheet-not-a-day = “{ $value }”不是日期；允许：如 2020-03-05。
fault-sheet-day-too-early = { $value } 在评价期结束之前；允许：{ $first } 之后的日期。
fault-sheet-no-reason = 单位 { $unit } 的决定没有理由；允许：一句话以上。
fault-sheet-no-one-present = 单位 { $unit } 没有填到会专家；允许：至少一个专家代码。
fault-sheet-unknown-person = “{ $value }”不是专家代码；允许：reviewers.csv 中的代码，以空格分隔。
fault-sheet-present-and-recused = 专家 { $value } 同时填为到会和回避；允许：其中之一。
fault-sheet-conflicted-present = 专家 { $value } 与单位 { $unit } 有利益冲突，却填为到会；允许：填入回避专家。
fault-sheet-revised-without-mark = 单位 { $unit } 的决定为“改分”，但没有改定的分值；允许：至少一项指标有分值。
fault-sheet-kept-with-mark = 单位 { $unit } 的决定为“维持”，却填有分值 { $value }；允许：维持的单位不填分值。

# 收取时略过
note-not-a-sheet = { $file } 不是工作簿，已略过。
note-sheet-comment = { $file }，{ $place }：有批注“{ $value }”，没有归档，请核对。
note-sheet-reason = { $file }，{ $place }：选择不回避，却填有回避理由“{ $value }”，理由没有归档，请核实以哪一项为准。
note-sheet-struck = { $file }，{ $place }：“{ $value }”加了删除线，请核对。
note-sheet-merged = { $file }，{ $place }：单元格已合并，其中内容只记在左上角的一格，请核对。
note-sheet-merged-over = { $file }，{ $place }：单元格已合并，遮住了其中的内容（{ $value }），请核对。
note-sheet-drawing = { $file }，{ $place }：有图片、文本框或图表，没有归档，请核对。
note-sheet-drawing-text = { $file }，{ $place }：有文本框，其中的文字“{ $value }”没有归档，请核对。
note-sheet-unit-gone = { $file }：单位 { $value } 已不再由这位专家评审，所填评分没有归档。
note-sheet-before-drop = 有 { $count } 份工作簿制作于取消指标 { $value } 之前，仍列有该项：对其评分照样归档，不计入结果。
note-sheet-units-later = { $file }：以下单位在发出工作簿之后才分派给这位专家，尚待评审：{ $value }。可用 evalkit sheets make 重新制作工作簿。
