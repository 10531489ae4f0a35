# 我的码，和扫码的人
tab-code = 我的码
my-code = 我的码
my-code-picture = 你的二维码，每半分钟换一次
my-code-left = 秒后换新码
my-code-text = 在窗口、招聘会、收银台给人扫一下，就知道是你。
my-code-offline = 现在没网，码照样能用。
my-code-drift = 这台手机的时间不准，码按平台的时间走，照样能用。最好把手机时间调成自动。
my-code-clock = 这台手机的时间往回调过，码出不来。把时间调成自动，连上网再打开一次。
my-code-expired = 这台手机太久没连网，码过期了。连上网再打开一次就好。
my-code-revoked = 这台手机的码已经停用了。
my-code-again = 还用这台手机
my-code-none = 现在没网，这台手机上还没有码。连上网打开一次，以后没网也能用。
my-code-failed = 没弄成。过一会儿再打开一次；急用的话，请驿站给你办张卡。
my-code-old = 这个浏览器出不了码。换个新一点的浏览器，或者请驿站给你办张卡。
my-code-script = 这一页要用脚本才能出码。打不开的话，请驿站给你办张卡，带着卡和密码来也一样。
my-code-visitor = 登录了才有你的码
my-code-visitor-next = 一个手机号就行。
my-code-newcomer = 先登记，再有你的码
my-code-newcomer-next = 说说你是谁、想干什么，一分钟就好。
my-code-register = 去登记
my-phones = 能出我的码的手机
my-phones-text = 手机丢了，在这里停掉它，马上就不能用了。
my-phones-none = 还没有。这一页出了码，就记在这里。
my-phone-since = { $day }开始用
my-phone-revoke = 停掉
my-uses = 最近在哪用过
my-uses-none = 还没用过。
surface-counter = 窗口
surface-fair = 招聘会
surface-till = 收银台
done-phone-revoked = 停掉了，那台手机出的码马上不能用。
done-card-given = 卡办好了，打印出来给本人，原来的卡不能用了。

# 扫码
gov-tab-arrive = 扫码
arrive-title = 扫码找人
arrive-field = 扫他的码，或填卡号
arrive-hint = 光标在这里就能扫。手机上的码每半分钟换一次，一个码只用一次。
arrive-pin = 卡的密码
arrive-pin-hint = 只有拿卡来的要填，请本人来按。
arrive-go = 找人
arrive-found = 找到了，{ $at }
arrive-open = 打开他的资料
arrive-elsewhere = 他不是这里的人，资料在他自己那边。
arrive-used = 这个码已经用过了
arrive-used-next = 请他等手机换出下一个码，再扫一次。

# 卡
card-give = 给他办张卡
card-give-text = 没有手机的人，拿卡和密码来也一样。办了新卡，原来的就不能用了。
card-pin = 密码，6 个数字
card-pin-hint = 请本人自己按，别用生日，也别用 123456 这样的。
card-pin-again = 再按一遍
card-give-button = 办卡
card-print-old = 打印现在的卡
card-title = 服务卡
card-name = 服务卡
card-picture = 卡号的二维码
card-text = 到驿站、招聘会，把卡给工作人员，按你自己的密码。
card-back = 回到这个人
card-locked = 密码错了太多次，这张卡锁住了。请他本人来，再办一张。
card-pin-hidden = 密码只有本人知道，卡上不印，这里也看不到。

# 记录
entry-node-key-make = 平台做了一把签码的钥匙
entry-code-certify = 手机可以出码了
entry-code-revoke = 停掉了一台手机的码
entry-code-use = 用码找到了人
entry-card-issue = 办了一张卡
entry-card-try = 按了一次卡的密码
entry-card-use = 用卡找到了人

# 不成的时候
error-code-malformed = 这不是我们的码，或者没扫全，再扫一次。
error-code-unknown-key = 这个码不是这里的平台签的。机器很久没连网的话，连上网再扫。
error-code-forged-certificate = 这个码是假的：上面的证明不是平台签的。
error-code-forged = 这个码是假的：不是那台手机出的。
error-code-expired = 那台手机太久没连网，码过期了。请他连上网再打开一次。
error-code-too-old = 这个码已经过了时间。请他打开「我的码」，扫现在的。
error-code-future = 这个码的时间还没到，那台手机的时间不准。请他连上网再打开一次。
error-code-revoked = 这台手机的码已经停用了。
error-code-used = 这个码 { $when } 已经在「{ $place }」用过了，请他等下一个码。
error-code-nobody = 这个码找不到人了。
error-code-late = 扫了超过 { $hours } 小时才送到，不能算了。
error-code-read-future = 扫码机器的时间不准，调好再扫。
error-code-arrival = 这一页旧了，重新打开再扫。
error-code-proof = 这台手机没有证明钥匙是它的，再打开一次。
error-code-challenge = 等得太久了，再打开一次。
error-code-key-taken = 这把钥匙是别人的，不能用。
error-card-number = 卡号不对，看看是不是按错了。
error-card-wrong = 卡号或密码不对。错 5 次，卡就锁住。
error-card-locked = 这张卡错了太多次，锁住了。请本人来，再办一张。
error-card-too-many = 试的次数太多，歇一刻钟再来。
error-card-pin-format = 密码是 6 个数字。
error-card-pin-weak = 这个密码太容易猜，换一个。
error-card-pin-differs = 两遍按的不一样，再按一遍。
