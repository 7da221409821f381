import type { Catalog } from "../catalog/types.ts";
import type { Instant, PersonId } from "../incident/incident.ts";
import { canonical, sha256 } from "./canonical.ts";
import type { RecordedRequestEvent, RequestEvent } from "./event.ts";
import type { ChangeRequest } from "./request.ts";

/** One entry of the audit, before it is given its place in the chain. */
export type AuditEntry = {
  readonly kind: string;
  readonly at: Instant;
  /** sha256 of the catalog that was in force. */
  readonly catalog: string;
} & Readonly<Record<string, unknown>>;

/**
 * What the audit keeps of a request's events: all of them but the renewals of a lease. What was previewed is kept by its hash beside the
 * hash of the plan, since its words are somebody else's data.
 */
export function auditEntries(
  request: ChangeRequest,
  recorded: readonly RecordedRequestEvent[],
  catalog: Catalog,
): readonly AuditEntry[] {
  return recorded.flatMap(({ version, at, event }) =>
    event.kind === "run-renewed"
      ? []
      : [
          {
            ...{ kind: event.kind, at, catalog: catalog.hash, request: request.id, version },
            ...{ incident: request.incident, plan: request.hash, event: kept(event) },
          },
        ],
  );
}

function kept(event: RequestEvent): unknown {
  return event.kind === "plan-previewed" ? { ...event, preview: sha256(canonical(event.preview)) } : event;
}

/** A stop of changes, or its end. `service`: absent for everywhere. */
export interface FreezeAct {
  readonly freeze: string;
  readonly by: PersonId;
  /** Who they were believed to be. */
  readonly as?: string | undefined;
  readonly service?: string | undefined;
  readonly reason: string;
}

export const freezeEntry = (
  kind: "freeze-began" | "freeze-lifted",
  act: FreezeAct,
  at: Instant,
  catalog: Catalog,
): AuditEntry => ({ kind, at, catalog: catalog.hash, ...act });
