import { notFound, refuse } from "./rest-answers.ts";
import type { IncidentRequests } from "./rest-incidents.ts";
import { lookUp } from "./rest-lookups.ts";
import type { PagerRequest } from "./server.ts";
import type { Actor, PagerAnswer, PagerDirectory } from "./types.ts";
import type { Views } from "./views.ts";

/** REST as far as an incident bot uses it, with PagerDuty's checks before: the token, and for writing who acts. */
export function takeRestRequest(
  {
    token,
    directory,
    views,
    incidents,
  }: { token: string; directory: PagerDirectory; views: Views; incidents: IncidentRequests },
  { method, url, authorization, from, body }: PagerRequest,
): PagerAnswer {
  if (authorization !== `Token token=${token}`)
    return refuse(401, 2006, "Authentication failed", "The API key is not valid");
  const segments = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const [collection, id, part] = segments;
  if (method === "GET") {
    if (collection !== "incidents")
      return lookUp(directory, views, segments, url.searchParams) ?? notFound(url.pathname);
    return id === undefined ? incidents.list(url.searchParams) : incidents.show(id);
  }
  const by = actor(directory, from);
  if (!by) return refuse(400, 1008, "Requester User Not Found", "The From header must be the e-mail address of a user");
  if (collection !== "incidents") return notFound(url.pathname);
  if (method === "POST" && id === undefined) return incidents.create(body, by);
  if (method === "PUT" && id !== undefined && part === undefined) return incidents.update(id, body, by);
  if (method === "POST" && id !== undefined && part === "notes") return incidents.addNote(id, body, by);
  if (method === "POST" && id !== undefined && part === "responder_requests")
    return incidents.requestResponders(id, body, by);
  return notFound(url.pathname);
}

function actor({ users }: PagerDirectory, from: string | undefined): Actor | undefined {
  const user = users.find(({ email }) => email.toLowerCase() === from?.toLowerCase());
  return user && { kind: "user", id: user.id };
}
