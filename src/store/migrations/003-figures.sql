-- Lists of one service or one severity, newest first, and figures of the last days: flat however many incidents are stored.
create index incidents_of_service on incidents (service, number desc);
create index incidents_of_severity on incidents (severity, number desc);
create index incidents_counted on incidents (declared_at) where not is_drill;
