# 利益冲突：应回避而评分或分派
fault-conflicted = 专家 { $value } 不得评审单位 { $unit }：{ $ground ->
    [current] 专家现任职于该单位
    [former] 专家曾任职于该单位，仍在回避期内
    [declared] 专家已声明利益冲突
   *[requested] 该单位已申请其回避
}。
fault-reciprocal = 专家 { $value } 评审专家 { $other } 所在的单位 { $unit }，后者又评审前者所在的单位 { $other_unit }，构成互评；允许：两者最多保留其一。

# 无法分派的原因
error-no-marked-round = rules.toml 中没有专家各自评分的步骤，无可分派。
error-no-reviewers-per-unit = rules.toml 中评审步骤“{ $round }”没有填写 reviewers_per_unit。
error-no-units-to-assign = 没有参评单位，无可分派。
error-units-without-subject = units.csv 中有 { $count } 个单位没有填写领域，无法分组：{ $units }。
error-too-few-reviewers = 有 { $count } 个单位可用的专家不足；未作任何分派。
too-few-reviewers-unit = { $unit }（{ $subject }），{ $rounds }：可用专家 { $admissible } 人，需要 { $needed } 人。
error-no-assignment-without-reciprocal = 各单位的可用专家人数足够，但无法避免专家互评对方所在的单位；未作任何分派。
error-cannot-be-connected = 按现行规则和回避情况，单位与专家分成 { $count } 个互不相连的部分，各部分之间没有共同评审的单位，无法区分专家宽严与单位优劣；未作任何分派。增设交叉评审可使各组相连。
error-not-connected = 未能找到使全部单位与专家相连的分派方案，无法区分专家宽严与单位优劣；未作任何分派。最后一次尝试分成 { $count } 个部分。
connected-part = { $unit_count } 个单位（{ $unit_codes }）和 { $reviewer_count } 位专家（{ $reviewer_codes }）
connected-parts-more = 另有 { $count } 个部分
error-too-few-marks-to-connect = { $units } 个单位各由 { $per_unit } 位专家评审，共 { $pairs } 人次；要与 { $reviewers } 位专家连成整体，至少需要 { $needed } 人次，否则无法区分专家宽严与单位优劣。未作任何分派。允许：增加每个单位的专家人数，或减少专家总数。
