# 评审：表、图与正文
say-level-marks = 本报告依据评审专家的各项评分编制，最终评分由这些评分算出。
without-review = 本届未提供专家与参评{ $units }的对应关系，此处从略。

column-round = 评审步骤
column-assigned = 应交评分表
column-on-file = 已交评分表
column-units = { $units }数
column-units-with-sheets = 有评分表的{ $unit }数
column-reviewers = 专家数
column-awaited = 待交者
column-group = 组
column-type = 类型
column-least = 最少
column-most = 最多
column-mean = 平均
column-ground = 事由
column-pairs = 对数
column-pairs-taking = 其中涉及参评{ $units }
column-affiliated-mean = 有关联的专家
column-others-mean = 其他专家
column-difference = 差
column-totals = 各专家总分
column-at-stake = 去掉一名专家后的等级
column-drivers = 差异主要在
column-status = 状态
column-score-before = 讨论前
column-score-after = 讨论后
column-indicators-decided = 改定评分数
column-area = 一级指标

caption-reasons = 未参评原因{ $cohorts ->
    [0] {""}
   *[other] （按批次）
}
caption-rounds = { $assigned ->
    [yes] 评分表应交与已交情况
   *[no] 已交的评分表
}
caption-area-strengths = 各等级在各一级指标上的平均{ $reach ->
    [range] 分值位置
   *[points] 得分率
}（%）
caption-indicator-strengths = 各等级在各指标上的平均{ $reach ->
    [range] 分值位置
   *[points] 得分率
}（%）
caption-figure-indicator-strengths = 各等级在各指标上的平均{ $reach ->
    [range] 分值位置
   *[points] 得分率
}（%）
caption-figure-differences = { $count } { $measure }{ $units }最高与最低总分之差：中位数 { $median } 分，最大 { $largest } 分

reason-unassessed = 各项指标均不适用，没有评分
reason-incomplete = 填报信息不完整
nobody = 无
nothing = 无
tier-stays = 等级不变
all-participants = 全部参评
ground-current = 现任关系
ground-former = 近年曾任关系
ground-declared = 专家申报
ground-requested = { $units }申请
note-strengths = { $reach ->
    [range] 分值位置为最终得分高出最低评分的部分占分值幅度的比例
   *[points] 得分率为最终得分占满分的比例
}，取该等级各{ $units }的平均。短横表示该等级没有{ $units }，或数量过少，不宜列平均数。评分不公布的等级只列整数百分比，合计不包括在内。{ $good ->
    [lowest] 此处评分越低越好，比例越低越好。
   *[highest] {""}
}
name-with-percent = { $name }（{ $percent }%）

axis-difference = 总分之差（分）
label-on-docket = 重要差异：{ $count }
label-off-docket = 其他：{ $count }
alt-differences = 直方图：{ $count } { $measure }{ $units }最高与最低总分之差，中位数 { $median } 分，最大 { $largest } 分{ $ruled ->
    [yes] ；其中 { $listed } { $measure }为重要差异，见讨论清单。
   *[no] 。
}
alt-indicator-strengths = 热力图：各等级在各指标上的平均{ $reach ->
    [range] 分值位置
   *[points] 得分率
}。{ $list }。数据见旁表。
alt-tier-best-and-worst = { $case ->
    [few] { $tier }：最高为{ $best }（{ $most }%），最低为{ $worst }（{ $least }%）
   *[same] { $tier }：各项指标均为 { $most }%
}

