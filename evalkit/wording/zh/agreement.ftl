# 系数名称
statistic-alpha-nominal = Krippendorff α 系数（名义尺度）
statistic-alpha-ordinal = Krippendorff α 系数（顺序尺度）
statistic-alpha-interval = Krippendorff α 系数（等距尺度）
statistic-alpha-ratio = Krippendorff α 系数（比率尺度）
statistic-alpha-matrix = Krippendorff α 系数（自定义差异）
statistic-gwet-ac1 = Gwet AC1 系数
statistic-gwet-ac2 = Gwet AC2 系数
statistic-fleiss-kappa = Fleiss κ 系数
statistic-conger-kappa = Conger κ 系数
statistic-cohen-kappa = Cohen κ 系数
statistic-brennan-prediger = Brennan–Prediger 系数
statistic-percent-agreement = 两两一致率
statistic-weighted = { $name }（{ $weights }）
weights-linear = 线性加权
weights-quadratic = 二次加权
weights-ordinal = 顺序加权
weights-radical = 平方根加权
weights-ratio = 比率加权
weights-circular = 环形加权
weights-bipolar = 双极加权
weights-own = 自定义权重
statistic-kendall-w = 肯德尔和谐系数 W
statistic-average-deviation-mean = 与平均分的平均差距
statistic-average-deviation-median = 对中位数的平均偏差
statistic-bland-altman = 两次评分的平均差
statistic-icc-one-way = 组内相关系数 ICC(1)（各对象由不同专家评分）
statistic-icc-agreement = 组内相关系数 ICC(A,1)（单次评分的绝对一致）
statistic-icc-consistency = 组内相关系数 ICC(C,1)（单次评分的相对一致）
statistic-icc-one-way-average = 组内相关系数 ICC(k)（每个对象全部评分的均值）
statistic-icc-agreement-average = 组内相关系数 ICC(A,k)（均值的绝对一致）
statistic-icc-consistency-average = 组内相关系数 ICC(C,k)（均值的相对一致）

# 结果
agreement-estimate = { $name }：{ $value }（对象 { $units } 个，专家 { $reviewers } 名，评分 { $ratings } 个）。
agreement-undefined = { $name }无法计算：{ $reason }（对象 { $units } 个，专家 { $reviewers } 名，评分 { $ratings } 个）。

# 无法计算的原因
undefined-no-ratings = 没有评分
undefined-one-reviewer = 只有一名专家评分，无从比较
undefined-left-out = 未计入评分不公布的对象，其余对象之间的差别小于全体，据此推算的专家人数会偏多
undefined-no-pairs = 没有一个对象得到两个以上评分，无从比较
undefined-one-unit = 可比较的对象只有一个，而判断专家能否区分对象至少需要两个
undefined-no-variation = 全部评分相同；专家意见一致，但不能由此看出他们能否区分对象
undefined-no-variance-between-units = 各对象的平均分没有差别，专家之间也就没有可供一致的差异
undefined-gaps = 有的专家没有给部分对象评分；这一形式要求每名专家给每个对象评分，或改用交叉模型的方差分量
undefined-no-complete-unit = 没有一个对象得到全部专家的评分，而排序须以同一批对象为准

# 分档：各家约定，并非定论
band-poor = 差
band-slight = 轻微
band-fair = 尚可
band-moderate = 中等
band-substantial = 较高
band-almost-perfect = 几乎完全一致
band-good = 良好
band-very-good = 很好
band-fair-to-good = 尚可至良好
band-excellent = 优
band-discard = 不足为据
band-tentative = 仅可作初步结论
band-reliable = 可靠
