-- Why an office was given and why it was taken back.
alter table role_grant add column reason blob;
alter table role_grant add column revoke_reason blob;
