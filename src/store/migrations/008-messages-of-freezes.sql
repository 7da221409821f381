-- A freeze and a round of checks have a message, too: what it belongs to is one of these or an incident, by its id.
alter table messages drop constraint messages_incident_fkey;
