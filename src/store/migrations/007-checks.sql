-- Recurring checklists: each time one was due, and who ticked what. Its message is remembered like those of incidents, by the round's id.
create table check_rounds (
  id uuid primary key,
  service text not null,
  list text not null,
  due_at timestamptz not null,
  state jsonb not null,
  unique (service, list, due_at)
);
