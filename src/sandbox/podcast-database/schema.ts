/** Made anew: what an earlier start left on the server goes first. */
export function rolesAndDatabase(
  database: string,
  passwords: { readonly bot: string; readonly api: string },
): readonly string[] {
  return [
    `drop database if exists ${database} with (force)`,
    "drop role if exists incident_bot, api, podcast_owner",
    "create role podcast_owner nologin",
    `create role api login password '${passwords.api}'`,
    // Sees everybody's sessions, ends them, and changes what the service owns; no superuser.
    `create role incident_bot login password '${passwords.bot}' in role pg_monitor, pg_signal_backend, podcast_owner`,
    `create database ${database} owner podcast_owner`,
  ];
}

/** Rows are dated by `now`. No index on campaigns.tenant_id or downloads.episode_id: that is what is slow. */
export function tables(now: Date): readonly string[] {
  const today = `timestamptz '${now.toISOString()}'`;
  return [
    "set role podcast_owner",
    "create table users (id int primary key, email text not null unique, tenant_id text not null, created_at timestamptz not null)",
    "create table sponsors (id int primary key, name text not null unique)",
    `create table campaigns (id int primary key, tenant_id text not null, sponsor_id int not null references sponsors,
       name text not null, budget numeric(10,2) not null check (budget >= 0), starts_at timestamptz not null)`,
    "create table episodes (id int primary key, tenant_id text not null, title text not null, published_at timestamptz not null)",
    `create table downloads (id bigint generated always as identity primary key, episode_id int not null references episodes
       on delete cascade, client text, downloaded_at timestamptz not null) with (autovacuum_enabled = false)`,
    `insert into users select n, 'listener' || n || '@example.com', 'tenant-' || n % 20, ${today} - n * interval '3 hours'
       from generate_series(1, 1200) n`,
    "insert into sponsors select n, 'Sponsor ' || n from generate_series(1, 40) n",
    `insert into campaigns select n, 'tenant-' || n % 20, n % 40 + 1, 'Campaign ' || n, n * 12.5,
       ${today} - n * interval '5 hours' from generate_series(1, 2500) n`,
    `insert into episodes select n, 'tenant-' || n % 20, 'Episode ' || n, ${today} - n * interval '1 day'
       from generate_series(1, 300) n`,
    `insert into downloads (episode_id, client, downloaded_at) select n % 300 + 1, (array['ios', 'android', 'web'])[n % 3 + 1],
       ${today} - n * interval '1 minute' from generate_series(1, 20000) n`,
    // Rows that a vacuum would clear away.
    "update downloads set client = 'unknown' where id % 4 = 0",
    "grant select, insert, update, delete on all tables in schema public to api",
    "analyze",
  ];
}
