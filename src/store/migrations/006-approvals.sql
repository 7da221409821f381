-- Changes that were asked for. The state is folded from events; the columns beside it are copies to search by.
create table requests (
  id uuid primary key,
  incident uuid not null,
  version integer not null,
  state jsonb not null,
  service text not null,
  stage text not null,
  asked_at timestamptz not null,
  -- By the clock of Postgres: a tick that was lost is found by it.
  next_tick_at timestamptz
);
create index requests_of_incident on requests (incident, asked_at desc);
create index requests_waiting on requests (service, asked_at)
  where stage in ('previewing', 'open', 'granted', 'running', 'outcome-unknown');
create index requests_ticking on requests (next_tick_at) where next_tick_at is not null;

create table request_events (
  request uuid not null references requests (id),
  version integer not null,
  at timestamptz not null,
  kind text not null,
  by text,
  body jsonb not null,
  primary key (request, version)
);

-- Who may change a target: one request at a time, until the outcome of its run is known.
create table target_locks (
  target text primary key,
  request uuid not null,
  at timestamptz not null default clock_timestamp()
);

-- Stops of changes, of one service or everywhere (service is null), until they are lifted. Times are the incidents'.
create table freezes (
  id uuid primary key,
  service text,
  reason text not null,
  by text not null,
  began_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text
);
create index freezes_standing on freezes (began_at) where lifted_at is null;

-- Each entry is sealed together with the seal before it, by a key that is not in here.
create table audit (
  sequence bigint primary key,
  entry text not null,
  seal text not null
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is only ever added to';
end
$$;
create trigger audit_is_kept before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
