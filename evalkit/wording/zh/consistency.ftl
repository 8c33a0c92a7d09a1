# 专家评分的一致性：表、图与正文。各统计量的名称及无法计算的缘由见 agreement.ftl 与 models.ftl。

consistency-interval = { $low } 至 { $high }
consistency-all-rounds = 各轮合计
consistency-of-totals = 总分
consistency-of-tiers = 等级
consistency-group-areas = 一级指标
consistency-group-indicators = 二级指标
consistency-not-computed = 本届无法计算，见以上各表。
consistency-per-round = “{ $round }”{ $count } 名
consistency-remark-alike = 评分接近，各{ $units }差别也小
consistency-row-bias = 平均差
consistency-row-lower = 一致性界限（下限）
consistency-row-upper = 一致性界限（上限）

consistency-column-coefficient = 系数
consistency-column-interval = 95% 区间
consistency-column-units = { $units }数
consistency-column-reviewers = 专家数
consistency-column-ratings = 所比评分表数
consistency-column-remark = 备注
consistency-column-reviewer = 专家
consistency-remark-not-published = 不公布个别专家的情况
consistency-too-few-to-publish = 涉及的{ $units }或专家不足 { $fewest } 个，公布会透露个别专家的打分
consistency-column-sheets = 评分表数
consistency-column-error = 标准误
consistency-column-p = 校正后的 p 值
consistency-column-question = 事项
consistency-column-item = GRRAS 条目
consistency-column-answer = 本届情况

consistency-caption-grras = 按 GRRAS（Kottner 等，2011）逐条报告

consistency-parts = { $round }：{ $units }与专家分成互无共同{ $units }的 { $count } 部分。{ $linked ->
    [yes] 仅凭这一轮，不同部分的专家孰宽孰严无法比较，须靠其他轮次连接。
   *[no] 专家只与本部分内的其他专家比较；某一部分整体偏严或偏宽，无从看出。
}
consistency-parts-more = 其余 { $count } 部分不逐一列出，合计 { $reviewers } 名专家、{ $covered } { $measure }{ $units }，每部分至多 { $most } 名专家。

consistency-matter-severity = { $direction ->
    [below] { $good ->
        [lowest] 偏宽
       *[highest] 偏严
    }：评同一{ $units }时比他人低 { $size } 分（{ $interval }）
   *[above] { $good ->
        [lowest] 偏严
       *[highest] 偏宽
    }：评同一{ $units }时比他人高 { $size } 分（{ $interval }）
}
consistency-matter-spread = { $direction ->
    [below] 趋中：他人认为比平均高（或低）{ $away } 分的{ $unit }，该专家的评分要向平均靠拢 { $size } 分（{ $interval }）
   *[above] 趋于两端：他人认为比平均高（或低）{ $away } 分的{ $unit }，该专家的评分还要再偏离平均 { $size } 分（{ $interval }）
}
consistency-matter-erratic = 打分不稳：忽高忽低，总分偏离他人看法的幅度是通常的 { $size } 倍（{ $interval }）
consistency-matter-halo = 一份评分表的各项指标同高同低（相关系数 { $size }，{ $interval }；专家组为 { $reference }）
consistency-matter-differentiation = { $direction ->
    [below] 对同一{ $unit }各项指标强弱区分不足（晕轮效应）：他人所见的差别约剩 { $size }%（{ $interval }）
   *[above] 夸大同一{ $unit }各项指标的强弱，约为他人所见差别的 { $size }%（{ $interval }）
}
consistency-matter-drift = { $direction ->
    [below] 后一轮比前一轮{ $good ->
        [lowest] 宽了
       *[highest] 严了
    } { $size } 分，已扣除专家组的平均变化（{ $interval }）
   *[above] 后一轮比前一轮{ $good ->
        [lowest] 严了
       *[highest] 宽了
    } { $size } 分，已扣除专家组的平均变化（{ $interval }）
}
consistency-matter-own-advantage = 给与自己有关联的{ $units }比他人{ $direction ->
    [above] 多
   *[below] 少
}打 { $size } 分（{ $interval }）
consistency-brief-severity = { $direction ->
    [below] { $good ->
        [lowest] 偏宽
       *[highest] 偏严
    }
   *[above] { $good ->
        [lowest] 偏严
       *[highest] 偏宽
    }
}
consistency-brief-spread = { $direction ->
    [below] 趋中
   *[above] 趋于两端
}
consistency-brief-erratic = 打分不稳
consistency-brief-halo = 各项指标同高同低
consistency-brief-differentiation = { $direction ->
    [below] 指标强弱区分不足
   *[above] 夸大指标差别
}
consistency-brief-drift = { $direction ->
    [below] { $good ->
        [lowest] 后来变宽
       *[highest] 后来变严
    }
   *[above] { $good ->
        [lowest] 后来变严
       *[highest] 后来变宽
    }
}
consistency-brief-own-advantage = { $direction ->
    [below] 给有旧关联者少打
   *[above] 给有旧关联者多打
}
consistency-advice-severity = { $direction ->
    [below] { $good ->
        [lowest] 好分给在哪里
       *[highest] 分扣在哪里
    }；对照书面标准，一起复看两三份评分表
   *[above] { $good ->
        [lowest] 差分给在哪里
       *[highest] 高分给在哪里
    }；对照书面标准，一起复看两三份评分表
}
consistency-advice-spread = { $direction ->
    [below] 最好和最差的{ $units }是怎样评的；提醒可以用足整个分数段
   *[above] 最高分和最低分各给在哪里
}
consistency-advice-erratic = 与他人相差最大的几份评分表：是漏看、错看了材料，还是时间太紧？
consistency-advice-halo = 是逐项看佐证材料，还是凭对该{ $unit }的总体印象？
consistency-advice-differentiation = { $direction ->
    [below] 是逐项看佐证材料，还是凭对该{ $unit }的总体印象？
   *[above] 同一份评分表中最高分和最低分各给在哪里
}
consistency-advice-drift = 两轮之间有何变化：标准重新讲解过、材料不同，还是时间太紧？
consistency-advice-own-advantage = 分派时是否已知这一关联；将佐证材料与他人的评分表对照，考虑今后回避

