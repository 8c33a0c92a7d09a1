# 报告给谁看：公开，还是只供内部
error-key-too-short = { $variable } 作为密钥过短；允许：不少于 { $least } 个字符，随机生成。
error-unknown-audience = 没有名为“{ $name }”的读者范围。可用：{ $known }。
error-audience-as-parameter = 读者范围不能作为参数传入；请用 --audience public 或 --audience internal。
not-for-publication = 内部资料，不得公布。含不公布的评分、名次和评审专家姓名。
not-for-publication-short = 内部资料 不得公布
score-not-for-publication = { $score }（不公布）
error-reviewer-without-number = 公开页面只用本届编号称呼专家，而有一名专家没有编号。请使用页面的用语对象（page.words），其中已有编号。
reviewer-public = 专家{ $number }
fewer-than = 不足 { $count }
all-published = 评分公布者合计
reasons-together = 其他原因
say-part = { $count ->
    [0] 本届评分均不公布，由评分得出的数字从略。
   *[other] 以下由评分得出的数字，只涉及评分公布的 { $count } { $measure }{ $units }；另有 { $left_out } { $measure }{ $units }评分不公布，各项数字均不包括在内。
}
reviewer-with-name = { $code }（{ $name }）
names-a-reviewer = （涉及专家姓名，不公布）
alt-without-withheld = { $alt }另有 { $count } { $measure }{ $units }评分不公布，未计入。
column-reviewers-tied = 有关联的专家数
column-higher = 评分高于他人的{ $units }数
column-lower = 评分低于他人的{ $units }数
column-mean-difference = 平均差（分）
say-near-internal = 全部 { $count } 个评分（含不公布的）中，{ $near ->
    [0] 没有哪个在变动 { $window } 分（或更少）时会改变等级。
   *[other] 有 { $near } 个只要变动 { $window } 分（或更少）就会改变等级：上移 { $up } 个，下移 { $down } 个。评分若有细小出入，最先改变的就是这些{ $unit }的等级。
}
error-would-publish = { $notebook } 未予公布：其中有 { $count } 处不得公布的内容，先前的页面保持原样。{ $places }
message-not-shown = （单元格的报错可能含有不予公布的内容，从略）
leak-name = { $file }（{ $where }）含有专家 { $code } 的姓名
leak-reviewer = { $file }（{ $where }）含有专家的内部代码 { $code }，公开页面应使用另编的号码
leak-unit = { $file }（{ $where }）出现了单位 { $code }，其名称不公布
leak-scores = { $file }（{ $where }）列出了不公布的评分
leak-key = { $file } 含有工作区的密钥
leak-score = { $file }（{ $where }）泄露了单位 { $code } 不公布的评分
leak-rank = { $file }（{ $where }）泄露了单位 { $code } 不公布的名次
leak-totals = { $file }（{ $where }）泄露了各专家对评分不公布的单位 { $code } 所评总分
