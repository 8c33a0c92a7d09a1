# 专家评分的一致性：表、图与正文。各统计量的名称及无法计算的缘由见 agreement.ftl 与 models.ftl。

consistency-interval = { $low } 至 { $high }
consistency-with-value = { $name }（{ $value }）
consistency-quoted = “{ $name }”
consistency-point = { $name } { $value }
consistency-no-changes = 评分公布的{ $units }，等级都不会变。
consistency-from-to = { $count ->
    [1] { $low }
   *[other] { $low }至{ $high }
}
consistency-sd-share = { $sd }（{ $percent }%）
consistency-all-rounds = 各轮合计
consistency-all-together = 有关联者合计
consistency-of-totals = 总分
consistency-of-tiers = 等级
consistency-group-areas = 一级指标
consistency-group-indicators = 二级指标
consistency-same = 不变
consistency-not-computed = 本届无法计算，见以上各表。
consistency-within = 是
consistency-beyond = 否
consistency-per-round = “{ $round }”{ $count } 名
consistency-remark-model = 由交叉模型得出
consistency-remark-alike = 评分接近，各{ $units }差别也小
consistency-convention-landis-koch = Landis 与 Koch（1977）
consistency-convention-koo-li = Koo 与 Li（2016）
consistency-short-icc-one-way = 单份评分 ICC(1)
consistency-short-icc-one-way-average = 均值 ICC(k)
consistency-short-alpha-interval = α 系数
consistency-short-alpha-ordinal = α 系数（顺序）
consistency-label-agreement = { $what }·{ $name }
consistency-label-of-round = { $round }·{ $name }
consistency-row-bias = 平均差
consistency-row-lower = 一致性界限（下限）
consistency-row-upper = 一致性界限（上限）

consistency-column-what = 内容
consistency-column-coefficient = 系数
consistency-column-value = 数值
consistency-column-interval = 95% 区间
consistency-column-units = { $units }数
consistency-column-reviewers = 专家数
consistency-column-ratings = 所比评分表数
consistency-column-remark = 备注
consistency-column-convention = 约定
consistency-column-band = 所称档次
consistency-column-alpha = α 系数
consistency-column-deviation = 评分相距（占{ $reach ->
    [range] 分值幅度
   *[points] 满分
} %）
consistency-full = { $reach ->
    [range] 分值幅度
   *[points] 满分
}
consistency-column-between = { $units }之间的差别（占{ $reach ->
    [range] 分值幅度
   *[points] 满分
} %）
consistency-column-reviewer = 专家
consistency-column-public = 本届公开页面中的编号
consistency-caption-codes = 各专家在公开页面中的编号
consistency-remark-not-published = 不公布个别专家的情况
consistency-too-few-to-publish = 涉及的{ $units }或专家不足 { $fewest } 个，公布会透露个别专家的打分
consistency-column-sheets = 评分表数
consistency-column-severity = 宽严（分）
consistency-column-error = 标准误
consistency-column-p = 校正后的 p 值
consistency-column-shrunken = 重算时扣除
consistency-column-stands-out = 突出之处及大小（95% 区间）
consistency-column-sure = 把握
consistency-column-along = 同时突出、多半由此引起
consistency-column-advice = 谈什么
consistency-column-question = 事项
consistency-column-asks = 所问
consistency-column-tested = 可比专家数
consistency-column-who = 突出者
consistency-column-tied = 有关联的评分表
consistency-column-added = 多打（分）
consistency-column-points = 分
consistency-column-raw = 原分
consistency-column-official = 正式评分
consistency-column-adjusted = 扣除宽严后
consistency-column-change = 变动
consistency-column-change-error = 变动的标准误
consistency-column-tier = 等级
consistency-column-adjusted-tier = 扣除宽严后的等级
consistency-column-within = 在误差以内
consistency-column-per-unit = 每{ $measure }{ $unit }专家数
consistency-column-phi = 可靠性指数 Φ
consistency-column-rho = 概化系数 Eρ²（用于排序）
consistency-column-sem = 标准误（分）
consistency-column-item = GRRAS 条目
consistency-column-answer = 本届情况

