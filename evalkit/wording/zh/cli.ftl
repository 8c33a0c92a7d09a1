cli-interrupted = 已中断。已完成的报告都是完整的，其余保持原样。
cli-warning = { $name } 的警告：{ $warning }
cli-failed = 失败：{ $name }：{ $why }
cli-done = 已写出 { $count } 页，用时 { $seconds } 秒。请从 { $index } 看起
cli-checked = { $edition }：没有错误，共 { $units } 个单位。
cli-state-done = 完成
cli-state-failed = 失败