diagnostic-differentiation = 区分指标
    .asks = 对同一{ $unit }各项指标强弱的区分，是否比他人少（或多）？

grras-1 = 标明是信度与一致性研究
    .answer = 见本页标题。
grras-2 = 测量什么，用什么工具
    .answer = { $indicators } 项指标{ $plain ->
        [yes] ，共 { $points } 分，以 { $step } 分为一档评分。
       *[no] ；{ $scales }。
    }
grras-3 = 评谁
    .answer = 本届评分纳入本页比较的 { $count } { $measure }{ $units }。
grras-4 = 谁来评
    .answer = { $panel } 名专家{ $collected ->
        [yes] ，其中 { $members } 名现任职于名录中的{ $units }。专家的培训和经验没有记录。
       *[no] 。专家的任职、培训和经验没有记录。
    }
grras-5 = 此前已知什么，为何要问
    .answer = 专家尺度不同对评分和等级有没有影响，正是本页所问。对本专家组以往的研究没有记录。
grras-6 = 专家数与对象数怎样确定
    .answer = { $planned ->
        [yes] 按本届规则（每{ $measure }{ $unit }：{ $per_round }）
       *[no] 本届规则未定每{ $measure }{ $unit }由几名专家评审
    }；没有样本量计算的记录。
grras-7 = 怎样抽取
    .answer = 未抽样：参评的{ $units }全部要评。{ $assigned ->
        [yes] 由谁评谁有分派记录{ $collected ->
            [yes] ，分派时已避开规则规定须回避的关联。
           *[no] 。
        }
       *[no] 专家怎样分派没有记录。
    }
grras-8 = 评分怎样进行
    .answer = { $rounds }；每份评分表由一名专家就一{ $measure }{ $unit }填写{ $missing ->
        [0] ，逐项填齐
       *[other] ；按规则可以不评的，共有 { $missing } 项未评
    }。用时没有记录。
grras-9 = 评分是否独立
    .answer = 每名专家各填各的评分表。专家之间是否交换过意见，没有记录。
grras-10 = 用了哪些统计量
    .answer = 见以上各表，加权系数的名称均注明权重；所循约定列于下方。
grras-11 = 专家、对象与评分的实际数目
    .answer = { $reviewers } 名专家，{ $count } { $measure }{ $units }，{ $sheets } 份评分表，{ $marks } 个评分。