consistency-axis-agreement = 系数（1 为完全一致）及 95% 区间
consistency-axis-alpha = Krippendorff α 系数及 95% 区间
consistency-axis-severity = 评同一{ $units }时高于（+）或低于（−）专家组的分数
consistency-axis-own = 给有关联的{ $units }多打的分数
consistency-axis-mean = 两轮均值（分）
consistency-axis-gap = 后一轮减前一轮（分）
consistency-axis-raw = 原分（分）
consistency-axis-move = 扣除宽严后的变动（分）
consistency-axis-reviewers = 每{ $measure }{ $unit }专家数
consistency-axis-coefficient = 系数
consistency-label-stays = 等级不变：{ $count }
consistency-label-moves = 等级会变：{ $count }
consistency-label-phi = 可靠性指数 Φ（对照分数线），带 95% 区间
consistency-label-rho = Eρ²（用于排序）
consistency-label-now = 现有

consistency-caption-agreement = 总分与等级的一致程度
consistency-caption-bands = 按两种通行分档对上述数值的描述（区间下端至上端）
consistency-caption-indicators = 各项指标的一致程度（按{ $reach ->
    [range] 评分在分值幅度中的位置
   *[points] 得分率
}，各轮合计，分歧大的在前）
consistency-caption-components = 总分的差异来自何处：标准差，分（占方差的比例）
consistency-caption-severity = 每名专家的宽严（最严的在前）
consistency-caption-talk = 应当找哪位专家谈，为什么
consistency-caption-questions = 对每名专家问了什么，谁突出
consistency-caption-own = 专家给有关联的{ $units }多打了多少
consistency-caption-rounds = “{ $last }”减“{ $first }”：{ $count } { $measure }{ $units }的平均总分（分）
consistency-caption-changed = 等级会变的{ $units }
consistency-caption-adjusted = 每{ $measure }{ $unit }的原分与扣除宽严后的分数对照
consistency-caption-d-study = 请若干名专家时，平均分有多可靠
consistency-caption-grras = 按 GRRAS（Kottner 等，2011）逐条报告
caption-figure-consistency-agreement = 各轮的一致程度及 95% 区间
caption-figure-consistency-indicators = 各项指标的一致程度：Krippendorff α 系数及 95% 区间，从{ $least } 到{ $most }
caption-figure-consistency-severity = { $count } 名专家的宽严及 95% 区间，从 { $least } 分到 { $most } 分{ $named ->
    [none] { "" }
    [0] ；按全部专家校正后无人突出
   *[other] ；实心为按全部专家校正后仍突出的 { $named } 名
}
caption-figure-consistency-own = 给有关联的{ $units }多打的分数及 95% 区间：{ $first } 分；实心为突出者
caption-figure-consistency-rounds = { $count } { $measure }{ $units }的两轮之差与两轮均值：平均差 { $bias } 分，一致性界限 { $lower } 分与 { $upper } 分{ $outside ->
    [0] ，无一在界限之外
   *[other] ；在界限之外的 { $outside } { $measure }，最远的标出代码
}
caption-figure-consistency-adjusted = { $count } 个评分在扣除宽严后的变动：半数不超过 { $typical } 分，最大 { $largest } 分；虚线为取整前的等级线{ $moved ->
    [0] { "" }
   *[other] ；等级会变的标出代码
}
caption-figure-consistency-d-study = 请若干名专家时，平均分有多可靠：现有 { $now } 名，可靠性指数 { $phi }；横线为 { $target }

consistency-alt-agreement = 带区间的点图。{ $list }。数据见下表。
consistency-alt-indicators = 带区间的点图，分歧大的在前。{ $list }。数据见下表。
consistency-alt-severity = { $count } 名专家的宽严及其区间，从 { $least } 分到 { $most } 分。{ $named ->
    [none] 没有专家可供比较。
    [0] 无人突出。
   *[other] 突出者：{ $list }。
}
consistency-alt-own = 带区间的点图。{ $list }。数据见下表。
consistency-alt-rounds = 散点图：{ $count } { $measure }{ $units }，平均差 { $bias } 分，一致性界限 { $lower } 分与 { $upper } 分；另有 { $hidden } { $measure }评分不公布，未画出。
consistency-alt-adjusted = 散点图：{ $count } 个评分中，半数变动不超过 { $typical } 分，最大变动 { $largest } 分；{ $moved } 个等级会变。
consistency-alt-d-study = 可靠性指数随专家数的变化：{ $list }。

