import { z } from "zod";
import { define } from "./definition.ts";
import { duration, text } from "./schema-parts.ts";

const server = { host: z.string().max(253).optional() };
const moment = z.string().max(60);

export const instantQuery = define({
  name: "prometheus.query",
  schema: z.strictObject({ query: text.min(1), time: moment.optional(), ...server }),
  risk: "read",
  describe: ({ query }) => `Ask Prometheus: ${query}`,
});

export const rangeQuery = define({
  name: "prometheus.query-range",
  schema: z.strictObject({
    query: text.min(1),
    start: moment.optional(),
    end: moment.optional(),
    step: z.string().max(20).optional(),
    ...server,
  }),
  risk: "read",
  describe: ({ query }) => `Chart from Prometheus: ${query}`,
});

export const alerts = define({
  name: "prometheus.alerts",
  schema: z.strictObject({ ...server }),
  risk: "read",
  describe: () => "Show the alerts Prometheus sees",
});

export const targets = define({
  name: "prometheus.targets",
  schema: z.strictObject({ ...server }),
  risk: "read",
  describe: () => "Show what Prometheus scrapes and whether it answers",
});

export const alertmanagerAlerts = define({
  name: "alertmanager.alerts",
  schema: z.strictObject({ ...server }),
  risk: "read",
  describe: () => "Show the alerts of Alertmanager",
});

export const matcher = z.strictObject({
  name: z.string().min(1),
  value: z.string(),
  isRegex: z.boolean().optional(),
  isEqual: z.boolean().optional(),
});

export const silence = define({
  name: "alertmanager.silence",
  schema: z.strictObject({
    matchers: z.array(matcher).min(1),
    duration: duration.optional(),
    startsAt: moment.optional(),
    endsAt: moment.optional(),
    createdBy: z.string().optional(),
    comment: z.string().min(1),
    ...server,
  }),
  risk: "change",
  describe: ({ matchers, comment }) =>
    `Silence alerts with ${matchers.map(({ name, value }) => `${name}=${value}`).join(", ")}: ${comment}`,
});

export const expireSilence = define({
  name: "alertmanager.expire-silence",
  schema: z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, "is not the id of a silence"), ...server }),
  risk: "change",
  describe: ({ id }) => `End silence ${id}`,
});
