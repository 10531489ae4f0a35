# What the operator's command banyan doctor says

doctor-key = Only this program can read the file of column keys.
doctor-key-open = The file of column keys has permissions { $value }, so that others can read it. Make it 600: chmod 600 column.key.
doctor-key-missing = The file of column keys cannot be read: { $value }. Without it no name and no phone can be opened; put it back from the backup.
doctor-no-database = The database cannot be opened: { $value }. Look at its address, account and network, and whether it is running.
doctor-schema = The database's schema is the one this program knows.
doctor-schema-wrong = The database's schema is not the one this program knows ({ $value }). Run banyan migrate; if the database is newer than the program, upgrade the program first.
doctor-durable = What is written is on the disk before it counts ({ $value }).
doctor-not-durable = With this setting a power cut loses data: { $value }. Change it back.
doctor-file-damaged = The database file is damaged: { $value }. Stop the service and restore a backup.
doctor-journal = The journal has { $value } entries, each with its position.
doctor-journal-behind = { $value } entries of the journal have no position yet. See whether a node is serving.
doctor-follower = A follower has caught up: { $value }.
doctor-follower-behind = A follower is behind: { $value }. See whether a node is serving, and whether its log tells of errors.