consistency-short-agreement = { $told ->
    [no] 同一{ $unit }各份评分表的总分，并不比不同{ $units }之间更接近：仅凭这些评分，分不出{ $units }的高下。
   *[yes] 单看一名专家的总分，差异的 { $units_share }% 来自{ $units }本身，其余 { $rest_share }% 来自专家的宽严、看法不同和偶然误差；每{ $measure }{ $unit }各份评分表平均分的信度为 { $mean }（最高为 1；说明评分稳定，不说明评得对）。
}
consistency-short-adjusted = { $moved ->
    [0] 若扣除专家的宽严，没有{ $units }的等级会变。
   *[other] 若扣除专家的宽严，{ $count } { $measure }{ $units }中有 { $moved } { $measure }的等级会变；{ $beyond ->
        [0] 这些变动都不超过一个标准误。
       *[other] 其中 { $beyond } { $measure }的变动超过一个标准误。
    }
}正式评分不变。
consistency-short-adjusted-public = { $moved ->
    [0] 若扣除专家的宽严，没有{ $units }的等级会变。
   *[other] 若扣除专家的宽严，{ $count } { $measure }{ $units }中有 { $moved } { $measure }的等级会变。
}正式评分不变。
consistency-short-more = { $enough ->
    [yes] 现有每{ $measure }{ $unit } { $now } 名专家，可靠性指数已超过 { $target }；平均分的标准误约为 { $sem } 分。
    [no] 可靠性指数要达到 { $target }，每{ $measure }{ $unit }需要 { $needed } 名专家，现有 { $now } 名。
   *[never] 仅靠增加专家，可靠性指数达不到 { $target }。
}

say-consistency-agreement = { $told ->
    [no] 同一{ $unit }各份评分表的总分，并不比不同{ $units }之间更接近（ICC(1) 为 { $single }，95% 区间 { $single_interval }）。
   *[yes] 假如每{ $measure }{ $unit }只由一名专家评分，总分差异的 { $units_share }% 来自{ $units }之间的不同，其余 { $rest_share }% 来自专家的宽严、看法不同和偶然误差（ICC(1) 为 { $single }，95% 区间 { $single_interval }）；取各份评分表的平均，则达到 { $mean }。
}每份评分表的总分与该{ $unit }平均分平均相距 { $deviation } 分，而各{ $units }平均分的标准差为 { $between } 分。{ $tiers ->
    [yes] 评同一{ $unit }的两名专家，有 { $pairs }% 的情形所评总分同属一个等级。
   *[no] { "" }
}
say-consistency-agreement-undefined = 总分的一致程度无法计算：{ $reason }。
consistency-note-agreement = ICC、α、κ 和 W：1 为完全一致，0 为与偶然无异。平均差距以分计（总分）；一{ $measure }{ $unit }的评分表越少，它就越小，各轮之间不宜相比。短横并附备注的，表示这种数据算不出该系数，缘由见备注。
consistency-note-bands = 只是约定，并非定论。Landis 与 Koch 所说的是 κ 系数，用于 α 与 AC2 属借用；Krippendorff 本人以 α 不低于 0.800 为可靠，0.667 至 0.800 只宜作初步结论。

