# 运维命令 banyan doctor 说的话

doctor-key = 列密钥文件只有本程序能读。
doctor-key-open = 列密钥文件的权限是 { $value }，别人也能读。请改成 600：chmod 600 column.key。
doctor-key-missing = 读不到列密钥文件：{ $value }。没有它，姓名和电话都打不开；请从备份里放回来。
doctor-no-database = 数据库打不开：{ $value }。请看地址、账号和网络对不对，数据库是否在运行。
doctor-schema = 数据库结构与本程序一致。
doctor-schema-wrong = 数据库结构与本程序不一致（{ $value }）。请运行 banyan migrate；如果数据库比程序新，请先升级程序。
doctor-durable = 写入落盘后才算数（{ $value }）。
doctor-not-durable = 这个设置会让断电丢数据：{ $value }。请改回来。
doctor-file-damaged = 数据库文件有损坏：{ $value }。请停止服务，从备份恢复。
doctor-journal = 日志共 { $value } 条，都已排好位置。
doctor-journal-behind = 有 { $value } 条日志还没排上位置。请看服务节点是否在运行。
doctor-follower = 跟随者已跟上：{ $value }。
doctor-follower-behind = 跟随者落后：{ $value }。请看服务节点是否在运行，它的记录里有没有报错。
