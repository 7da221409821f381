import type { Catalog, Service } from "../../src/catalog/types.ts";
import { type Incident, type Part, parts } from "../../src/incident/incident.ts";
import { catalogOf, shippedFiles } from "../catalog/catalog-files.ts";
import { terms } from "../incident/scenario.ts";

/** Incidents to draw: an ordinary one, and the worst one that Slack must still accept. */

export const catalog: Catalog = catalogOf(shippedFiles());

export function service(key: string): Service {
  const found = catalog.services.find((one) => one.key === key);
  if (!found) throw new Error(`no service ${key}`);
  return found;
}

export const ana = "T0HOME/U0ANA";
export const ben = "T0HOME/U0BEN";

export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    id: "3f0c8d0e-6c1b-4a58-9f1e-2f6f6f1f0a77",
    number: 7,
    version: 4,
    title: "API error rate at 37%",
    service: "podcast-analytics",
    severity: "P1",
    status: "investigating",
    isDrill: false,
    isPrivate: false,
    declaredBy: ana,
    declaredAt: "2026-11-21T13:05:00.000Z",
    roles: {},
    people: [ana],
    terms: {
      ...terms,
      from: "2026-11-21T13:05:00.000Z",
      since: "2026-11-21T13:05:00.000Z",
      acknowledgeBy: "2026-11-21T13:20:00.000Z",
    },
    clocks: {},
    reached: [],
    reopenedCount: 0,
    parts: {},
    ...changes,
  };
}

/** Marks, pings, links, other scripts and emoji codes: everything that must stay text. */
export const nasty = "<!channel> *x* <https://evil|click> _y_ `z` :tada: <@U0BEN> & שלום 🧯 ";

const long = (length: number): string => nasty.repeat(Math.ceil(length / nasty.length)).slice(0, length);

export function worstIncident(status: Incident["status"]): Incident {
  const failed = { kind: "failed", reason: long(3000), remedy: long(3000) } as const;
  return incident({
    number: 999_999_999,
    version: 999_999_999,
    title: long(150),
    status,
    isDrill: true,
    isPrivate: true,
    roles: { lead: ben, communications: ana, operations: ana, scribe: ben },
    people: Array.from({ length: 200 }, (_, index) => `T0HOME/U${index}`),
    affected: long(200),
    customersPercent: 99.999,
    etaOfResolution: "2026-11-21T15:00:00.000Z",
    latestUpdate: { at: "2026-11-21T14:00:00.000Z", by: ben, text: long(3000) },
    ...(status === "resolved" ? { resolvedAt: "2026-11-21T15:30:00.000Z", resolution: long(3000) } : {}),
    reopenedCount: 12,
    channel: { id: "C0INC", name: `inc-${"x".repeat(70)}` },
    parts: Object.fromEntries(parts.map((part): [Part, typeof failed] => [part, failed])),
  });
}
