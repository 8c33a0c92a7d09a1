# 历届等级和称号：规则、届间事件、名录、证书
fault-id-of-a-ledger = “{ $value }”在 labels.csv 中另有所指（{ $allowed }）；允许：其他标识。
fault-event-needs = 此格为空；事件“{ $event }”须填此格。
fault-event-has-not = “{ $value }”与事件“{ $event }”无关；允许：此格为空。
fault-event-twice = 同一单位的同一等级或称号当日已有一件，见第 { $first } 行；允许：每日一件。
fault-void-of-nothing = 没有日期、届次、单位、所涉和等级都相同的行；允许：照抄所要撤销的那一行。
fault-until-before = “{ $value }”与本行日期不合；允许：{ $allowed }。
fault-assessed-elsewhere = 重新评估须有 { $key } 规定有效期或登记于该处；允许：补上，没有则不写此行。
fault-event-of-tiers = “{ $value }”仅用于等级，而“{ $label }”不分等级；允许：suspended、ended。
fault-event-not-in-force = { $value } 该单位没有该届授予的、有效或已公布的等级或称号；其有效期：{ $allowed }。
fault-event-outside-reapply = “{ $value }”不在可以申请重新评估的期间；允许：{ $allowed }。
fault-event-suspended = 当日已在暂停之中；允许：resumed，或以后的日期。
fault-event-not-suspended = 当日并未暂停；允许：先有 suspended，后有 resumed。
fault-event-not-lower = “{ $value }”不低于该单位当日的等级；允许：{ $allowed }。
error-no-follow-up = 没有规则规定“{ $label }”的跟踪评估抽取多少；应写在 rules.toml 中其有效期之下的 follow_up。
error-no-follow-up-seed = 没有种子：请在 rules.toml 中写 follow_up.seed，或以 --seed 给出所公布的种子。
error-register-nothing = { $programme } 的规则中没有有有效期的等级，也没有称号或认证。
error-internal-in-reports = 没有写出任何文件：{ $folder } 位于公开的报告之中，而这些内容不公开；可选：报告以外的文件夹，如 { $allowed }。
error-register-would-tell = 没有写出任何文件：有 { $count } 处会透露不公布的内容：{ $places }
cli-label-entered = 已记入 labels.csv：{ $unit }，{ $label }，{ $event }，{ $date }。
cli-register-written = { $folder } 中写出 { $files } 个文件
cli-register-drawn = 以种子“{ $seed }”抽取 { $count } { $measure }，按抽中先后：{ $list }

register-title = 名录：{ $title }
register-lead = 截至 { $date }各{ $unit }的等级和称号，依据截至 { $edition } 届的资料和两届之间的决定。
register-held = { $label }：{ $count ->
    [0] 已知无一持有
   *[other] { $count } { $measure }持有
}。
register-held-suspended = 其中 { $count } { $measure }暂停。
register-unknown = 另有 { $count } { $measure }不明。
register-of-total = { $edition } 届共 { $count } { $measure }，未载名单。
register-undated = 现有规则未载有效期；名单为所注届次的名单。
register-caption-now = 有效和已公布的
register-caption-over = 已终止和已到期的
register-caption-unknown = 不明的
register-note = 起止日均含在内。
register-none = 没有资料。
register-provenance = evalkit { $version }，数据 { $digest }
register-label-tier = 等级
register-level-held = 持有
register-state-announced = 已公布，尚未生效
register-state-held = 有效
register-state-suspended = 暂停
register-state-undated = 已授予
register-state-ended = 终止
register-state-expired = 到期
register-state-unknown = 不明
register-because-edition-not-on-file = 其间有一届资料缺失，可能已有决定
register-because-not-on-file = 该届结果未载
register-because-merged = 该{ $unit }已并入其他{ $unit }、已拆分，或不再存在
register-because-refused-unsaid = 重新评估未获通过，规则未载原有的如何处理
register-because-finding-without-rule = 规则未载所得结果如何处理
register-because-no-tier = 重新评估未获等级
register-because-no-honour = 未列入该届名单
register-remark-since = { $date } 起{ $known ->
    [yes] （{ $by }）
   *[no] {""}
}
register-days = { $first } 至 { $last }
register-event-follow-up = 跟踪评估
register-event-verification = 核查评估
register-event-suspended = 暂停
register-event-resumed = 恢复
register-event-lowered = 降级
register-event-ended = 终止
column-state = 状态
column-kind-of = 类别
column-reapply = 可申请重新评估
column-edition-of = 授予届次
column-remark = 备注
column-since = 起始日
column-event = 事件
column-date = 日期
column-holder = 末届及代码
column-reapply-from = 可申请重新评估起
column-reapply-until = 可申请重新评估至