say-consistency-indicators = { $case ->
    [few] 分歧最大的是{ $least }，最一致的是{ $most }（括号内为 Krippendorff α 系数，1 为完全一致）。
    [one] 只有一项指标的一致程度可以计算：{ $least }（括号内为 Krippendorff α 系数，1 为完全一致）。
   *[same] 各项指标的一致程度不相上下：{ $least }（括号内为 Krippendorff α 系数，1 为完全一致）。
}
say-consistency-alike = 有 { $alike } 项指标的 α 系数低于 { $threshold }，评分其实相当接近，平均相距不超过{ $reach ->
    [range] 分值幅度
   *[points] 满分
}的 { $limit }%，在各项指标中属于较小的一半：{ $alike_list }。α 系数是拿评分之间的距离同{ $units }之间的距离相比，{ $closer ->
    [yes] 而这些指标上各{ $units }本来就比较接近（标准差平均为{ $reach ->
    [range] 分值幅度
   *[points] 满分
}的 { $spread }%，其余指标为 { $other_spread }%），可供一致的差异少
   *[no] 而这些指标上两者相差不多，可供一致的差异少
}，α 系数自然不高。这些指标区分{ $units }的作用小一些，不能单凭 α 系数低就说专家评得马虎。
say-consistency-apart = { $apart_list }的 α 系数低于 { $threshold }，主要是专家的评分相距较远，恐怕是对标准的理解不同。
say-consistency-indicators-undefined = 没有一项指标的一致程度可以计算。
consistency-note-indicators = “评分相距”指各个评分与该{ $unit }平均分的平均距离；“{ $units }之间的差别”指各{ $units }平均分的标准差。前者不比后者小多少时，α 系数就低。

say-consistency-severity = { $severe ->
    [0] 没有专家明显偏严
   *[other] 评同一{ $units }时明显比他人严的：{ $severe_list }
}；{ $lenient ->
    [0] 没有专家明显偏宽
   *[other] 明显比他人宽的：{ $lenient_list }
}（括号内为总分相差的分数；共比较 { $count } 名专家）。
say-consistency-severity-undefined = 谁偏严、谁偏宽无法判断：{ $reason }。
say-consistency-severity-size = 专家宽严的标准差为 { $sd } 分，占总分方差的 { $share }%。
say-consistency-severity-trust = 以现有的评分表数量，宽严相差 { $detectable } 分以上的，五次中约有四次能够发现；更小的可能看不出来。“偏严”是同本专家组相比：如果人人都偏严，就没有谁会突出。
consistency-parts = { $round }：{ $units }与专家分成互无共同{ $units }的 { $count } 部分。{ $linked ->
    [yes] 仅凭这一轮，不同部分的专家孰宽孰严无法比较，须靠其他轮次连接。
   *[no] 专家只与本部分内的其他专家比较；某一部分整体偏严或偏宽，无从看出。
}
consistency-parts-more = 其余 { $count } 部分不逐一列出，合计 { $reviewers } 名专家、{ $covered } { $measure }{ $units }，每部分至多 { $most } 名专家。
consistency-note-severity = 宽严：评同一{ $units }时比专家组高（+，{ $good ->
        [lowest] 偏严
       *[highest] 偏宽
    }）或低（−，{ $good ->
        [lowest] 偏宽
       *[highest] 偏严
    }）的分数，用最小二乘法估计；标准误和区间只就该专家本人而言。p 值已按全部专家校正（Holm 法）。“重算时扣除”取交叉模型的估计，评分表少者向 0 收缩。

say-consistency-talk = { $firm ->
    [0] { $likely ->
        [0] { $comparisons ->
            [0] 没有一名专家可与他人比较，故对任何专家均不作判断。
           *[other] 没有哪位专家突出。
        }
       *[other] 没有把握很大的情形；值得一谈的有{ $likely_list }。
    }
   *[other] { $likely ->
        [0] 应当找{ $firm_list }谈。
       *[other] 应当先找{ $firm_list }谈；其次是{ $likely_list }，但把握小一些。
    }
}{ $quiet ->
    [hidden] { "" }
   *[other] { $named ->
        [0] { $quiet } 名专家均未发现突出之处（不等于没有）。
       *[other] { $quiet ->
            [0] { "" }
           *[other] 其余 { $quiet } 名专家未发现突出之处（不等于没有）。
        }
    }
}
consistency-note-talk = 一律在同一{ $units }的评分之间比较。“评分表数”指该结论所依据的份数。“同时突出、多半由此引起”所列的事项也显得突出，但多半由前述情形带来。

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
consistency-sure-firm = 把握很大（{ $p }，按全部 { $count } 次比较校正）
consistency-sure-likely = 有一定把握（{ $p }，按所比 { $count } 名专家校正）
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

