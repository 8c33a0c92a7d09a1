# 致参评单位和专家的函：evalkit letters
letter-provenance = 由 evalkit { $version } 从数据算出；数据与规则的指纹 { $digest }。
letter-gloss = { $name }（{ $gloss }）
say-letter-result = { $scored ->
    [yes] { $named }本次评分为 { $score } 分{ $tiered ->
        [yes] ，等级为“{ $tier }”{ $ranged ->
            [yes] （{ $range } 分）
           *[no] {""}
        }
       *[no] {""}
    }。
   *[no] { $named }本次等级为“{ $tier }”{ $ranged ->
        [yes] （{ $range } 分）
       *[no] {""}
    }。
}
say-letter-absent = { $named }未参加本次评价{ $known ->
    [yes] 。原因：{ $reason }。
   *[no] 。
}
say-letter-withheld = 该评分不对外公布，仅在本函中告知。
say-letter-unnamed = 贵方的名称、评分和名次均不对外公布。
say-letter-rank = 在{ $within ->
    [yes] 同组
   *[no] 参评
}的 { $count } { $measure }{ $units }中列第 { $rank } 位{ $tied ->
    [0] 。
   *[other] ，与另 { $tied } { $measure }并列。
}
say-letter-tiers = 参评{ $units }共 { $count } { $measure }，{ $higher ->
    [0] 没有等级更高的
   *[other] 等级更高的 { $higher } { $measure }
}，{ $same ->
    [0] 同一等级的没有其他{ $units }
   *[other] 同一等级的另有 { $same } { $measure }
}，{ $lower ->
    [0] 没有等级更低的
   *[other] 等级更低的 { $lower } { $measure }
}。
say-letter-honour = 贵方本年度获“{ $honour }”称号。
letter-caption-areas = { $reach ->
    [range] 各项最终得分在分值幅度中的位置
   *[points] 各项得分和得分率
}
letter-note-areas = { $reach ->
    [range] 分值位置为最终得分高出最低评分的部分占分值幅度的比例。
   *[points] 得分率为最终得分占满分的比例。
}{ $good ->
    [lowest] 此处评分越低越好，比例越低越好。
   *[highest] {""}
}
letter-column-points = 得分
letter-column-own = { $reach ->
    [range] 本{ $unit }（%）
   *[points] 得分率（%）
}
letter-column-mean = { $whole ->
    [yes] 全部 { $count } { $measure }平均（%）
   *[no] 评分公布的 { $count } { $measure }平均（%）
}
letter-against = { $name }（{ $own }%，平均 { $mean }%）
say-letter-better = 优于表中平均水平的：{ $list }。
say-letter-worse = 不及表中平均水平的：{ $list }。
letter-reason = 集体讨论意见：{ $reason }
letter-comments = 专家评语（按指标）：
letter-comment = { $name }：{ $comment }
say-letter-before = { $kind ->
    [absent] { $previous } 年度未参加评价。
    [outside] { $previous } 年度未列入名录。
   *[tier] { $previous } 年度的等级为“{ $tier }”{ $scored ->
        [yes] ，评分为 { $score } 分。
       *[no] 。
    }
}
say-letter-moved = 两个年度划分等级的规则相同，本次等级{ $way ->
    [up] 有所提高
    [down] 有所下降
   *[same] 保持不变
}。
say-letter-former = 此后规则有所调整（{ $items }）。如按原规则，本次等级应为“{ $tier }”，{ $way ->
    [up] 高于当时的等级
    [down] 低于当时的等级
   *[same] 与当时的等级相同
}。
say-letter-apart = 此后规则有所调整（{ $items }），两个年度的结果不宜直接比较。
letter-then-now = { $name }（满分 { $most } 分）{ $same ->
    [yes] 仍为 { $now } 分
   *[no] 由 { $then } 分变为 { $now } 分
}
say-letter-parts = { $by ->
    [area] 指标和分值与当时相同的一级指标
   *[indicator] 分值与当时相同的指标
}，得分变化如下：{ $list }。

