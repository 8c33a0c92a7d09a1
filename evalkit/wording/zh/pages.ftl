# 页面上的查找与排序
filter-table = 表内查找
filter-pages = 查找报告
filter-found = 显示 { $shown } 项，共 { $all } 项
filter-reset = 恢复原样

# 图的数据
figure-data = 查看图中数据
caption-figure-data = 图 { $number } 的数据
score-bin-range = { $from } 至不足 { $below }
on-docket = 重要差异
off-docket = 其他

# 页脚
footer-twin = 本页自成一体，可单独传阅，因此不含指向其他文件的链接；同一套报告的全部页面（含另一种语言的版本）列在 reports/index.html 中。

# 总目录
language-name = 中文
index-latest = 最新一期：{ $title }
index-earlier = 历年报告
index-changes = 与 { $edition } 年度相比
index-notebooks = 分析过程
index-of-all = / { $total }
index-separator = ；
index-tables-of = （{ $edition } 年度）
change-participants = 参评数：由 { $before } 变为 { $after }（{ $difference }）。
change-tier = “{ $tier }”：由 { $before } 变为 { $after }（{ $difference }）。
change-rule = { $item }由“{ $before }”（{ $edition } 年度）改为“{ $after }”。
change-no-rule = 评价规则与 { $edition } 年度相比没有可知的变化。
