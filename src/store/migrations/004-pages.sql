-- The pager's own incidents, so that its webhooks find ours where they name no key.
create table pager_incidents (
  pager_id text primary key,
  incident uuid not null,
  dedup_key text not null,
  at timestamptz not null default now()
);

-- Who somebody of the pager is here; by e-mail, and asked again after a while.
create table pager_people (
  email text primary key,
  pager_id text not null,
  name text not null,
  person text,
  at timestamptz not null default now()
);
create index pager_people_by_id on pager_people (pager_id);
