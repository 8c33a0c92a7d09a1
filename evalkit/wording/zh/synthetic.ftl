# 演示项目：虚构的单位、专家、评语和讨论记录
synthetic-unit = 虚构联盟 { $code }（{ $field }）
synthetic-reviewer = 虚构专家 { $number }

synthetic-comment-weak-1 = 材料中未见当年佐证。（虚构）
synthetic-comment-weak-2 = 与上年材料雷同，当年进展不明。（虚构）
synthetic-comment-weak-3 = 数量不足，未达到标准要求。（虚构）
synthetic-comment-weak-4 = 仅有计划，尚未实施。（虚构）
synthetic-comment-strong-1 = 材料齐全，成效突出。（虚构）
synthetic-comment-strong-2 = 当年进展明显，有第三方证明。（虚构）
synthetic-comment-strong-3 = 做法规范，可供其他联盟借鉴。（虚构）
synthetic-comment-strong-4 = 成员参与面广，记录完整。（虚构）

synthetic-recusal-reviewer-1 = 近期有合作项目（虚构）
synthetic-recusal-reviewer-2 = 亲属在该单位任职（虚构）
synthetic-recusal-reviewer-3 = 曾为其申报材料提供咨询（虚构）
synthetic-recusal-unit-1 = 与该专家所在机构有业务竞争（虚构）
synthetic-recusal-unit-2 = 与该专家有未了结的合同纠纷（虚构）

synthetic-revised-1 = 复核佐证材料后，就{ $indicators }统一了尺度，据此改分。（虚构）
synthetic-revised-2 = 分歧在于对{ $indicators }评分标准的理解，讨论后按标准原文重新评定。（虚构）
synthetic-revised-3 = 个别专家遗漏了{ $indicators }的附件材料，补阅后改分。（虚构）
synthetic-kept-1 = 分歧主要出自专家宽严不同，材料核对无误，维持原分。（虚构）
synthetic-kept-2 = 就{ $indicators }交换了意见，各方评分均有依据，维持原分。（虚构）
synthetic-minority-1 = 一名专家认为{ $indicator }应再高一些，要求记录在案。（虚构）
synthetic-minority-2 = 两名专家认为{ $indicator }佐证不足，应再低一些。（虚构）

synthetic-kind-severe = 偏严
synthetic-kind-lenient = 偏宽
synthetic-kind-erratic = 忽高忽低
synthetic-kind-halo = 光环效应
synthetic-kind-central-tendency = 趋中
synthetic-size-shift = 总分 { $size } 分
synthetic-size-erratic = 总分误差的标准差为 { $size } 分（其余专家为 { $other } 分）
synthetic-size-halo = 只看出各指标真实差别的 { $size }%
synthetic-size-slope = 真实总分每高 1 分，只多给 { $size } 分（以 { $about } 分为中心）

error-demo-not-ours = { $folder } 中有 { $count } 个文件不是演示程序所写，或已被改动：{ $names }。未作任何改动；如确要全部覆盖，请使用 --overwrite。
error-demo-no-sheets = { $folder } 中没有演示项目的评分表或讨论记录。
