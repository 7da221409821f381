-- Every command that was run: what exactly, for whom, on what, and what it printed, without its secrets. `run` is the version of the
-- event that began the run. The output is deflated; the excerpt beside it is what a message shows.
create table evidence (
  incident uuid not null,
  run integer not null,
  item integer not null,
  by text not null,
  title text not null,
  command text not null,
  operation jsonb not null,
  target text not null,
  environment text not null,
  started_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 1,
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'refused', 'failed', 'timed-out', 'cancelled')),
  reason text,
  advice text,
  cut text,
  excerpt text,
  characters integer,
  output bytea,
  primary key (incident, run, item),
  check ((finished_at is null) = (outcome is null))
);

-- What an operation drew. `file` is Slack's name for it once it was sent there; `shown` how.
create table evidence_pictures (
  incident uuid not null,
  run integer not null,
  item integer not null,
  place integer not null,
  alternative text not null,
  png bytea not null,
  file text,
  shown text not null default 'embedded' check (shown in ('embedded', 'thread')),
  primary key (incident, run, item, place),
  foreign key (incident, run, item) references evidence (incident, run, item) on delete cascade
);
