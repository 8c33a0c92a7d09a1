# 在此前各次评分中的百分位
fault-file-without-rule = 规则没有 { $key }，此表无从读取。
fault-scores-beside-profiles = 规则有 [profiles]，评分由其算出；允许：以 profiles.csv 代替此表。
stage-percentile = 百分位为 100 ×（名次 − ½）÷ N：名次按本届和此前各次共 N 个评分由优到劣排列，同分者取名次的平均数。{ $rounding ->
    [up] 进位
    [half-up] 四舍五入
    [half-even] 四舍六入五成双
   *[down] 舍去尾数
}取整，最小为 { $minimum }，最大为 { $maximum }，以低为好。
say-percentile-base = N 为 { $count }：本届 { $own } 个，此前各次 { $base } 个。
column-percentile = 百分位
file-base = 此前各次的评分，用于计算百分位
