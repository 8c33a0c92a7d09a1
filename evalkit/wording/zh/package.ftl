package-title = { $title }：数据
package-intro = 本次评价的结果，以数据表形式提供，供计算使用。CSV 格式，UTF-8 编码，单元格以逗号分隔，小数点用“.”，不详者为空。列名和标识不分语言；datapackage.json 为供程序读取的说明。
package-marked = 内部资料，不得公布：含规则不予公布的内容。
package-withheld = { $tiers }的评分不予公布：有分，但不列于此。
package-cite = 引用格式：{ $publisher }：{ $title }。数据版本 { $version }。由 evalkit { $made } 生成。
package-verify = 报告文件夹中的 verify.py 可核对全部已公布文件，并由这些数据重新计算各项数量、份额、名次和等级：python3 -I verify.py
package-column = 列名
package-kind = 类型
package-meaning = 含义
package-may-be-empty = 可空
package-rows = { $count } 行
run-package-failed = { $edition } 的数据保持原样：{ $why }
error-package-failed = 各页已写出，但有 { $count } 届的数据未能写出。
trace-sentence = 见于文句{ $anchor ->
    [none] { "" }
   *[other] （#{ $anchor }）
}：{ $shown }
trace-text = 见于自撰文字{ $anchor ->
    [none] { "" }
   *[other] （#{ $anchor }）
}：{ $shown }
trace-table = 见于表{ $anchor ->
    [none] { "" }
   *[other] （#{ $anchor }）
}：{ $shown }
trace-source = 来自 { $source }，笔记本单元格 { $cell }
trace-row = { $file }，第 { $row } 行，{ $column }：{ $means }
trace-rows = 仅凭数字不能断定是以下 { $count } 处中的哪一处：
trace-more = ……另有 { $count } 处
error-no-page = { $file } 不是 evalkit 生成的页面。
error-number-not-there = { $file } 的文句和表中没有 { $number }。
