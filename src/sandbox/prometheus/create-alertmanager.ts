import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { JsonRequest, JsonResponse } from "./serve-json.ts";
import type { StoryAlert } from "./story-alerts.ts";

/** Version 2 of Alertmanager's API: alerts, and silences that hold them back. Undefined for a path it does not have. */
export function createAlertmanager(
  now: () => number,
  alerts: () => readonly StoryAlert[],
): (request: JsonRequest) => JsonResponse | undefined {
  const silences = new Map<string, Silence>();
  return ({ method, path, parameters, body }) => {
    const id = /^\/api\/v2\/silence\/([\w-]+)$/.exec(path)?.[1];
    if (id !== undefined) {
      const silence = silences.get(id);
      if (!silence) return { status: 404, body: `silence ${id} not found` };
      if (method === "DELETE") silences.set(id, { ...silence, endsAt: new Date(now()).toISOString() });
      return { status: 200, body: method === "DELETE" ? "" : shown(id, silence, now()) };
    }
    if (path === "/api/v2/silences" && method === "POST") return add(body, silences, now());
    const known = [...silences].map(([one, silence]) => shown(one, silence, now()));
    if (path === "/api/v2/silences") return { status: 200, body: known };
    if (path === "/api/v2/alerts" && method === "GET") return listed(parameters, alerts(), known);
    return undefined;
  };
}

const matcher = z.object({
  name: z.string().min(1),
  value: z.string(),
  isRegex: z.boolean(),
  isEqual: z.boolean().default(true),
});
const silence = z.object({
  matchers: z.array(matcher).min(1),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string().min(1),
});

type Matcher = z.output<typeof matcher>;
type Silence = z.output<typeof silence>;
type Shown = ReturnType<typeof shown>;

function add(body: unknown, silences: Map<string, Silence>, now: number): JsonResponse {
  const read = silence.safeParse(body);
  if (!read.success) return { status: 422, body: { code: 602, message: read.error.issues[0]?.message ?? "invalid" } };
  if (Date.parse(read.data.endsAt) <= now) return { status: 400, body: "end time can't be in the past" };
  if (Date.parse(read.data.endsAt) <= Date.parse(read.data.startsAt)) {
    return { status: 400, body: "Failed to create silence: start time must be before end time" };
  }
  const silenceID = randomUUID();
  silences.set(silenceID, read.data);
  return { status: 200, body: { silenceID } };
}

function shown(id: string, silence: Silence, now: number) {
  const isOver = Date.parse(silence.endsAt) <= now;
  const state = isOver ? "expired" : Date.parse(silence.startsAt) > now ? "pending" : "active";
  return { id, ...silence, status: { state }, updatedAt: silence.startsAt };
}

function listed(parameters: URLSearchParams, alerts: readonly StoryAlert[], silences: readonly Shown[]): JsonResponse {
  const filters = parameters.getAll("filter").map(readFilter);
  const active = silences.filter(({ status }) => status.state === "active");
  const body = alerts
    .filter(({ labels }) => filters.every((filter) => filter && fits(filter, labels)))
    .map(({ labels, annotations, since }) => {
      const silencedBy = active.filter((one) => one.matchers.every((each) => fits(each, labels))).map(({ id }) => id);
      const status = { state: silencedBy.length > 0 ? "suppressed" : "active", silencedBy, inhibitedBy: [] };
      return {
        labels,
        annotations,
        startsAt: since,
        endsAt: since,
        updatedAt: since,
        fingerprint: labels.alertname,
        status,
      };
    })
    .filter(({ status }) => parameters.get("silenced") !== "false" || status.state === "active");
  return { status: 200, body };
}

function readFilter(written: string): Matcher | undefined {
  const [, name, operator, value] = /^([\w:]+)(=~|!~|!=|=)"?(.*?)"?$/.exec(written) ?? [];
  if (name === undefined || value === undefined) return undefined;
  return { name, value, isRegex: operator?.includes("~") ?? false, isEqual: !operator?.startsWith("!") };
}

function fits({ name, value, isRegex, isEqual }: Matcher, labels: StoryAlert["labels"]): boolean {
  const found = labels[name] ?? "";
  return (isRegex ? new RegExp(`^(?:${value})$`).test(found) : found === value) === isEqual;
}
