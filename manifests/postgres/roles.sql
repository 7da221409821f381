-- Two roles for the bot in a database it looks after, with what its operations need and nothing else.
--
--   incident_reader   looks
--   incident_changer  looks, and makes the changes that people approve
--
-- Run it as a superuser in each database that the catalog names (environments.<name>.postgres). It is safe to run again, also
-- after an edit: a table that is listed no more is taken back. Then give each a password (ALTER ROLE incident_reader PASSWORD '...')
-- and put the reader's address into the variable that urlVariable names, the changer's into that of changeUrlVariable. Without
-- the second everything goes through the first: let it be the changer's, or the reader's where the bot is to change nothing.
--
-- VACUUM, ANALYZE and REINDEX need MAINTAIN, which Postgres has from 17 on. To make or drop an index Postgres asks for the table's
-- owner: the changer may take the owner's role for that one statement, and does not hold its rights otherwise. Before 17 it has to
-- hold them all the time, and then nothing but the approval stands before a DROP TABLE.

DO $roles$
DECLARE
  -- EDIT: tables whose rows may be read (readableTables of the catalog).
  readable text[] := ARRAY['processing_jobs', 'email_sending_jobs', 'email_send_history'];
  -- EDIT: tables whose rows an approved change may add, update and delete.
  changeable text[] := ARRAY['processing_jobs', 'email_send_history'];
  -- EDIT: tables that may be vacuumed, analyzed and given indexes.
  maintained text[] := ARRAY['processing_jobs', 'email_sending_jobs', 'email_send_history'];

  bot_roles CONSTANT text := 'incident_reader, incident_changer';
  version CONSTANT int := current_setting('server_version_num')::int;
  name text;
  found record;
BEGIN
  FOREACH name IN ARRAY string_to_array(bot_roles, ', ') LOOP
    IF to_regrole(name) IS NULL THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', name);
  END LOOP;
  -- A second wall: it changes nothing even where an old database lets everybody create tables.
  ALTER ROLE incident_reader SET default_transaction_read_only = on;

  -- What an earlier run gave in this database.
  FOR found IN
    SELECT DISTINCT c.oid::regclass AS relation, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE a.grantee IN ('incident_reader'::regrole, 'incident_changer'::regrole)
  LOOP
    EXECUTE format('REVOKE ALL ON %s %s FROM %s', found.kind, found.relation, bot_roles);
  END LOOP;
  FOR found IN
    SELECT DISTINCT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a
    WHERE a.grantee IN ('incident_reader'::regrole, 'incident_changer'::regrole)
  LOOP
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %s', found.nspname, bot_roles);
  END LOOP;

  -- Sessions, locks, sizes, settings and statistics of everybody.
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %s', current_database(), bot_roles);
  EXECUTE format('GRANT pg_monitor TO %s', bot_roles);
  -- Ends sessions and cancels queries of everybody but superusers.
  GRANT pg_signal_backend TO incident_changer;

  FOR found IN
    SELECT DISTINCT n.nspname FROM unnest(readable || changeable || maintained) listed
      JOIN pg_class c ON c.oid = listed::regclass JOIN pg_namespace n ON n.oid = c.relnamespace
  LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %s', found.nspname, bot_roles);
  END LOOP;

  FOREACH name IN ARRAY readable LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', name::regclass, bot_roles);
  END LOOP;

  -- SELECT, because the rows are counted before anybody is asked.
  FOREACH name IN ARRAY changeable LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO incident_changer', name::regclass);
    FOR found IN
      SELECT objid::regclass AS sequence FROM pg_depend
      WHERE refobjid = name::regclass AND classid = 'pg_class'::regclass AND deptype = 'a'
        AND objid IN (SELECT oid FROM pg_class WHERE relkind = 'S')
    LOOP
      EXECUTE format('GRANT USAGE ON SEQUENCE %s TO incident_changer', found.sequence);
    END LOOP;
  END LOOP;

  -- Membership holds in every database of the server, so none is taken back above: REVOKE it where no table needs it any more.
  FOR found IN
    SELECT c.oid::regclass AS relation, r.rolname AS owner, r.rolsuper AS is_super FROM unnest(maintained) listed
      JOIN pg_class c ON c.oid = listed::regclass JOIN pg_roles r ON r.oid = c.relowner
  LOOP
    IF version >= 170000 THEN
      EXECUTE format('GRANT MAINTAIN ON %s TO incident_changer', found.relation);
    END IF;
    IF found.is_super THEN
      RAISE WARNING '% belongs to the superuser %: the bot gets no right to index it. Give it an owner of its own.',
        found.relation, found.owner;
    ELSIF version >= 170000 THEN
      EXECUTE format('GRANT %I TO incident_changer WITH INHERIT FALSE, SET TRUE', found.owner);
    ELSE
      EXECUTE format('GRANT %I TO incident_changer', found.owner);
    END IF;
  END LOOP;
END
$roles$;
