# 台账和画像

error-fact-value = 这一种情况里没有这个说法，重新选一个。
error-fact-kind = 这一种不能这样记。要让人离开台账，用「不用再管」。
error-fact-day = 日子不对。生日不能在今天以后，别的最多往后一年。
error-fact-no-end = 这件事只有一天，不用填「到哪天」。
error-fact-order = 「到哪天」要在「从哪天」后面。
error-fact-corrects = 要改哪一条没有选。
error-fact-corrected = 这一条已经有人改过了，看最新的那条。
error-ledger-rules = 台账的规则读不出来，已经记下，稍后再试。
error-ledger-no-register = 这里还没有接上那个部门的登记册，没有查，状态没有动。
error-ledger-no-number = 这个人没有登记身份证号，没法去查。先把身份证号补上。
error-register-file = 名单第 { $line } 行看不懂，整份都没有收。改好这一行再交。

entry-fact-record = 记下一条情况
entry-ledger-contact = 记下联系过
entry-ledger-exit = 从台账里放下一个人
entry-ledger-verify = 向别的部门核了台账
entry-ledger-export = 导出了台账
entry-ledger-turn = 日子到了，台账跟着变
