# 供办公使用的文件：工作簿、Word、PDF
office-synthetic-short = 演示用合成数据
office-sheet-cover = 封面
office-sheet-notes = 说明
office-sheet-contents = 目录
office-sheet-table = 表{ $number }
office-cover-what = 本工作簿收录《{ $title }》中的全部表格，共 { $count } 张，每张工作表一张表格。
office-cover-edition = 评价项目：{ $programme }；本届：{ $edition }。
office-cover-language = 语言：中文。
office-cover-how = 如何阅读
office-cover-how-contents = “{ $contents }”列出全部表格，点击表名即可前往。
office-cover-how-notes = “{ $notes }”解释表中所用的符号以及数字的舍入。
office-cover-how-tables = 每张表格的标题在 A1 单元格，其下是说明，再下是表头和数据；没有合并单元格，也没有公式，可直接筛选、排序或导入其他程序。
office-cover-origin = 数据出处
office-notes-title = 符号与约定
office-notes-symbol = 符号或内容
office-notes-meaning = 含义
office-notes-withheld = 评分存在，但按本届规则不公布（confidential）。等级照常列出，名次不列；这些行按代码排列，次序不含任何高低之意。
office-notes-unknown = 未知、不适用或按规则没有数值。不等于 0。
office-notes-numbers = 数字
office-notes-numbers-meaning = 单元格中的数值就是公布的数值，已按规则舍入，没有更多隐藏的小数位；因此各项百分比相加不一定恰好是 100。
office-notes-percent = %
office-notes-percent-meaning = 带百分号的单元格存的是小数：显示 12.5% 的单元格，数值是 0.125。表头写有“%”的列直接存百分数：12.5 就是 12.5%。
office-notes-text = 文字
office-notes-text-meaning = 代码、名称、分数区间（如 1–5）一律是文字；以等号等符号开头的文字也不会被当作公式。
office-contents-title = 表格目录
office-contents-sheet = 工作表
office-contents-caption = 表题
office-contents-rows = 行数
office-back = 返回目录
office-column-group = 分组
office-column-unnamed = 第 { $number } 列
office-list-tables = 表目录
office-list-figures = 图目录
office-logo = { $publisher }的标志
office-cite = 引用格式：{ $cite }
office-cite-default = { $publishers }．{ $title }[R]．{ $dated ->
    [no] {""}
   *[other] { $issued }．
}由 evalkit { $version } 据数据算出。
office-licence = 使用许可：{ $licence }
office-not-made = 未生成 { $file }：{ $why }
office-without-docx = 不生成 Word 文件：未安装 pypandoc_binary 和 resvg-py；安装命令：pip install pypandoc_binary resvg-py。
office-without-pdf = 不生成 PDF 文件：未安装 pypandoc_binary 和 typst；安装命令：pip install pypandoc_binary typst。
