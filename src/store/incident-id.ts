const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids come back from buttons and links: one that cannot be an id names nothing, and Postgres would call it an error. */
export const isIncidentId = (text: string): boolean => uuid.test(text);
