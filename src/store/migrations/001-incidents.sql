create sequence incident_number;

-- The state is folded from events; the columns beside it are copies to search by.
create table incidents (
  id uuid primary key,
  number bigint not null unique,
  version integer not null,
  state jsonb not null,
  service text not null,
  severity text not null,
  status text not null,
  is_private boolean not null,
  is_drill boolean not null,
  declared_at timestamptz not null,
  resolved_at timestamptz,
  channel_id text unique
);

-- Lists show open incidents, newest first: flat however many resolved ones are stored.
create index incidents_open on incidents (number desc) where status <> 'resolved';

create table incident_events (
  incident uuid not null references incidents (id),
  version integer not null,
  at timestamptz not null,
  kind text not null,
  by text,
  body jsonb not null,
  primary key (incident, version)
);

-- Deliveries that were handled, by Slack's own key, so that a redelivery finds the first outcome.
create table inbox (
  key text primary key,
  at timestamptz not null default now(),
  outcome jsonb
);
create index inbox_by_age on inbox (at);

-- What is shown where: compared before it is posted or edited.
create table messages (
  incident uuid not null references incidents (id),
  surface text not null,
  channel text not null,
  state text not null check (state in ('sending', 'sent')),
  ts text,
  hash text,
  sending_since timestamptz not null default now(),
  primary key (incident, surface),
  check (state = 'sending' or (ts is not null and hash is not null))
);

-- What an effect was about to do, kept until its outcome is known.
create table attempts (
  key text primary key,
  body jsonb not null,
  at timestamptz not null default now()
);

-- The queue's worker pools that are alive.
create table workers (
  id text primary key,
  seen_at timestamptz not null
);

-- Which job is performing the effects of a key. It counts only while the queue holds that job locked.
create table performing (
  key text primary key,
  job bigint not null
);
