# 不能得出结果的缘由（与一致性系数共用的见 agreement.ftl）
undefined-too-few-ratings = 评分太少，不足以估计模型
undefined-one-level = 某一因素只有一个取值，无从比较
undefined-no-repeats = 某一因素的每个取值都只有一次评分，其差异与偶然误差无法区分
undefined-not-connected = 评分分成互不相连的几部分，各部分之间没有共同评过的对象；不同部分的专家孰宽孰严，无法比较
undefined-aliased = 两个因素总是同时变化，各自的影响无法分开
undefined-collinear = 固定项之间完全相关（或某项没有变化），各自的影响无法分开
undefined-no-residual = 模型对每个评分都拟合得分毫不差，没有剩余变异可供估计误差
undefined-no-convergence = 迭代未能收敛，没有可用的估计值
undefined-too-few-units = 该专家与他人共同评过的对象太少
undefined-too-few-sheets = 该专家的评分表太少，无论评分怎样异常都可能出于偶然
undefined-too-few-to-see-scatter = 评分表太少，或同一对象的评分表太少，无法把该专家的离散程度同其他专家的分开
undefined-too-many-sheets = 评分表过多（超过 3000 份），未逐一估计各专家的离散程度
undefined-nobody-asked = 没有一名专家与他人共评的评分表多到可以比较
undefined-too-many-reviewers = 专家人数过多（超过 3000 名），未逐一比较
undefined-one-indicator = 只有一项指标，无从考察各项指标之间的关系
undefined-one-area = 只有一个一级指标的评分，无从比较各一级指标
undefined-one-group = 只有一个批次，无从比较各批次
undefined-one-group-each = 每名专家只评了一个批次，分不清是一贯的宽严，还是对这一批次的宽严
undefined-too-few-marks-a-unit = 须有两个以上的对象各有四份以上的评分，方可判断
undefined-one-round = 只有一轮评分，无从比较前后
undefined-no-unit-in-both-rounds = 没有哪位专家在两轮中评过同一对象
undefined-too-few-in-both-rounds = 两轮都评过分的专家不足两名，个人的前后变化无从与他人相比
undefined-no-own = 没有对有关联对象的评分
undefined-ties-unknown = 专家与参评者有无关联未见登记
undefined-all-own = 有关联与无关联的评分无法对照，加分与宽严无法分开

# 方差成分
component-unit = 对象之间的差异
component-reviewer = 专家之间宽严的差异
component-residual = 其余（专家与对象的交互作用及偶然误差）

# 各部分互不相连时的说明
part-of-panel = 第 { $number } 部分：{ $reviewers }；对象 { $units } 个，评分 { $ratings } 个。

# 逐位专家的诊断
diagnostic-severity = 宽严
    .asks = 与评审同一对象的其他专家相比，打分偏高还是偏低？
    .estimate = 高于（＋）或低于（－）专家组平均水平的分数
diagnostic-spread = 分数拉开的程度
    .asks = 打分是否过于集中在中间，或过于趋向两端？
    .estimate = 对象每高出平均水平 1 分，该专家比他人多拉开（＋）或少拉开（－）的分数
diagnostic-erratic = 打分不稳
    .asks = 打分是否既不随对象的优劣变化，也不能用一贯的宽严解释？
    .estimate = 与专家组通常的波动相比的倍数（1 为通常）
diagnostic-halo = 晕轮效应
    .asks = 对同一对象的各项指标是否打得过于一致？
    .estimate = 同一对象各项指标得分之间的相关系数
diagnostic-drift = 前后变化
    .asks = 从前一轮到后一轮，宽严是否有变？
    .estimate = 与专家组平均变化相比，变宽（＋）或变严（－）的分数
diagnostic-scatter = 离散程度
    .asks = 扣除对象之间的差别和一贯的宽严之后，打分相差多大？
    .estimate = 标准差（分）
diagnostic-own-advantage = 与对象的关联
    .asks = 给有关联的对象打分，是否与给其他对象的不同？
    .estimate = 除一贯的宽严之外，给有关联的对象多打（＋）或少打（－）的分数