say-consistency-own = { $known ->
    [clear] { $direction ->
        [above] 偏高
       *[below] 偏低
    }。专家与{ $unit }有在册关联的，所打总分比他人给同一{ $unit }的{ $direction ->
        [above] 高
       *[below] 低
    } { $points } 分（已扣除其一贯的宽严；95% 区间 { $interval }；{ $p }；{ $holders } 名专家的 { $sheets } 份评分表）。
   *[unclear] 看不出明显影响。专家与{ $unit }有在册关联的，所打总分比他人给同一{ $unit }的{ $direction ->
        [above] 高
       *[below] 低
    } { $points } 分（95% 区间 { $interval }；{ $p }；{ $holders } 名专家的 { $sheets } 份评分表）。
}{ $named ->
    [hidden] { "" }
    [0] 单独来看，没有哪位专家在这一点上突出。
   *[other] 单独来看也突出的：{ $named_list }。
}
say-consistency-own-undefined = 有关联的专家打分是否偏高无法判断：{ $reason }。
say-consistency-own-trust = { $collected ->
    [yes] { $panel } 名专家中有 { $members } 名现任职于名录中的{ $units }。按规则须回避的关联均已回避，此处比较的是规则允许的旧关联。每名专家这样的评分表很少，不足 { $fewest } 份的不单独评说；合在一起，可供考虑回避规则是否要改。分数高不等于偏袒，这些专家也可能更了解该{ $unit }的工作。
   *[no] 专家与{ $units }的任职关系未见登记，有无关联不得而知。
}
consistency-note-own = 每名专家的份数很少，区间因而很宽；不足 { $fewest } 份的不列入“应当找哪位专家谈”。合计的 p 值未校正，各专家的按人数校正（Holm 法）。

say-consistency-rounds = { $direction ->
    [above] “{ $last }”的总分平均比“{ $first }”高 { $points } 分
    [below] “{ $last }”的总分平均比“{ $first }”低 { $points } 分
   *[same] 平均来看，“{ $last }”的总分与“{ $first }”看不出差别
}（平均差 { $interval }）。就单{ $measure }{ $unit }而言出入更大：约 95% 的{ $units }，两轮平均分之差在 { $lower } 分至 { $upper } 分之间。
say-consistency-rounds-undefined = 前后轮次有何变化无法判断：{ $reason }。
say-consistency-drift = { $named ->
    [0] 没有哪位专家在两轮之间明显变严或变宽
   *[other] 两轮之间明显变化的专家：{ $list }
}（共比较 { $tested } 名；不到 { $detectable } 分的变化多半看不出来）。
say-consistency-drift-undefined = 单个专家前后有无变化无法判断：{ $reason }。

