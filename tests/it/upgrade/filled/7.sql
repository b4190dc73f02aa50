-- What the seventh version added: what is known of a license that was refused, and quarantine.
update sale_license set contested = 1, status = 'assigned' where id = 10;
update sale_license set decided = 1, status = 'expired' where id = 24;
update sale_license set look_at = 9000, looks = 2, status = 'free' where state = 'quarantined';
update sale set unreadable = 3 where id = 30;
insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, created_at, line_id)
values (33, 11, 'alert', 'due', 'found assigned', 2800, 4800, 22);
