# 人社干部看到的话

staff-sign-in = 工作人员登录
staff-text = 驿站和人社的工作人员从这里进。找活的人不用账号，留手机号就行。
login = 账号
password = 密码
staff-enter = 进去
staff-forgot = 忘了密码，找你们的管理员重新给一个。
setup-title = 建第一个账号
setup-text = 装好系统的人手里有一串启动码，只能用一次。
token = 启动码
token-hint = 在服务器启动时打印出来的那一串。
password-new = 定一个密码
password-hint = 至少 10 个字，好记、别人猜不到。
setup-button = 建好

gov-tab-home = 今天怎么样
gov-tab-review = 等你定的
gov-tab-crew = 派工
gov-tab-jobs = 有哪些活
gov-tab-people = 谁在找活
gov-tab-employers = 谁在招人
gov-tab-roles = 谁管什么
gov-tab-approvals = 等点头
gov-tab-ops = 平台运行
gov-tab-journal = 发生了什么
gov-home-title = 今天我这里有多少活、多少人、成了多少？
gov-home-text = { $region }，{ $at } 为止。点任何一个数，看它背后的每一笔。
gov-figures = 几个总数
figure-open-jobs = 正在招的活
figure-unit-open-jobs = { $n ->
   *[other] 个
}
figure-note-open-jobs = 现在就能报的
figure-openings = 还缺的人
figure-unit-openings = { $n ->
   *[other] 个
}
figure-note-openings = 这些活还没招满的位子
figure-people = 在找活的人
figure-unit-people = { $n ->
   *[other] 人
}
figure-note-people = 登记过、没有删掉的
figure-applied = 今天报名
figure-unit-applied = { $n ->
   *[other] 次
}
figure-note-applied = 从 0:00 算起
figure-hired = 今天成了
figure-unit-hired = { $n ->
   *[other] 个
}
figure-note-hired = 两边都点了头的
figure-review = 等你定的活
figure-unit-review = { $n ->
   *[other] 个
}
figure-note-review = 没审完，求职者看不到
figure-unverified = 等核验的用工方
figure-unit-unverified = { $n ->
   *[other] 家
}
figure-note-unverified = 发的活要先审
gov-days = 这些天，多少人报名，成了多少
gov-days-none = 还没有人报名。有了第一笔，这里就有图。
gov-days-label = 报名 { $applied } 次，成了 { $hired } 个
key-applied = 报名 { $n }
key-hired = 成了 { $n }
as-table = 用表格看
gov-where = 各处怎么样
gov-where-text = 点地名往下看一级
gov-where-none = 下面没有更细的地方了。
gov-jobs-title = 有哪些活？
gov-jobs-search = 活的名字或用工方
gov-jobs-none = 没有这样的活
gov-people-title = 谁在找活？
gov-people-search = 想干的活，或者编号
gov-people-none = 没有这样的人
gov-employers-title = 谁在招人，靠得住吗？
gov-employers-search = 名字或信用代码
gov-employers-none = 没有这样的用工方
gov-review-title = 哪些活等我定？
gov-journal-title = 发生了什么？
gov-journal-search = 编号
gov-journal-none = 没有这样的记录
journal-text = { $region }。只增不改，每一条都有位置。
in-region = { $region }。
total-jobs = 一共 { $count } 个。
total-people = 一共 { $count } 人。
total-employers = 一共 { $count } 家。
total-entries = 一共 { $count } 条。
masked = 名字、电话都遮着，这里看不到全的。
person-state-looking = 在找活
person-state-hired = 成过
person-state-never-hired = 还没成过
filter-region = 地方
filter-state = 哪一种
filter-all = 全部
filter = 筛一下
csv = 导出 CSV
list-none-next = 条件放宽一点，或者全部放开看看。
list-end = 到底了。
back-list = 回到名单
col-act = 办理
col-came = 来了
col-day = 日子
col-employer = 用工方
col-credit-code = 信用代码
col-entry = 什么事
col-filled = 定了／要
col-free = 还缺
col-applied = 报名
col-hired = 成了
col-hired-30 = 30 天成了
col-id = 编号
col-jobs = 活
col-kind = 哪一种
col-name = 名字
col-occupations = 会干
col-pay = 工钱
col-people = 找活的人
col-position = 位置
col-posted = 发出
col-region = 地方
col-registered = 登记
col-state = 现在
col-subjects = 关系到
col-sum = 合计
col-title = 活
col-wants = 想找
col-when = 什么时候
col-who = 谁办的
position-waits = 正在排
subject-worker = 求职者
subject-employer = 用工方
subject-job = 岗位
subject-application = 报名
subject-account = 账号
subject-region = 地方
act-approve = 通过，发出去
act-send-back = 退回去改
act-title-send-back = 退回去改？
act-text-send-back = 活还在他的草稿里，改好可以再交。
act-reason = 为什么
act-reason-hint = 一句话，对方看得到，也会记进总账。不要写别人的名字和电话。
review-total = { $n ->
    [0] 没有在等的。
   *[other] { $n } 个在等，等得最久的在前。
}
review-none = 都定完了
review-none-next = 有新的活交上来，会出现在这里。
review-none-way = 看看正在招的活
review-since = { $ago }交的
review-nearby = 附近同样的活，一半人每小时超过 ¥{ $yuan }
review-words = 他写的
flag-unverified = 用工方还没核验
flag-pay-low = 工钱比附近低很多
flag-pay-high = 工钱比附近高得出奇
flag-words = 写了不该写的话
flag-phone = 写了电话
person-facts = 登记的内容
person-applications = 报过的活
person-applications-none = 还没报过活。
erase-title = 删掉这个人的资料
erase-text = 名字、电话、身份证号、住处、手艺都会删掉，找不回来。没了结的报名会自动撤回。总账里只留编号和「已删」。
erase-why = 为什么删
erase-reason-request = 本人要求
erase-reason-death = 人不在了
erase-reason-mistake = 登记错了
erase-confirm = 我核对过，就是这个人
erase-button = 删掉

