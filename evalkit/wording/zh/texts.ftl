# 主办单位自己写的文字：text/<语言>/<位置>.md
fault-text-slot = 报告中没有“{ $value }”这个位置；允许：{ $allowed }，或自设一节：after-<位置>-<名称>。
fault-text-file = 报告的文字不从此处读取；允许：text/<语言>/<位置>.md，以及放在旁边的图片（{ $allowed }）。
fault-text-language = “{ $value }”不是本项目的语言；允许：{ $allowed }。
fault-text-html = “{ $value }”是 HTML；允许：Markdown。
fault-text-title = 自设的一节应以标题开头；允许：首行写作“# 评审纪律”之类。
fault-text-picture-alt = 图片 { $value } 没有替代文字；允许：![图中内容]({ $value })。
fault-text-picture-kind = { $value } 不是网页、Word 和 PDF 都能显示的图片；允许：{ $allowed }。
fault-text-picture = 图片 { $value } 无法显示：{ $why }
fault-text-highlight = 每条亮点自成一段，以单位代码开头，如“104：建成……”。
fault-text-highlight-twice = 单位“{ $value }”已有一条亮点；允许：每个单位一段。
fault-text-number = 所印为“{ $value }”，而 { $expression } 应为 { $right }。
fault-text-expected = “{ $value }”预期为 { $expected }，而 { $expression } 为 { $right }。
fault-text-not-known = { $value } 无法算出：{ $why }
note-text-left-out = { $fault }该处为项目通用文字，本年度从略。
note-text-waits = { $fault }补齐之前，报告不列其所在段落。
note-text-unnamed = { $file }：有 { $count } 条亮点所述单位不对外公布名称，公开页面从略：{ $value }。
note-text-lacking = { $file }：有 { $count } 处文字只写了其他语言，“{ $language }”一种暂缺，该语言的页面从略：{ $value }。

# 从 Word 取回：evalkit text collect
text-place = { $place }：{ $files }
text-collected = { $edition }：修改 { $changed } 段，新增 { $added } 段。
text-written = 已写入：{ $files }。
text-gone = { $file } 第 { $row } 行：该段在文档中已不存在，文件未动；确要删除，请直接在文件中删去。
text-moved = { $file } 第 { $row } 行：该段在文档中移到了别处，文件中的位置未动；确要移动，请直接在文件中调整。
fault-text-both-changed = 该段在 Word 中作了修改，文件中的原文此后也有改动；Word 中现为“{ $value }”。
fault-text-filled-edited = Word 中“{ $value }”所在之处为程序填写的数字；允许：保持原数。
fault-text-link-edited = “{ $value }”在文件中带有指向 { $address } 的链接，该段现已没有这几个字；Word 不保留此类链接。允许：保持原文。
fault-text-not-words = “{ $value }”一段含有文件中没有的图片、表格、脚注、公式或文本框，或多张图片中缺了一张；允许：只改文字，其余内容直接在文件中增补。
fault-text-no-file = “{ $value }”在 Word 中作了修改，而所属的文字已不在文件中，或本年度从略。
fault-text-added-where = “{ $value }”一段是在 Word 中新增的，其前的各段在文件中均已不存在。
error-text-collect = { $edition }：文档中有 { $count } 段无法取回，未写入任何文件：
error-text-not-word = 这不是 Word 文档（.docx）。
error-text-none-in-document = { $file } 中没有主办单位自己写的文字；允许：含有此类文字的报告的 Word 文件，修改后存为 .docx。
error-text-which-edition = 无法判断该文档属于哪个年度（“{ $title }”），请写明项目和年度。