say-letter-severity = 对同一{ $units }，您所评总分{ $direction ->
    [above] 平均比其他专家高 { $size } 分
    [below] 平均比其他专家低 { $size } 分
   *[none] 平均与其他专家持平
}（95% 置信区间 { $interval }）。{ $stands ->
    [yes] 全部专家一并比较后，这一差异仍然明显。
   *[no] 全部专家一并比较，这样的差异可能出于偶然，不足以说明偏严或偏宽。
}
say-letter-drift = 从第一轮到最后一轮，扣除专家组的平均变化，您所评总分{ $direction ->
    [above] 提高 { $size } 分
    [below] 降低 { $size } 分
   *[none] 没有变化
}（95% 置信区间 { $interval }）。{ $stands ->
    [yes] 全部专家一并比较后，这一变化仍然明显。
   *[no] 全部专家一并比较，这样的变化可能出于偶然。
}
say-letter-spread = 其他专家认为比平均高（或低）{ $away } 分的{ $unit }，您所评总分{ $direction ->
    [above] 还要再偏离平均 { $size } 分
    [below] 要向平均靠拢 { $size } 分
   *[none] 偏离平均的幅度与之相同
}（95% 置信区间 { $interval }）。{ $stands ->
    [yes] 全部专家一并比较后，这一差异仍然明显。
   *[no] 全部专家一并比较，这样的差异可能出于偶然，不足以说明趋中或趋于两端。
}
say-letter-erratic = 扣除宽严之后，您所评总分偏离其他专家看法的幅度，是专家组通常水平的 { $size } 倍（95% 置信区间 { $interval }；1 为通常水平）。{ $stands ->
    [yes] 全部专家一并比较后，这一幅度仍明显偏大。
   *[no] 全部专家一并比较，这样的幅度可能出于偶然。
}
say-letter-agreement = 在另有专家评分的 { $count } { $measure }{ $units }上，您所评总分与其他专家平均分的差距平均为 { $size } 分（95% 置信区间 { $interval }）；全体专家的这一差距平均为 { $usual } 分。
say-letter-panel = 专家组总体上，总分的 Krippendorff α 系数为 { $alpha }（95% 置信区间 { $interval }）；1 为完全一致，0 为与偶然相当。
letter-alone = 评审同一{ $units }的其他专家过少，比较会透露他人的评分，故予从略。
letter-reading = 各项均为您的评分与同一{ $units }其他专家评分总体的比较，不涉及任何一名专家单独的评分。置信区间表示与评分相容的取值范围，所评{ $units }越少，区间越宽。

error-letters-to = 请写明收函者；允许：--to units 或 --to reviewers。
error-letters-nothing = { $edition }：本年度既没有评分，也没有专家打分，无从写函。
error-letters-no-marks = { $edition }：本年度没有专家打分的资料，无从致函专家。
error-letters-under-way = { $edition }：评审尚未结束，还有单位没有最终得分；结束后方可写函。
error-letters-would-tell = 未写入任何文件：函中会透露他人的情况（{ $count } 处）：{ $places }。请修改模板或相应的文字。
error-letters-not-made = 未写入任何文件，有函件无法生成：{ $why }
error-letters-without-office = 函件为 Word 和 PDF 文件，所需的软件包尚未安装：pip install "evalkit[office]"。
error-letters-template-there = { $file } 已存在，未写入任何文件。
letters-place = 致 { $to } 的函：{ $what }
fault-letter-printed = 此处各函不同，却印有“{ $value }”；允许：[](evalkit:{ $expression })。
fault-letter-alone = { $value } 不止几个字；允许：自成一段。
cli-letters = 函件 { $count } 份，并附邮件合并名单：{ $folder }
cli-letters-none = 有 { $count } 个单位的结果暂缺，未写函：{ $list }
cli-letters-remarks = 有 { $count } 条专家意见提到他人或写有分数，未予转达：{ $list }
cli-letters-template = 已写入：{ $file }
