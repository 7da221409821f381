-- When the next clock of an incident strikes, in the incident's time: ticks that were lost are found by it.
alter table incidents add column next_strike_at timestamptz;
alter table incidents add column strike_priority smallint not null default 0;
create index incidents_striking on incidents (next_strike_at) where next_strike_at is not null;