say-consistency-adjusted = 假如每份评分表都由宽严适中的专家来填，半数评分的变动不超过 { $typical } 分；{ $moved ->
    [0] 没有{ $units }的等级会变。
   *[other] { $count } { $measure }{ $units }中有 { $moved } { $measure }的等级会变。具体{ $units }不予公布：原分与扣除宽严后的分数并列，会透露由谁评分。
}
say-consistency-adjusted-internal = 假如每份评分表都由宽严适中的专家来填，各{ $units }评分变动的中位数为 { $typical } 分，最大 { $largest } 分；{ $moved ->
    [0] 没有{ $units }的等级会变。
   *[other] { $count } { $measure }{ $units }中有 { $moved } { $measure }的等级会变。{ $beyond ->
        [0] 这些{ $units }现有的等级都在扣除宽严后评分的一个标准误（约 { $error } 分）以内：没有一个变动超过一个标准误，不能当真。
       *[other] 其中 { $beyond } { $measure }现有的等级在扣除宽严后评分的一个标准误（约 { $error } 分）以外。
    }
}{ $hidden ->
    [0] { "" }
   *[other] 其中 { $hidden } { $measure }的评分不公布，未列出。
}
say-consistency-adjusted-undefined = 无法扣除宽严：{ $reason }。
say-consistency-calibration = 扣除宽严有用吗？{ $verdict ->
    [better] 略有用：扣除之后，各{ $units }两轮的平均分更为一致
    [worse] 没有用：扣除之后，各{ $units }两轮的平均分反而不如原来一致
   *[open] 看不出有用：扣除之后，各{ $units }两轮平均分的一致程度既未明显提高，也未明显降低
}（相关系数由 { $raw } 变为 { $adjusted }，差的 95% 区间 { $interval }；{ $count } { $measure }{ $units }）。2014 年 NIPS 会议的对照试验中，校准审稿人之后，两个委员会评分的相关系数由 0.544 变为 0.546。
say-consistency-calibration-undefined = 扣除宽严能否使两轮更一致，无法判断：{ $reason }。
say-consistency-adjusted-trust = 扣除宽严后的分数是按模型作的假设推算，正式评分不动。模型假定一名专家对所有{ $units }、所有指标的宽严都一样。{ $count } { $measure }{ $units }中有 { $near } { $measure }离等级线很近，扣不扣宽严，一个标准误都会跨到另一个等级：这些{ $units }宜由重要差异清单和集体讨论处理。
say-consistency-calibration-how = { $source ->
    [one] 作这一比较时，宽严只由“{ $round }”估计，因为另一轮的评分分成互不相连的几部分。
   *[both] 作这一比较时，各轮的宽严只由该轮自己的评分估计。
}
consistency-note-adjusted = 原分：取整之前的评分。扣除宽严后：从每份评分表扣除该专家的宽严，再按同一规则合成；集体讨论改定的分不动。标准误以分计：变动的标准误只反映宽严估计的误差，另一列是模型中该{ $unit }评分的标准误。
consistency-note-changed = 原分：取整之前的评分。扣除宽严后：从每份评分表扣除该专家的宽严，再按同一规则合成；集体讨论改定的分不动。标准误以分计：变动的标准误只反映宽严估计的误差，另一列是模型中该{ $unit }评分的标准误。在误差以内：现有等级在扣除宽严后评分的一个标准误之内。

say-consistency-more = { $enough ->
    [yes] 用处不大：可靠性指数要达到 { $target }，每{ $measure }{ $unit }只需 { $needed } 名专家；现有 { $now } 名，已达 { $phi }（{ $interval }）。再加一名，评分的标准误由 { $sem } 分降为 { $more_sem } 分。但不能因此减少专家：只有一名时，标准误为 { $one_sem } 分，遇上偏严或偏宽的专家也无人平衡。
    [no] 有用：可靠性指数要达到 { $target }，每{ $measure }{ $unit }需要 { $needed } 名专家；现有 { $now } 名，只达 { $phi }（{ $interval }）。再加一名，评分的标准误由 { $sem } 分降为 { $more_sem } 分。
   *[never] 单靠多请专家不行：各{ $units }之间差别太小，再多的专家也难使可靠性指数达到 { $target }；现有 { $now } 名，达到 { $phi }（{ $interval }）。
}
say-consistency-more-undefined = 多请几位专家有多大用处无法判断：{ $reason }。
consistency-note-d-study = Φ 用于对照固定分数线，Eρ² 用于排序（人人一样的宽严不影响排序）。标准误：{ $unit }平均分本身的标准误。

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
    .answer = 按本届规则（每{ $measure }{ $unit }：{ $per_round }）；没有样本量计算的记录。
grras-7 = 怎样抽取
    .answer = 未抽样：参评的{ $units }全部要评。{ $assigned ->
        [yes] 由谁评谁有分派记录{ $collected ->
            [yes] ，分派时已避开规则规定须回避的关联。
           *[no] 。
        }
       *[no] 专家怎样分派没有记录。
    }
grras-8 = 评分怎样进行
    .answer = { $rounds }；每名专家对每{ $measure }{ $unit }各填一份{ $missing ->
        [0] 完整的评分表
       *[other] 评分表；按规则可以不评的，共有 { $missing } 项未评
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
    .answer = 见以上各表；对总体的估计附 95% 区间，逐个{ $unit }的分数附标准误。
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
