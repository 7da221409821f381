-- A freeze has a message, too: what it belongs to is an incident or a freeze, by its id.
alter table messages drop constraint messages_incident_fkey;
