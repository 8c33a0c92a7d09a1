# 数字台账 claims.csv 与正文中的数字链接
fault-claim-syntax = “{ $value }”不是算式；允许：名称(参数=值, 参数=值|值)，如 share(tier=high, of=participants)。
fault-claim-function = 没有名为“{ $value }”的算式函数；允许：{ $allowed }。
fault-claim-argument = { $function } 没有参数“{ $value }”；允许：{ $allowed }。
fault-claim-argument-twice = 参数“{ $value }”出现两次；允许：每个参数只写一次。
fault-claim-argument-missing = { $function } 缺少参数“{ $value }”。
fault-claim-sign = “{ $value }”用了比较符号；允许：{ $name } 只用等号。
fault-claim-several = “{ $value }”给出多个值；允许：{ $name } 只取一个值。
fault-claim-person = panel.csv 中没有“{ $value }”。
fault-claim-printed = “{ $value }”的写法与算式不符；允许：{ $form ->
    [percent] 百分比，如 35.35%
    [number] 整数，如 35、三、无
    [score] 分数，如 85
    [date] 日期，如 2019 年 12 月 15 日
   *[other] 文字
}。
fault-claim-without-expression = 没有算式，结论却预期为 { $expected }；允许：填写算式，或 not-checkable。
fault-claim-without-reason = 预期为 { $expected } 而没有说明缘由；允许：中英文各写一句。
fault-document-not-text = 这是 { $kind } 格式的文件；请另存为纯文本、Markdown 或网页，编码用 UTF-8。
fault-claim-not-read = “{ $value }”不是链接，未能作为核对项读取；允许：[所印的值](evalkit:算式)、[所印的值](<evalkit:算式>) 或 <a href="evalkit:算式">所印的值</a>。

# 无从复算的缘由
error-claim-total-unknown = 所涉批次的总数不在文件中。
error-claim-of-nothing = 分母为零，比例没有定义。
error-claim-tier-open = 有评分不公布，按所用规则无法确定其等级。
error-claim-not-all-on-file = 文件中没有全部参评者，无从计数。
error-claim-undecided = 尚未决定：表决或抽签结果未定。
error-claim-unranked = 按所用规则，该单位不排名次。
error-claim-score-unknown = 该评分不在文件中。
error-claim-rules-silent = 现有规则没有写明这一点。
error-claim-withheld = 答案取决于不公布的评分。
error-claim-no-panel = 专家组名单不在文件中。
error-claim-not-so-many = 专家组中该职务只有 { $count } 人。
error-claim-not-one-person = 专家组名单中同名者有 { $count } 人。
error-claim-codes-differ = 各代码的位数不一。
error-claim-needs-honour = 需要由连续几届的结果得出的称号，文件中没有。
error-claim-own = 这是收函者自己的内容，只能用于函件。
error-claim-needs-editions = 需要往届的结果，文件中没有。
error-claim-on-no-file = 这一数量不在任何文件中。
error-no-claims-in-text = { $file } 中没有带算式的数字；写法为 [35.35%](evalkit:share(tier=high,of=participants))。
error-text-needs-edition = --text 只核对一届：请写明评价项目和年度。

# 命令行
audit-none = { $edition }：没有数字台账。
audit-counts = { $edition }：共 { $count } 个数字，{ $reproduced } 个相符，{ $different } 个不符，{ $open } 个无从复算。
audit-text-counts = { $file }（{ $edition }）：共 { $count } 个数字，{ $reproduced } 个相符，{ $different } 个不符，{ $open } 个无从复算。
audit-different = { $id }：所印 { $printed }，复算 { $computed }。{ $reason }
audit-open = { $id }：所印 { $printed }，无从复算。{ $reason }
audit-unexpected = 与预期不同：{ $id } 预期{ $expected }，结果{ $verdict }（所印 { $printed }，复算 { $computed }）。
audit-line = 第 { $line } 行
audit-all-expected = 结论均与预期一致。
audit-some-unexpected = { $count } 个结论与预期不同。

verdict-reproduced = 相符
verdict-not-reproduced = 不符
verdict-not-checkable = 无从复算

# 页面上的表
file-claims = 数字台账：所印的每个数字及其算式
column-claim = 编号
column-states = 说的是什么
column-printed = 所印
column-computed = 复算
column-verdict = 结论
sum-forced = 凑成 100
value-yes = 是
value-no = 否
