import { expect } from "vitest";
import type { Catalog, Service, Severity } from "../../src/catalog/types.ts";
import type { Command } from "../../src/incident/command.ts";
import { decide } from "../../src/incident/decide.ts";
import type { RefusalCode } from "../../src/incident/decision.ts";
import type { IncidentEvent, RecordedEvent } from "../../src/incident/event.ts";
import { evolve } from "../../src/incident/evolve.ts";
import type { Incident } from "../../src/incident/incident.ts";
import type { Terms } from "../../src/incident/terms.ts";

export const ana = "T1/U-ana";
export const ben = "T1/U-ben";
export const now = "2026-11-21T03:00:00.000Z";
export const id = "6b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0001";

const severity = (level: string, name: string, notify: Severity["notify"]): Severity => ({
  level,
  name,
  description: name,
  examples: [],
  responseTime: { kind: "minutes", minutes: 15 },
  updateIntervalMinutes: 15,
  notify,
});

const service = (key: string, aliases: readonly string[], links: Service["links"]): Service => ({
  key,
  name: key,
  description: key,
  aliases,
  owner: "Platform",
  channel: key,
  severities: [
    severity("P0", "Critical", "page"),
    severity("P1", "High", "page"),
    severity("P2", "Medium", "channel"),
    severity("P3", "Low", "ticket"),
  ],
  ladder: [],
  contacts: [],
  links,
  thresholds: [],
  recovery: { parts: [], backups: [] },
  stakeholders: [],
  access: { responders: [], approvers: [], approvals: [] },
  maintenanceWindows: [],
  deployFreezes: [],
  autoRun: false,
  stepTimeoutSeconds: 30,
  pager: { kind: "log" },
  environments: {},
});

const dashboard = { kind: "dashboard", title: "Grafana", url: "https://grafana.example.com" } as const;

export const catalog: Catalog = {
  organization: {
    name: "Example",
    announcementChannel: "incidents",
    calendar: { timeZone: "UTC", days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00", holidays: [] },
    contacts: [],
    declarers: [],
    freezers: [],
    breakGlass: [],
    hideEmailAddresses: true,
    approvals: [],
    maintenanceWindows: [],
    deployFreezes: [],
    leadWithinMinutes: 5,
    watchMinutes: 30,
    postMortemMinutes: 2880,
  },
  services: [service("podcast-analytics", ["podcast"], [dashboard]), service("blog-engine", ["blog"], [])],
  hash: "catalog",
};

export const terms: Terms = {
  from: now,
  since: now,
  acknowledgeBy: "2026-11-21T03:15:00.000Z",
  leadWithinMinutes: 5,
  updateIntervalMinutes: 15,
  levels: [],
  calls: true,
  watchMinutes: 30,
  postMortemMinutes: 2880,
  manager: { role: "manager", name: "manager", slack: undefined },
};

export const declared: Extract<IncidentEvent, { kind: "incident-declared" }> = {
  kind: "incident-declared",
  id,
  number: 7,
  title: "API error rate at 37%",
  service: "podcast-analytics",
  severity: "P1",
  isDrill: false,
  isPrivate: false,
  by: ana,
  parts: ["page", "channel", "card", "pin", "announcement", "topic", "bookmarks", "invitations"],
  terms,
};

export const record = (events: readonly IncidentEvent[]): RecordedEvent[] =>
  events.map((event, index) => ({ version: index + 1, at: now, event }));

export const fold = (events: readonly IncidentEvent[]): Incident | undefined =>
  record(events).reduce<Incident | undefined>((incident, one) => evolve(incident, one), undefined);

/** given(events).when(command).happens(events) or .refuses(code, words). */
export const given = (...events: readonly IncidentEvent[]) => ({
  when: (command: Command) => {
    const seen = "seen" in command ? command.seen : undefined;
    const since = seen === undefined ? [] : record(events).filter((one) => one.version > seen);
    const decision = decide(fold(events), command, { now, catalog, since, newId: id, newNumber: 7 });
    return {
      happens: (...expected: readonly IncidentEvent[]) =>
        expect(decision).toEqual({ kind: "accepted", events: expected }),
      changesNothing: () => expect(decision).toEqual({ kind: "accepted", events: [] }),
      refuses: (code: RefusalCode, words: RegExp) => {
        expect(decision).toMatchObject({ kind: "refused", refusal: { code } });
        expect(decision.kind === "refused" && decision.refusal.text).toMatch(words);
      },
    };
  },
});
