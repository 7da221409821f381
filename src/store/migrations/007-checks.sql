-- Recurring checklists: each time one was due, who ticked what, and where its message is.
create table check_rounds (
  id uuid primary key,
  service text not null,
  list text not null,
  due_at timestamptz not null,
  state jsonb not null,
  channel text,
  ts text,
  hash text,
  -- A message was asked for and its answer has not come.
  sending_since timestamptz,
  unique (service, list, due_at)
);
