# 页面上的查找与排序
filter-table = 表内查找
filter-pages = 查找报告
filter-found = 显示 { $shown } 项，共 { $all } 项
filter-reset = 恢复原样
take-copy = 复制
take-copied = 已复制
take-save = 存为 { $form }

# 设想：等级线不同时的等级
what-if = 设想：改动等级线
what-if-about = 改动下列等级线，即可看到各等级的数量和占比，以及哪些{ $unit }的等级会变动。这只是设想，不影响本报告的结果。{ $withheld ->
    [yes] 评分不公布的{ $unit }，只知其评分在所属等级的分数范围之内；此范围跨两个等级的，不能判定。
   *[no] {""}
}
what-if-cut-off = “{ $tier }”的{ $good ->
    [lowest] 最高分
   *[highest] 最低分
}
what-if-moved = 等级变动的{ $unit }有 { $moved } { $measure }，其中上升 { $up } { $measure }，下降 { $down } { $measure }。
what-if-open = 另有 { $open } { $measure }的评分不公布，等级不能判定。
what-if-none = 各{ $unit }的等级均无变动。
what-if-wrong = 各等级线须在 { $low } 至 { $high } 之间，为 { $step } 的整数倍，并且依次{ $good ->
    [lowest] 升高
   *[highest] 降低
}。
what-if-unknown = 不能判定
what-if-counts = 按所设等级线划分的各等级
what-if-units = 等级变动或不能判定的{ $unit }
what-if-weights = 设想：改动权重
what-if-weights-about = 改动下列权重，即可看到各{ $unit }的评分和名次{ $tiers ->
    [yes] 、等级
   *[no] {""}
}会怎样变动。改动一项权重时，须同时改动其他权重，使合计不变。这只是设想，不影响本报告的结果。
what-if-weight = “{ $indicator }”的权重
what-if-ranks-moved = 名次变动的{ $unit }有 { $moved } { $measure }，其中上升 { $up } { $measure }，下降 { $down } { $measure }。
what-if-ranks-none = 各{ $unit }的名次均无变动。
what-if-weights-wrong = 各项权重须为 { $step } 的整数倍，不得小于 0，合计须为 { $sum }。
what-if-weighed = 按所设权重得出的评分和名次
column-other-score = 设想评分
column-other-rank = 设想名次
column-count-issued = 原数量

# 图的数据
figure-data = 查看图中数据
caption-figure-data = 图 { $number } 的数据
range-below-zero = { $low } 至 { $high }
score-bin-range = { $from } 至不足 { $below }
on-docket = 重要差异
off-docket = 其他

# 笔记本自带的文字、表格和图
answer-yes = 是
answer-no = 否
error-prose-language = 这段文字没有页面所用语言（{ $language }）的文本；现有：{ $given }。
error-prose-case = 这句话没有“{ $case }”一种情形的文本；现有：{ $given }。
error-prose-fact = 文字的花括号中有“{ $name }”，但没有给出这个数据。已给出：{ $given }。
error-prose-unknown = 数据“{ $name }”未知（None 或 NaN），这句话不能写。请省去，或改写已知的内容。
error-prose-format = “{"{"}{ $form }{"}"}”不能用 { $value } 填写。冒号之后可写：数字的 Python 格式，如“.2f”“d”；代码所属的类别（{ $kinds }）；或与数目相配的词形，如“score|scores”。“!”之后不可写任何内容。
error-prose-value = 页面可以写文字、数字、日期、是否，或由这些组成的列表，不能写 { $kind }。请先取出要写的内容，例如 frame["score"].max()。
error-prose-braces = 这段文字的花括号不配对：“{ $text }”。数据写作 {"{"}名称{"}"}；花括号本身须写两遍。
error-prose-withheld = 单位 { $units } 的评分不公布，公开页面不能写出。请从 page.results 取数。
error-frame-levels = 表格的列有 { $levels } 层，页面上的表格只能有一层。请先合并列名：frame.columns = ["…", "…"]。
error-frame-twice = 表中有多列同名：{ $columns }。请删去其一，或用 frame.rename(columns=…)、frame.rename_axis(…) 改名。
error-table-none = page.table 和 page.figure 的 data 接受 DataFrame、Series 或本库的表格，不接受 { $kind }。
error-view-name = “{ $name }”不能用作表或图的名称：名称会成为链接和文件名的一部分。请用字母、数字和连字符，例如“by-cohort”。
error-table-caption = 表格缺少标题：表中列的是哪些单位的什么数据。请用 caption=… 给出（评价项目的每种语言各一）。
error-drawing-lacks = 图缺少 { $lacking }：画的是什么，以及看不到图的读者应从中得知什么。
error-drawing-none = page.figure 接受 matplotlib 或 seaborn 的坐标系、图或图组，不接受 { $kind }。请传入绘图函数的返回值，例如 ax = sns.boxplot(…)。
error-drawing-empty = 图中没有任何内容：在新的单元格里，plt.gcf() 会新建一张图；plt.clf() 会清空图。请传入已画好的坐标系，例如 ax = sns.boxplot(…)。

# 页脚
footer-twin = 本页自成一体，可单独传阅，因此不含指向其他文件的链接；同一套报告的全部页面列在各评价项目文件夹旁的 { $index } 中。
footer-publisher = 发布单位：{ $publisher }
page-without = 以下元素会自行动作或访问网络，未放入页面：{ $elements }。

# 总目录
language-name = 中文
index-latest = 最新结果：{ $title }
index-earlier = 其他年度
index-notebooks = 分析过程
index-missing = 本年度从略：{ $list }
index-of-all = / { $total }
index-separator = ；
index-tables-of = （{ $edition } 年度）
index-changes = 有何变化
index-synthetic = 以下为演示用的合成数据，不涉及任何真实的单位或个人。
change-total = 评价对象总数：{ $edition } 年度 { $before }，本年度 { $after }（{ $difference }）。
change-participants = 参评数：{ $edition } 年度 { $before }，本年度 { $after }（{ $difference }）。
change-tier = “{ $tier }”：{ $edition } 年度 { $before }，本年度 { $after }（{ $difference }）。
change-tier-cut-offs = “{ $tier }”：{ $edition } 年度 { $before }，本年度 { $after }（{ $difference }）；两个年度的等级线不同或不详，不宜直接比较。
change-tier-method = “{ $tier }”：{ $edition } 年度 { $before }，本年度 { $after }（{ $difference }）；其间评价办法有变，不宜直接比较。
change-rule = { $item }由“{ $before }”（{ $edition } 年度）改为“{ $after }”。
change-no-rule = 评价规则与以往年度相比没有可知的变化。
