# 看不见的字符、用于文件名的代码
fault-unseen-character = “{ $value }”中含有看不见的控制字符 { $character }，会打乱显示；请删除。
fault-not-for-file-names = “{ $value }”不能作专家代码：评分表以代码命名。允许：不含空格和 / \ : * ? " < > |，不以 . ~ - 开头。
caption-with-geta = { $caption }（〓：图中字体缺少的字符，原文见图下数据。）