grras-12 = 样本的特征
    .answer = 各{ $units }平均总分的均值为 { $average } 分，标准差 { $sd } 分。
grras-13 = 估计值及其不确定性
    .answer = 见以上各表；对总体的估计附 95% 区间{ $single ->
    [yes] ，逐个{ $unit }的分数附标准误
   *[no] {""}
}。
grras-14 = 实际意义
    .answer = 两名专家有 { $pairs }% 的情形把同一{ $unit }评入同一等级；{ $near } { $measure }{ $units }距等级线不超过一个标准误（{ $error } 分）。
grras-15 = 详细结果
    .answer = 本页各表均可另存为 CSV 文件。

convention-icc = ICC 的名称依 McGraw 与 Wong（1996）。并非人人评过全部对象时，只有 ICC(1) 可用均方计算，区间用 F 分布（以通用的平均数代 k）；双向各式取自交叉模型的方差分量。均值的区间由单次评分的区间经 Spearman–Brown 公式换算（Shrout 与 Fleiss），不用 McGraw 与 Wong 另算的自由度。
convention-components = 方差分量用限制性最大似然法（REML）估计；由其得出的系数，区间以重抽{ $units }求得（有放回，200 次，随机种子固定）。
convention-alpha = α 系数的“顺序”用 Krippendorff 的度量（取决于各取值出现的次数），不是 Gwet 同名的权重；AC2 用后者。等级的 κ 系数为二次加权，相邻等级算作部分一致，与 Fleiss 1971 年不加权的系数不同。
convention-kendall = 肯德尔 W 须有全部专家都评过的{ $units }；没有时无法计算，代之以顺序尺度的 α 系数。
convention-interval = 区间均为 95%，逐个而言：有公布的公式时用公式，否则取重抽{ $units } 1000 次的百分位数（随机种子固定）。
convention-severity = 宽严用最小二乘法检验，{ $units }作固定效应；重算时扣除的是交叉模型经收缩的预测值。
convention-corrections = 多次比较用 Holm 法校正（控制出现任何一次误报的概率）；同一专家对同一{ $unit }只取第一份评分表。
convention-adjusted = 重算时宽严取到评分步长的百分之一，此后全用精确运算。
convention-bands = Landis 与 Koch 的分档配 α、AC2 和 κ，Koo 与 Li 的分档配 ICC，均取区间两端。

reference-kottner-2011 = Kottner, J., et al. (2011). Guidelines for Reporting Reliability and Agreement Studies (GRRAS). Journal of Clinical Epidemiology, 64(1), 96–106. doi:10.1016/j.jclinepi.2010.03.002
reference-shrout-fleiss-1979 = Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations. Psychological Bulletin, 86(2), 420–428. doi:10.1037/0033-2909.86.2.420
reference-mcgraw-wong-1996 = McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients. Psychological Methods, 1(1), 30–46. doi:10.1037/1082-989X.1.1.30
reference-krippendorff-2011 = Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
reference-gwet-2014 = Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics.
reference-landis-koch-1977 = Landis, J. R., & Koch, G. G. (1977). Biometrics, 33(1), 159–174. doi:10.2307/2529310
reference-koo-li-2016 = Koo, T. K., & Li, M. Y. (2016). Journal of Chiropractic Medicine, 15(2), 155–163. doi:10.1016/j.jcm.2016.02.012
reference-burke-dunlap-2002 = Burke, M. J., & Dunlap, W. P. (2002). Organizational Research Methods, 5(2), 159–172. doi:10.1177/1094428102005002002
reference-bland-altman-1986 = Bland, J. M., & Altman, D. G. (1986). Lancet, 327(8476), 307–310. doi:10.1016/S0140-6736(86)90837-8
reference-brennan-2001 = Brennan, R. L. (2001). Generalizability Theory. Springer. doi:10.1007/978-1-4757-3456-0
reference-holm-1979 = Holm, S. (1979). Scandinavian Journal of Statistics, 6(2), 65–70.
reference-cortes-lawrence-2021 = Cortes, C., & Lawrence, N. D. (2021). Inconsistency in conference peer review: revisiting the 2014 NeurIPS experiment. arXiv:2109.09774

undefined-no-final-rule = 规则没有规定评分怎样合成，或没有等级线
