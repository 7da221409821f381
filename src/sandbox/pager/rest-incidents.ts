import { z } from "zod";
import type { IncidentBook } from "./book.ts";
import { invalidInput, notFound, paged, refuse } from "./rest-answers.ts";
import type { Actor, HeldIncident, PagerAnswer, PagerDirectory } from "./types.ts";
import type { Views } from "./views.ts";

/** The half of REST that is about incidents. Who writes is known by the `From` header. */
export interface IncidentRequests {
  list(query: URLSearchParams): PagerAnswer;
  show(id: string): PagerAnswer;
  create(body: unknown, by: Actor): PagerAnswer;
  update(id: string, body: unknown, by: Actor): PagerAnswer;
  addNote(id: string, body: unknown, by: Actor): PagerAnswer;
  requestResponders(id: string, body: unknown, by: Actor): PagerAnswer;
}

export function createIncidentRequests(book: IncidentBook, directory: PagerDirectory, views: Views): IncidentRequests {
  const answer = (status: number, incident: HeldIncident) => ({ status, body: { incident: views.incident(incident) } });
  return {
    list(query) {
      const statuses = query.getAll("statuses[]");
      const key = query.get("incident_key");
      const found = book
        .all()
        .filter((one) => (key === null || one.key === key) && (statuses.length === 0 || statuses.includes(one.status)));
      return paged("incidents", found.map(views.incident), query);
    },
    show(id) {
      const incident = book.find(id);
      return incident ? answer(200, incident) : notFound(`incident ${id}`);
    },
    create(body, by) {
      const read = creation.safeParse(body);
      if (!read.success) return invalidInput(read.error);
      const { incident } = read.data;
      const service = directory.services.find(({ id }) => id === incident.service.id);
      if (!service) return refuse(400, 2001, "Invalid Input Provided", "Service not found");
      const policy = directory.policies.find(({ id }) => id === incident.escalation_policy?.id);
      if (incident.escalation_policy && !policy) return refuse(400, 1014, "Escalation Policy Not Found");
      const assignees = incident.assignments?.map(({ assignee }) => assignee.id);
      if (assignees?.some((id) => !isUser(directory, id))) return refuse(400, 1007, "Assigned To User Not Found");
      const key = incident.incident_key ?? `sandbox-${book.all().length + 1}`;
      if (book.findOpen(key, service.id)) {
        return refuse(
          400,
          2002,
          "Arguments Caused Error",
          "Open incident with matching dedup key already exists on this service",
        );
      }
      const details = incident.body?.details ?? "";
      return answer(
        201,
        book.open({ key, title: incident.title, details, service, policy, assignees, urgency: incident.urgency }, by),
      );
    },
    update(id, body, by) {
      const read = update.safeParse(body);
      if (!read.success) return invalidInput(read.error);
      const held = book.find(id);
      if (!held) return notFound(`incident ${id}`);
      if (held.status === "resolved") return refuse(400, 1001, "Incident Already Resolved");
      const { status } = read.data.incident;
      const changed =
        status === "resolved" ? book.resolve(id, by) : status === "acknowledged" ? book.acknowledge(id, by) : held;
      return answer(200, changed ?? held);
    },
    addNote(id, body, by) {
      const read = note.safeParse(body);
      if (!read.success) return invalidInput(read.error);
      const written = book.annotate(id, by, read.data.note.content)?.notes.at(-1);
      if (!written) return notFound(`incident ${id}`);
      const { text, at } = written;
      return {
        status: 200,
        body: { note: { id: written.id, user: views.userReference(by.id), content: text, created_at: at } },
      };
    },
    requestResponders: (id, body, by) => askResponders(book, directory, views, id, body, by),
  };
}

function askResponders(
  book: IncidentBook,
  directory: PagerDirectory,
  views: Views,
  id: string,
  body: unknown,
  by: Actor,
): PagerAnswer {
  const read = responders.safeParse(body);
  if (!read.success) return invalidInput(read.error);
  const incident = book.find(id);
  if (!incident || incident.status === "resolved") return notFound(`incident ${id}`);
  const { requester_id, message, responder_request_targets: targets } = read.data;
  if (!isUser(directory, requester_id)) return refuse(400, 1008, "Requester User Not Found");
  const people = targets.flatMap(({ responder_request_target: target }) =>
    target.type === "user_reference"
      ? [target.id]
      : (directory.policies.find((policy) => policy.id === target.id)?.levels[0] ?? []),
  );
  if (people.length === 0 || people.some((one) => !isUser(directory, one))) return notFound("responder");
  book.addResponders(id, by, people, message);
  const request = {
    incident: views.incidentReference(incident),
    requester: views.userReference(requester_id),
    message,
  };
  return { status: 200, body: { responder_request: { ...request, responder_request_targets: targets } } };
}

function isUser({ users }: PagerDirectory, id: string): boolean {
  return users.some((user) => user.id === id);
}

const reference = (type: string) => z.object({ id: z.string(), type: z.literal(`${type}_reference`) });

const creation = z.object({
  incident: z
    .object({
      type: z.literal("incident"),
      title: z.string().min(1),
      service: reference("service"),
      priority: reference("priority").optional(),
      urgency: z.enum(["high", "low"]).default("high"),
      body: z.object({ type: z.literal("incident_body"), details: z.string().optional() }).optional(),
      incident_key: z.string().optional(),
      assignments: z.array(z.object({ assignee: reference("user") })).optional(),
      escalation_policy: reference("escalation_policy").optional(),
    })
    .refine(({ assignments, escalation_policy }) => !(assignments && escalation_policy), {
      error: "assignments cannot be given together with an escalation policy",
    }),
});

const update = z.object({
  incident: z.object({
    type: z.enum(["incident", "incident_reference"]),
    status: z.enum(["acknowledged", "resolved"]).optional(),
    resolution: z.string().optional(),
  }),
});

const note = z.object({ note: z.object({ content: z.string().min(1) }) });

const responders = z.object({
  requester_id: z.string(),
  message: z.string(),
  responder_request_targets: z
    .array(
      z.object({
        responder_request_target: z.object({
          id: z.string(),
          type: z.enum(["user_reference", "escalation_policy_reference"]),
        }),
      }),
    )
    .min(1),
});
