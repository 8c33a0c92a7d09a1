# 表格中的词
withheld = 不公布
unit-unnamed = （名称不公布）
list-shortened = { $list }等（另有 { $more } 项从略）
all-cohorts = 合计
column-cohort = 批次
column-all = 总数
column-participants = 参评
column-absent = 未参评
column-participation-rate = 参评率
column-tier = 等级
column-scores = 分数
column-count = 数量
column-sum = 合计
column-percent-participants = 占参评{ $units }（%）
column-percent-all = 占全部{ $units }（%）
column-percent-tier = 占该等级（%）
column-percent-cohort-participants = 占本批次参评（%）
column-percent-cohort = 占本批次总数（%）
column-percent-of = { $name }（%）
column-rank = 名次
column-code = 代码
column-name = 名称
column-gloss = 释义
column-score = 评分
column-cut-off = 等级线
column-distance = 变动
column-other-tier = 变动后等级
column-number = 序号
column-indicator = 指标
column-points = 分值
column-role = 组内职务
column-person = 姓名
column-affiliation = 所在组织
column-title = 职务
column-alias = 异写
column-where = 出处
column-file = 文件
column-holds = 内容
column-rows = 行数
column-check = 检查
column-outcome = 结果

# 数据框的列，供 page.table 用作表头
column-withheld = 不公布
column-direction = 方向
column-steps = 评分（步数）
column-stated-tier = 所报等级
column-lowest = 最低
column-highest = 最高
column-of = 分母
column-denominator = 分母数
column-share = 比例
column-percent-share = 比例（%）
column-weight-share = 权重
column-reviewer = 专家
column-subject = 专业
column-sheets = 评分表数
column-of-roster = 与在册{ $units }有关联
column-of-participant = 与参评{ $units }有关联
column-spreads = 差（标准差）
column-why = 入选理由
column-sheet-tiers = 各总分所属等级
column-hangs = 等级取决于一名专家
column-margin = 距最近等级线（分）
column-tier-before = 讨论前等级
column-tier-after = 讨论后等级
column-minority-view = 少数意见
column-previous = 此前年度
column-quantity = 比较对象
column-coefficient = 系数
column-estimate = 估计值
column-low = 95% 区间下限
column-high = 95% 区间上限
column-ratings = 评分数
column-alpha = α
column-apart = 与均值的平均距离（比例）
column-spread = { $units }间标准差（比例）
column-little = 差异过小
column-severity = 宽严（分）
column-scatter = 离散程度（分）
column-added = 多打（分）
column-detectable = 可察觉的最小差（分）
column-first = 首份评分表
column-marks = 评分数
column-members = 所含专家
column-part = 部分
column-sd = 标准差
column-reference = 专家组其余成员
column-residual-sd = 剩余（标准差，分）
column-residual-share = 剩余（占方差的比例）
column-reviewer-sd = 专家（标准差，分）
column-reviewer-share = 专家（占方差的比例）
column-tested = 可比专家数
column-tied = 有在册关联
column-unit-sd = { $units }（标准差，分）
column-unit-share = { $units }（占方差的比例）
column-weights = 权重
column-stands-out = 明显偏离
column-taken-off = 调整扣除（分）
column-sure = 把握程度
column-follows-from = 由何引起
column-dependability = 可靠性指数 Φ
column-generalizability = 概化系数 Eρ²
column-low-ranks = Eρ² 的 95% 区间下限
column-high-ranks = Eρ² 的 95% 区间上限
column-error = 均值标准误（分）
column-section = 章节
column-expression = 计算式
column-expected = 预期结论
column-as-expected = 与预期相符
column-statistic = 统计量
statistic-count = 个数
statistic-mean = 平均值
statistic-std = 标准差
statistic-min = 最小值
statistic-median = 中位数
statistic-max = 最大值
direction-up = 升级
direction-down = 降级
direction-above = 高于其他专家
direction-below = 低于其他专家

row-participants = 参评合计
row-outside = 不在名单中
row-unknown = 不详
row-undecided = 尚未定
row-absent = 未参评
row-all = 总数
role-adviser = 顾问
role-head = 组长
role-deputy = 副组长
role-member = 成员
alias-width = 全半角不同
alias-short = 简称
alias-wording = 用字不同
file-programme = 评价项目：名称、发布单位、被评对象的称呼
file-rules = 本年度规则：指标、批次、等级、取整、公布办法
file-units = { $unit }名册：代码、名称及其他登记事项
file-scores = 最终评分
file-panel = 评价专家组
file-aliases = 名称异写

numbered-table = 表 { $number }　{ $caption }
numbered-figure = 图 { $number }　{ $caption }
label-table = 表 { $number }
label-figure = 图 { $number }
see-also = 见{ $list }。
rows-left-out = 共 { $count } 行，以 CSV 列出
caption-participation = 各批次{ $unit }参评情况
caption-tiers = 各等级的{ $unit }数量与占比
caption-tier-by-cohort = 各等级、各批次的{ $unit }数量
caption-tier-in-cohorts = “{ $tier }”{ $unit }在各批次中的数量与占比
caption-tier-of-group = { $group }中各等级的批次构成
caption-units = 各等级{ $unit }一览
caption-scores = { $unit }评分一览
caption-panel = 评价专家组
caption-files = 读入的文件
caption-figure-tier-counts = 各等级的{ $unit }数量及占参评{ $units }的比例
caption-figure-score-distribution = { $type ->
    [all] {""}
   *[other] “{ $type }”
}已公布评分的分布{ $cut ->
    [yes] ，虚线为等级线
   *[no] {""}
}
caption-figure-cohort-composition = 各批次全部{ $units }的构成{ $known ->
    [all] {""}
   *[some] （总数不详的批次未列）
}
caption-figure-tier-composition = 各等级{ $units }的批次构成

