# 运行时的说明：各笔记本因何运行、结果如何、留下了什么。
run-current = { $name }：无需重做
run-due = { $name }：需要运行，因为{ $why }
run-because-forced = 指定了 --force
run-because-never = 尚无此页
run-because-unknown = 没有记录此页依据什么生成
run-because-output-missing = 缺少 { $name }
run-because-output-changed = { $name } 与写出时不一致
run-because-data-changed = { $name } 有改动
run-because-data-new = 新增了 { $name }
run-because-data-gone = { $name } 已不存在
run-because-notebook-changed = { $name } 有改动
run-because-notebook-new = 新用到 { $name }
run-because-notebook-gone = 不再用到 { $name }
run-because-code-changed = { $name } 有改动
run-because-installed-changed = 安装的软件包有变化
run-because-installed-new = 安装的软件包有变化
run-because-installed-gone = 安装的软件包有变化
run-because-packages-changed = 软件包 { $name } 由 { $before } 变为 { $after }
run-because-packages-new = 新增软件包 { $name } { $after }
run-because-packages-gone = 软件包 { $name } { $before } 已不存在
run-because-parameters-changed = 参数 { $name } 由 { $before } 变为 { $after }
run-because-parameters-new = 新增参数 { $name } = { $after }
run-because-parameters-gone = 参数 { $name } = { $before } 已去掉
run-because-more = 另有 { $count } 项原因
run-explained = { $due ->
    [0] 没有需要运行的笔记本
   *[other] 需要运行 { $due } 次
}；{ $current ->
    [0] 没有可以沿用的页面
   *[other] { $current } 页无需重做
}。
run-unchanged = 没有改动，{ $count } 页均无需重做。请从 { $index } 看起
run-kept = 另有 { $count } 页无需重做。
run-failed-head-notebook = 笔记本
run-failed-head-edition = 届次
run-failed-head-language = 语言
run-failed-head-where = 出错部分
run-failed-head-why = 原因
run-failed-head-copy = 已运行部分的副本
run-no-copy = 无副本
run-index-failed = 目录页保持原样：{ $why }
run-nothing = 有 { $count } 页因无内容可写而从略：{ $list }
run-nothing-one = { $name }：不生成，因{ $why }
run-nothing-of = { $names }（{ $why }）
need-scores = 评分资料不全
need-tiers = 等级资料不全
need-cut-offs = 等级没有分数线
need-cohorts = 规则中不分批次
need-review = 没有评审过程资料
need-marks = 没有专家评分资料
need-claims = 没有登记所印的数字
need-comparable-sheets = 评分表所含指标不同，或各专家的分相加计票，无从整份比较
need-labels = 规则中没有认证
need-several-editions = 没有更早的年度
run-left-out = 以下笔记本位于 notebooks/ 的下级文件夹中，或扩展名不是 .ipynb，未运行：{ $names }
run-obsolete = 有 { $count } 页所属的笔记本或届次已不存在，或已无内容可写，可用 evalkit run --prune 删除：
run-pruned = 所属的笔记本或届次已不存在，或已无内容可写，已删除：
error-disk-full = 磁盘已满：无法写入 { $folder }，其中原有文件未受影响。请腾出空间后再次运行；已完成的页面会保留。
error-changed-meanwhile = 本命令读取数据之后，其他命令或程序又改动了 { $names }。未写出任何文件，请再次运行。
error-inputs-changed = 笔记本运行期间有文件改动：{ $names }。未写出任何文件，请再次运行。
error-index-failed = 各页已写出，但目录页未能写出。
runner-timeout = 有单元格运行超过 { $seconds } 秒（--cell-timeout），已强行停止
runner-dead = 笔记本进程意外退出（{ $how }）
runner-died-unknown = 原因不明
runner-died-code = 退出码 { $code }
runner-died-signal = 信号 { $signal }
runner-died-killed = 信号 { $signal }，多因内存不足
runner-cell-did-not-run = 单元格 { $cell } 没有运行
runner-lost = 执行它的进程两次意外退出（{ $how }）
runner-cold = 本系统不能派生进程，每个笔记本须各自加载全部程序库，会慢一些，其他不受影响
runner-no-input = 生成报告时无人应答，此处不能使用 input()
runner-waiting = 正在启动
runner-total = 全部笔记本
watch-changed = { $file } 已更改
watch-made = { $page }，用时 { $seconds } 秒
watch-waiting = 等待笔记本、规则或数据的更改；按 Ctrl-C 结束。
