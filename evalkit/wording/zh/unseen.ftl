# 看不见的字符、用于文件名的代码
fault-unseen-character = “{ $value }”中含有看不见的控制字符 { $character }，会打乱显示；请删除。
fault-error-value = 单元格中是表格软件的错误值 { $value }；请改正公式或直接填写内容，再保存。
fault-lost-character = “{ $value }”中含有 { $character }，表示原有字符已经丢失；请改为原来的字符。
fault-nothing-to-see = 文字中没有可见的字符（只有 { $character }）；允许：至少一个可见字符。
fault-hidden-character = 代码“{ $value }”中含有看不见的字符 { $character }；请删除。
fault-not-for-file-names = “{ $value }”不能作专家代码：评分表以代码命名。允许：不含空格和 / \ : * ? " < > |，不以 . ~ - 开头。
caption-with-geta = { $caption }（〓：图中字体缺少的字符，原文见图下数据。）