group-tier = { $tier }（共 { $count } { $measure }）

note-denominators = { $all_known ->
    [yes] 参评 { $participants } { $measure }，全部 { $all } { $measure }。
   *[no] 参评 { $participants } { $measure }。
}百分比由数量直接算出，{ $decimals ->
    [0] 取整数
   *[other] 保留 { $decimals } 位小数
}。
note-ranks-competition = 同分者名次相同，取其中最前的名次，后续名次顺延（1、2、2、4）。
note-ranks-modified-competition = 同分者名次相同，取其中最后的名次（1、3、3、4）。
note-ranks-dense = 同分者名次相同，名次连续不留空（1、2、2、3）。
note-ranks-and-withheld = { $ranks }有 { $count } { $measure }的评分不公布{ $count ->
    [1] {""}
   *[other] ，按代码排列，次序不含任何高低之意
}。
note-unnamed = 另有 { $count } { $measure }{ $unit }名称不公布，未列入。
note-panel = 有代码者，其所在组织为本届参评{ $unit }。

axis-units = { $unit }数量
axis-score = 评分
axis-percent-cohort = 占本批次全部{ $units }的比例
axis-percent-tier = 占该等级{ $units }的比例
label-count-share = { $count } { $measure }（{ $share }%）
label-count = { $count } { $measure }
label-cohort-size = { $name }（{ $count }）

alt-tier-counts = 条形图。{ $list }。数据见相邻的表。
alt-score-distribution = 直方图：{ $count } { $measure }{ $unit }的已公布评分{ $differ ->
    [yes] 在 { $lowest } 至 { $highest } 分之间，中位数 { $median } 分
   *[no] { $count ->
        [1] 为 { $highest } 分
       *[other] 均为 { $highest } 分
    }
}；{ $hidden ->
    [0] 没有不公布的评分
   *[other] 另有 { $hidden } { $measure }评分不公布，不在图中
}。
alt-cohort = { $name }：{ $list }
alt-cohort-composition = 每个批次一根百分比条。{ $list }。数据见相邻的表。
alt-tier-composition = 每个等级一根百分比条。{ $list }。数据见相邻的表。

# 正文
synthetic = 本页数据为演示用的合成数据，不涉及任何真实的单位或个人。
not-on-file = 本年度资料暂缺。
none-on-file = 无。

say-participation = { $known ->
    [all] { $total } { $measure }{ $unit }全部参评。
    [some] 评价对象共 { $total } { $measure }{ $unit }，其中 { $participants } { $measure }参评，{ $absent } { $measure }未参评，未参评者占总数的 { $absent_share }。
   *[part] { $participants } { $measure }{ $unit }参评。
}
say-scores-none = { $level ->
    [tiers] 没有评分资料。
   *[other] 本届不公布评分。
}
say-cohort = { $cohort }{ $whole ->
    [known] 共 { $total } { $measure }，参评 { $participants } { $measure }（{ $share }），未参评 { $absent } { $measure }。
    [empty] 共 { $total } { $measure }，参评 { $participants } { $measure }。
   *[unknown] 参评 { $participants } { $measure }。
}{ $uppers ->
    [yes] 参评{ $units }中，“{ $first }”和“{ $second }”共 { $upper } { $measure }，占 { $upper_share }。
   *[no] {""}
}
say-near-none = 本届不公布评分，临近等级线的数量亦不公布。
say-near = 公布的 { $count } 个评分中，{ $near ->
    [0] 没有哪个在变动 { $window } 分（或更少）时会改变等级。
   *[other] 有 { $near } 个只要变动 { $window } 分（或更少）就会改变等级：上移 { $up } 个，下移 { $down } 个。评分若有细小出入，最先改变的就是这些{ $unit }的等级。
}
say-panel = 专家组共 { $size } 人{ $tied ->
    [yes] ，其中 { $affiliated } 人任职于本届参评{ $unit }。
   *[no] 。
}
say-rounds = { $count ->
    [1] 评审只有一个步骤
   *[other] 评审分 { $count } 步
}：{ $list }。
rounding-half-up = 四舍五入
rounding-half-even = 四舍六入五成双
rounding-down = 舍去尾数
rounding-up = 有尾数即进一
rounding-largest-remainder = 最大余数法，合计为 100%
say-milestone = { $date }：{ $what }

title-annual-report = { $title }报告
heading-cohort = { $cohort }
heading-tier = { $tier }的{ $unit }
heading-area = { $area }
highlight-between = ：

# 页面框架
toc = 目录
skip = 跳到正文
footer-provenance = 由 evalkit { $version } 从数据算出；数据与规则的指纹 { $digest }。每个数字都可用 manifest.json 中所列文件重新算出。
footer-source = 数据出处见 data/{ $programme }/{ $edition }/SOURCE.md。
index-title = 评价报告
index-lead = 每个评价项目、每个年度的报告；各页可单独传阅，不需要网络。
column-edition = 年度
column-reports = 报告
column-tables = 数据表
index-tables = 数据包：{ $count } 个表
no-alt = 没有文字说明的图
