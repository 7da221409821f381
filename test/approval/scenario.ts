import type { AskChange, PersonActs, RequestOutcome } from "../../src/approval/command.ts";
import { decideRequest } from "../../src/approval/decide.ts";
import type { RequestDecision, RequestFacts } from "../../src/approval/decision.ts";
import type { RecordedRequestEvent } from "../../src/approval/event.ts";
import { evolveRequest } from "../../src/approval/evolve.ts";
import type { ChangeRequest, Membership } from "../../src/approval/request.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import type { Preview } from "../../src/targets/target.ts";
import { id as incidentId, catalog as plainCatalog } from "../incident/scenario.ts";

export const start = "2026-11-21T03:00:00.000Z";
export const requester = "T1/U-requester";
export const [ana, ben, cleo] = ["T1/U-ana", "T1/U-ben", "T1/U-cleo"] as const;
export const member: Membership = { kind: "member", as: "a lead of podcast" };
export const stranger: Membership = { kind: "not-member" };
export const unsure: Membership = { kind: "unknown", reason: "Slack did not answer" };

const nothing = { healthChecks: [], ports: {}, hosts: {}, allowedHosts: [], variables: {}, secretVariables: {} };
const [podcast, blog] = plainCatalog.services;

export const catalog: Catalog = {
  ...plainCatalog,
  organization: {
    ...plainCatalog.organization,
    freezers: ["managers"],
    breakGlass: ["incident-leads"],
    approvals: [{ risk: "change", environments: [], approvers: [], count: 1, thenAsk: ["managers"] }],
  },
  services: [
    {
      ...podcast!,
      access: { responders: ["podcast-oncall"], approvers: ["podcast-leads"], approvals: [] },
      environments: { production: nothing },
    },
    blog!,
  ],
};

/** The same with another number of people for changes. */
export const needing = (count: number): Catalog => ({
  ...catalog,
  organization: {
    ...catalog.organization,
    approvals: [{ risk: "change", environments: [], approvers: [], count, thenAsk: ["managers"] }],
  },
  hash: `catalog-${count}`,
});

export const incident = { id: incidentId, service: "podcast-analytics", severity: "P0", isDrill: false };

export const rollback: AskChange = {
  kind: "ask",
  by: requester,
  incident: incidentId,
  reason: "The deploy of 02:50 broke uploads",
  operation: { name: "kubernetes.rollout-undo", arguments: { deployment: "api", namespace: "podcast" } },
  target: "kubernetes/podcast/deployment/api",
  service: "podcast-analytics",
  environment: "production",
  runbook: { slug: "podcast-analytics/api.md", hash: "a".repeat(64) },
};

export const deletion: AskChange = {
  ...rollback,
  operation: { name: "kubernetes.delete", arguments: { resource: "deployment", names: ["api"], namespace: "podcast" } },
  typedName: "api",
};

export const preview = (image = "api:2.3.1", more: Partial<Preview> = {}): Preview => ({
  kind: "preview",
  objects: [{ name: "deployment/api", changes: [{ what: "image", before: image, after: "api:2.3.0" }] }],
  warnings: [],
  notPreviewed: [],
  fingerprint: { uid: "u-1", image, revision: 42 },
  pinned: { revision: 41 },
  ...more,
});

type Told = PersonActs | RequestOutcome | { readonly kind: "tick" };

/** One request, and people and performers who speak to it. */
export function play(ask: Partial<AskChange> = {}, given: Partial<RequestFacts> = {}) {
  let facts: RequestFacts = {
    ...{ now: start, postgres: start, catalog, incident, newId: "8b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0001" },
    ...{ stopped: undefined, targetHeldBy: undefined, origin: undefined },
    ...given,
  };
  let request: ChangeRequest | undefined;
  const history: RecordedRequestEvent[] = [];
  const decide = (command: Told | AskChange): RequestDecision => {
    const named = command.kind === "ask" ? command : { ...command, request: facts.newId };
    const decision = decideRequest(request, named, facts);
    if (decision.kind === "refused") return decision;
    for (const event of decision.events) {
      const recorded = { version: (request?.version ?? 0) + 1, at: facts.now, event };
      request = evolveRequest(request, recorded);
      history.push(recorded);
    }
    return decision;
  };
  const first = decide({ ...rollback, ...ask });
  const lastPending = (): number => history.findLast(({ event }) => event.kind === "act-asked")?.version ?? 0;
  const round = (): number => history.findLast(({ event }) => event.kind === "quorum-met")?.version ?? 0;
  return {
    first,
    history,
    get request(): ChangeRequest {
      if (!request) throw new Error("nothing was asked");
      return request;
    },
    get state(): ChangeRequest["state"] {
      return this.request.state;
    },
    tell: decide,
    /** Sets what else is so: `now` in minutes from the start. */
    so: (changed: Partial<RequestFacts>) => {
      facts = { ...facts, ...changed };
    },
    at: (minutes: number) => {
      facts = { ...facts, now: addMinutes(start, minutes) };
    },
    /** On Postgres's clock, where leases run. */
    atRun: (seconds: number) => {
      facts = { ...facts, postgres: addMinutes(start, seconds / 60) };
    },
    preview: (shown = preview()) => decide({ kind: "record-preview", requester: member, preview: shown }),
    answer: (membership: Membership) => decide({ kind: "record-membership", pending: lastPending(), membership }),
    confirm: (memberships: Readonly<Record<string, Membership>>) =>
      decide({ kind: "record-quorum", round: round(), memberships }),
    /** Presses Approve, and is looked up. */
    approve(by: string, membership = member) {
      decide({ kind: "approve", by });
      return this.answer(membership);
    },
    /** From the question to the grant. */
    grant(by: string = ana, shown = preview()) {
      this.preview(shown);
      this.approve(by);
      return this.confirm({ [by]: member });
    },
    run: (name = "run-1", now: Parameters<typeof start_>[1] = preview()) => decide(start_(name, now)),
  };
}

const start_ = (
  run: string,
  now: Preview | { readonly kind: "refused"; readonly reason: string },
): Extract<RequestOutcome, { readonly kind: "start-run" }> => ({
  kind: "start-run",
  run,
  preview: now,
  runbookHash: rollback.runbook?.hash,
});

/** What a refusal says; the kinds of events otherwise. */
export const heard = (decision: RequestDecision): string =>
  decision.kind === "refused"
    ? `${decision.refusal.code}: ${decision.refusal.text}`
    : decision.events.map(({ kind }) => kind).join(" ");
