-- The audit's head at the times it was due to be published, one row each: whoever comes second finds it there.
create table audit_heads (
  due_at timestamptz primary key,
  id uuid not null,
  head text not null,
  entries bigint not null,
  before_at timestamptz,
  before_head text,
  before_entries bigint
);
