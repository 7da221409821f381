-- The message of a round of checks is remembered like every other, by the round's id.
insert into messages (incident, surface, channel, state, ts, hash, sending_since)
select id, 'checks', channel, case when ts is null then 'sending' else 'sent' end, ts, coalesce(hash, ''),
  coalesce(sending_since, now())
from check_rounds where channel is not null
on conflict do nothing;

alter table check_rounds drop column channel, drop column ts, drop column hash, drop column sending_since;