# 总账里的事
entry-account-open = 开了账号
entry-staff-setup = 建了第一个账号
entry-grant-give = 给了权限
entry-grant-propose = 提议给职责
entry-grant-revoke = 收回职责
entry-account-activate = 定了自己的密码
entry-account-password = 改了密码
entry-account-factor = 改了登录的第二步
entry-account-reset-propose = 提议让人重新开始
entry-session-second = 用第二步登录
entry-proposal-approve = 同意了提议
entry-proposal-refuse = 没同意提议
entry-proposal-withdraw = 收回了提议
entry-proposal-lapse = 提议过期作废
entry-worker-register = 登记成求职者
entry-worker-update = 改了登记
entry-worker-erase = 删掉了求职者的资料
entry-employer-register = 登记成用工方
entry-employer-update = 改了用工方资料
entry-employer-verify = 定了用工方靠不靠得住
entry-member-invite = 请人一起管用工方
entry-member-answer = 回了请他管用工方的话
entry-member-remove = 去掉了一个管用工方的人
entry-job-post = 写了一个活
entry-job-edit = 改了活
entry-job-submit = 把活交出去
entry-job-review = 审了活
entry-job-invite = 请人来看活
entry-job-close = 不招了
entry-job-expire = 活过了时间
entry-application-apply = 报名
entry-crew-recommend = 驿站推荐
entry-application-shortlist = 先留着
entry-application-offer = 点了就用
entry-application-accept = 求职者答应了
entry-application-decline = 求职者说不去
entry-application-refuse = 用工方回掉了
entry-application-withdraw = 求职者撤回
entry-application-lapse = 报名过了时间

# 给程序用的接口
api-title = 给程序用的接口
api-nav = 接口
api-text = 页面能做的，程序也能做，规矩一样。
api-file = OpenAPI 文件
api-groups = 分组
api-none = 还没有接口
api-none-next = 有了就写在这里。
api-name = 名字
api-place = 放在哪
api-kind = 类型
api-about = 说明
api-required = 必填

gov-crew-title = 给明天的活配好人
gov-crew-text = 各家定好日子的活和报了名的人，一起配好了。勾着的推荐给老板，要不要由老板定。
gov-crew-none-next = 有人报名定好日子的活，这里就能一起配。
gov-crew-confirm = 推荐勾着的人
gov-crew-confirm-next = 老板和求职者马上都会知道。
gov-crew-cut = 先排还没人看过、开工最早的 { $n } 个活，推荐完再来看剩下的。
