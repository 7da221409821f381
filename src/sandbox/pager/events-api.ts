import { z } from "zod";
import type { IncidentBook } from "./book.ts";
import type { PagerAnswer, PagerService } from "./types.ts";

/** Events API v2 takes what it can read at once and works it off later: 202 says no more than that. */
export function takeEvent(book: IncidentBook, services: readonly PagerService[], body: unknown): PagerAnswer {
  const read = event.safeParse(body);
  if (!read.success) return invalid(read.error.issues.map(({ path, message }) => `'${path.join(".")}' ${message}`));
  const { routing_key, event_action, payload } = read.data;
  const service = services.find(({ routingKey }) => routingKey === routing_key);
  if (!service) return invalid(["'routing_key' is invalid: it is not the key of an integration"]);
  const key = read.data.dedup_key ?? `sandbox-${book.all().length + 1}`;
  const open = book.findOpen(key, service.id);
  const by = { kind: "service", id: service.id } as const;
  switch (event_action) {
    case "trigger": {
      if (!payload) return invalid(["'payload' is missing or blank"]);
      const urgency = payload.severity === "critical" || payload.severity === "error" ? "high" : "low";
      const details = payload.custom_details ? JSON.stringify(payload.custom_details) : "";
      // An open key takes the alert in and rings nobody again.
      if (!open) book.open({ key, title: payload.summary, details, service, urgency }, by);
      break;
    }
    case "acknowledge":
      if (open) book.acknowledge(open.id, by);
      break;
    case "resolve":
      if (open) book.resolve(open.id, by);
      break;
  }
  return { status: 202, body: { status: "success", message: "Event processed", dedup_key: key } };
}

const event = z
  .object({
    routing_key: z.string().min(1, { error: "is missing or blank" }),
    event_action: z.enum(["trigger", "acknowledge", "resolve"]),
    dedup_key: z.string().max(255, { error: "is longer than 255 characters" }).optional(),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
    images: z.array(z.object({ src: z.url(), href: z.url().optional(), alt: z.string().optional() })).optional(),
    payload: z
      .object({
        summary: z
          .string()
          .min(1, { error: "is missing or blank" })
          .max(1024, { error: "is longer than 1024 characters" }),
        source: z.string().min(1, { error: "is missing or blank" }),
        severity: z.enum(["critical", "error", "warning", "info"]),
        timestamp: z.iso.datetime({ offset: true }).optional(),
        component: z.string().optional(),
        group: z.string().optional(),
        class: z.string().optional(),
        custom_details: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
  })
  .refine(({ event_action, dedup_key }) => event_action === "trigger" || dedup_key !== undefined, {
    path: ["dedup_key"],
    error: "is missing or blank",
  });

function invalid(errors: readonly string[]): PagerAnswer {
  return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } };
}
