# Characters nobody sees; codes that name files
fault-unseen-character = “{ $value }” holds the control character { $character }, which nobody sees and which garbles what follows; allowed: the text without it.
fault-error-value = the cell holds the error value { $value } of a spreadsheet; mend the formula, or write the value itself, and save.
fault-lost-character = “{ $value }” holds { $character }, the sign for a character that was lost on the way; write the character itself.
fault-nothing-to-see = the text holds nothing that can be seen (only { $character }); allowed: at least one visible character.
fault-hidden-character = “{ $value }” holds { $character }, which nobody sees; allowed: the code without it.
fault-not-for-file-names = “{ $value }” cannot be a reviewer's code, because score sheets are named after it; allowed: no spaces, none of / \ : * ? " < > |, and no . ~ - at its beginning.
caption-with-geta = { $caption } (〓: a character that the font of the figure lacks; the data below it have the text.)
