# 有期限、可续期的认证
fault-needs-units = 认证授予单位，而 data.level 为“{ $value }”时没有单位名单。
fault-column-of-assessments = “{ $value }”是每次评估都有的列（{ $allowed }）；允许：其他列名。
fault-column-of-two-kinds = “{ $value }”在一处为 yes 或 no，在另一处为数字（认证“{ $label }”）；允许：其中一种。
fault-empty-yet-asked-for = 此格为空；rules.toml 的 { $place } 以它为准。
fault-not-a-month = “{ $value }”不是月份；允许：年-月，如 2025-01。
stage-label = “{ $name }”认证须符合：{ $list }。
stage-label-free = “{ $name }”认证经评估即授予。
stage-label-valid = 自评估当月起有效 { $years } 年。
stage-label-endless = 规则未规定其有效期。
stage-label-renewed = { $within ->
    [0] 期满之前
   *[other] 期满后 { $within } 年内
}再次评估的予以续期，在原有效期上延长 { $years } 年；逾期的重新授予。
label-number = { $column } { $strict ->
    [yes] 高于 { $limit }（不含）
   *[no] 不低于 { $limit }（含）
}
label-unmet = 要求 { $condition }，实为 { $found }
label-awarded = 授予
label-renewed = 续期
label-awarded-anew = 重新授予
label-refused = 不授予
label-decisions = { $decision } { $count } 次
say-labels = 有记录的认证评估 { $count } 次：{ $list }。
caption-labels = 历次认证评估
column-label = 认证
column-assessed = 评估月份
column-decision = 决定
column-valid-until = 有效期至
column-unmet = 未达到的条件
note-labels = 月份写作“年-月”；有效期至该月月底。
file-assessments = 认证评估