say-eligibility = { $asks ->
    [nothing] 现有规则未设参评条件。
    [some] { $units }填报了{ $required }即可参评。参评与否和填报内容的优劣无关。
   *[number] { $units }填报的信息完整即可参评：{ $indicators } 项指标中至少填报 { $at_least } 项{ $musts ->
        [0] {""}
       *[other] ，且必须填报{ $required }
    }。参评与否和填报内容的优劣无关。
}
say-no-eligibility = 现有规则未设参评条件。
say-coverage = 共归档 { $sheets } 份评分表、{ $marks } 个评分，{ $everybody ->
    [yes] { $panel } 名专家全部提交
   *[no] { $panel } 名专家中已有 { $reviewers } 名提交
}。每{ $measure }{ $units }有 { $same ->
    [yes] { $most }
   *[no] { $least } 至 { $most }
} 份评分表。
say-ties = { $any ->
    [0] { $reviewers } 名专家均未任职于名录中的{ $units }。
   *[other] { $reviewers } 名专家中，{ $any } 名现任职于名录中的{ $units }{ $taking ->
        [hidden] 。
        [0] ，其中无人任职于参评{ $units }。
        [all] ，这些{ $units }均参评。
       *[other] ，其中 { $taking } 名任职于参评{ $units }。
    }
}
importance-points = 同一{ $units }最高与最低总分相差 { $points } 分以上（含）；
importance-spreads = 相差为各{ $units }平均总分标准差的 { $spreads } 倍以上（含）；
importance-tiers = 各专家总分分属 { $tiers } 个以上（含）等级。
say-importance-unknown = 评价规则未明确何种差异属于重要差异。
say-docket = 有多名专家评分的 { $compared } { $measure }{ $units }中，{ $docket } { $measure }存在重要差异{ $stake ->
    [hidden] {""}
    [0] ，其中没有哪{ $measure }的等级取决于一名专家
   *[other] ，其中 { $stake } { $measure }的等级取决于一名专家
}。{ $discussed ->
    [yes] { $open ->
        [unknown] {""}
        [0] 均已讨论。
       *[other] 尚有 { $open } { $measure }待讨论，其评分为暂定。
    }
   *[no] {""}
}
say-docket-none = 没有{ $units }存在重要差异。
say-discussion = 共讨论 { $minuted } { $measure }{ $units }：维持 { $kept } { $measure }，改分 { $revised } { $measure }{ $moved ->
    [unknown] {""}
    [0] ；没有{ $units }因此改变等级
   *[other] ；{ $moved } { $measure }因此改变等级
}。{ $dissent ->
    [hidden] {""}
    [0] 没有少数意见。
   *[other] { $dissent } { $measure }记有少数意见。
}
say-discussion-none = 上述{ $units }均未讨论。
say-discussion-unknown = 集体讨论未见记录，讨论情况和结果不得而知。
say-no-discussion = 本届规则未设集体讨论。
say-final-rule = 评分为各项指标最终得分之和。各项指标{ $rule }{ $rounds }{ $discussed ->
    [yes] ；集体讨论改定的，以改定为准
   *[no] {""}
}。总和只取整一次，取到 { $step } 分（{ $rounding }）。
final-mean = 取各专家评分的平均数为最终得分
final-median = 取各专家评分的中位数为最终得分
final-trimmed-mean = 去掉一个最高分和一个最低分，取其余评分的平均数为最终得分
final-last-round = （以讨论前最后一轮的评分计）
final-all-rounds = （各轮评分合并计算）
mark-scales = 评分取值：{ $scales }。
mark-scale-of = { $list }：{ $scale }
mark-range = { $minimum } 至 { $maximum } 分，步长 { $step } 分
mark-dropped = 已取消
mark-ends = { $good ->
    [lowest] { $minimum }（最好）至 { $maximum }（最差）
   *[highest] { $minimum }（最差）至 { $maximum }（最好）
}
mark-range-of-points = 0 至该项指标的分值
mark-grades = { $list }，共 { $count } 档
mark-grade = { $name }（{ $value } 分）
mark-lowest = 评分越低越好。
mark-na-leave-out = 评为“不适用”（NA）的不计入，以其他专家的评分为准；没有其他评分的，该项按该{ $unit }其余各项达到的分值比例计。
mark-na-zero = 评为“不适用”（NA）的按 0 分计。
mark-na-minimum = 评为“不适用”（NA）的按最低分计。
say-dropped = 指标“{ $name }”在评分之后，于 { $day }取消，理由是：“{ $reason }”。其评分留存而不计；{ $kind ->
    [outside] 该项在总分之外，各{ $unit }此项均计 0 分，其余各项不作折算。
    [worst] 各{ $unit }的评分取其余各项中最差的一项，评分的分值范围不变。
    [weights] 各{ $unit }的总分按其余各项在各自分值范围内达到的比例连同权重折算，评分的分值范围不变。
    [range] 各{ $unit }的总分按其余各项在各自分值范围内达到的比例折算，评分的分值范围不变。
   *[sum] 各{ $unit }的总分按其余各项的得分率折算，满分不变。
}
say-dropped-tiers = { $moved ->
    [0] 如计入所取消的指标，{ $count } { $measure }{ $unit }的等级都与现在相同。
   *[other] 如计入所取消的指标，{ $all ->
        [yes] { $count } { $measure }{ $unit }的等级都会不同。
       *[no] { $count } { $measure }{ $unit }中有 { $moved } { $measure }等级会不同。
    }
}
say-dropped-ranks = { $moved ->
    [0] 如计入所取消的指标，公布的 { $count } 个名次都不变。
   *[other] 如计入所取消的指标，公布的 { $count } 个名次{ $all ->
        [yes] 都会不同。
       *[no] 中有 { $moved } 个会不同。
    }
}
say-dropped-unknown = 取消指标之后收到的评分表不再有该项评分，如计入该项，等级和名次如何无从得知。
caption-dropped = 取消指标引起的变动
column-score-with = 计入时的评分
column-score-without = 评分
column-tier-with = 计入时的等级
column-tier-without = 等级
column-rank-with = 计入时的名次
column-rank-without = 名次
mark-missing = 缺少的评分和评分表不计入。
mark-about = { $list }：评的是专家自身，不计入任何评分和一致性统计。
mark-ballot-each-once = 每位{ $role ->
    [all] 专家
   *[other] “{ $role }”
}{ $indicators ->
    [all] {""}
    [each] 在每项指标上
   *[other] 在{ $indicators }上
}须将 { $list } 分各给出一次{ $rest ->
    [none] {""}
   *[other] ，其余{ $units }给 { $rest } 分
}。
mark-ballot-total = 每位{ $role ->
    [all] 专家
   *[other] “{ $role }”
}{ $indicators ->
    [all] {""}
    [each] 在每项指标上
   *[other] 在{ $indicators }上
}共分配 { $total } 分。
mark-ballot-forced = 强制分布：每位{ $role ->
    [all] 专家
   *[other] “{ $role }”
}所评的{ $units }中{ $indicators ->
    [all] ，{""}
    [each] ，在每项指标上
   *[other] ，在{ $indicators }上
}{ $what }的{ $limits }。
mark-ballot-share_at_most = 不超过 { $limit }%
mark-ballot-share_at_least = 不少于 { $limit }%
mark-ballot-count_at_most = 不超过 { $limit } { $measure }
mark-ballot-grades = { $count ->
    [1] 评为{ $list }
   *[other] 评为{ $list }之一
}
mark-ballot-from = 评分在 { $points } 分及以上
mark-counts = { $list }：评分，但不计入总分。
say-tier-strengths = { $good ->
    [lowest] { $tier }：评得最好的是{ $strong }，最差的是{ $weak }（括号内越低越好）。
   *[highest] { $reach ->
        [range] { $tier }：评得最好的是{ $strong }，最差的是{ $weak }。
       *[points] { $tier }：得分率最高的是{ $strong }，最低的是{ $weak }。
    }
}

level-marks = 全部专家评分
file-submissions = 各{ $unit }填报情况，逐项指标
file-absences = 未参评{ $unit }及原因
file-reviewers = 评审专家
file-affiliations = 专家与{ $unit }的任职关系
file-adjustments = 非评审所给的加分、扣分和给定分
file-recusals = 回避申请
file-lots = 抽签结果
file-votes = 表决结果
file-assignment = 评审分派
file-marks = 专家评分
file-unavailable = 专家不能评审的情形及中途退出
file-dropped = 评分之后取消的指标
file-renamings = 已改名的{ $unit }
file-history = 归档以来的变更
file-versions = 历次公布的版本
file-appeals = 申诉及决定
file-successions = 代码在各届之间的变化
file-labels = 等级和称号在两届之间的变动
file-minutes = 集体讨论记录
