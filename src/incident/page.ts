import type { Incident, Instant, PersonId } from "./incident.ts";
import { pageKey } from "./page-key.ts";
import { onCall } from "./terms.ts";

/** Whom a page is for. */
export type PageTarget =
  /** Whoever a service's own policy names. */
  | { readonly kind: "on-call"; readonly service: string }
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "person"; readonly person: PersonId }
  /** A policy of the pager, by the pager's own id. */
  | { readonly kind: "policy"; readonly id: string };

/** Whom it calls, and why: what is needed to speak of a page. */
export interface PageName {
  /** Names it among the pages of the incident: `declared`, `Director and VP/vp`, and `declared~2` when it is called again. */
  readonly key: string;
  readonly level: string;
  /** In words; a person of the workspace is named by `person`. */
  readonly whom: string;
  readonly person?: PersonId | undefined;
  /** Whose pager carries it, if it is not that of the incident's own service. */
  readonly service?: string | undefined;
  /** The role of the catalog that it calls. */
  readonly role?: string | undefined;
}

/** One page, as far as it is known what has become of it. */
export interface PageState extends PageName {
  readonly since: Instant;
  readonly sent?: SentPage | undefined;
  readonly failure?: PageFailure | undefined;
  readonly acknowledged?: { readonly at: Instant; readonly by: PersonId } | undefined;
  /** Nobody needs to come any more. */
  readonly closedAt?: Instant | undefined;
  /** What the pager knows of what has become of it. */
  readonly told?: "acknowledged" | "resolved" | undefined;
}

export interface SentPage {
  readonly at: Instant;
  readonly through: "events" | "incident" | "log";
  /** What the pager knows it by; pages of one level may share it. */
  readonly dedupKey: string;
  /** They cannot be called themselves: whoever is on call for the service is, in their place. */
  readonly isStandIn: boolean;
  readonly pagerId?: string | undefined;
  readonly url?: string | undefined;
  /** Whose phone it rings, as far as the pager has said. */
  readonly people: readonly string[];
  /** Why that is not known. */
  readonly problem?: string | undefined;
}

export interface PageFailure {
  readonly since: Instant;
  readonly times: number;
  readonly reason: string;
  readonly remedy: string;
  /** It is not tried again. */
  readonly isFinal: boolean;
}

export const allPages = (incident: Pick<Incident, "pages">): readonly PageState[] => incident.pages ?? [];

export const isOpen = (page: PageState): boolean => !page.closedAt && !page.acknowledged;

/** The page of this level that still runs, or the name of the next one: its key is the same however often it is asked for. */
export function findPage(
  incident: Pick<Incident, "pages">,
  base: string,
): { key: string; page?: PageState | undefined } {
  const same = allPages(incident).filter(({ key }) => key === base || key.startsWith(`${base}~`));
  const page = same.findLast(({ closedAt }) => !closedAt);
  if (page) return { key: page.key, page };
  return { key: same.length === 0 ? base : `${base}~${same.length + 1}` };
}

export const dedupKeyOf = (incident: Pick<Incident, "id">, key: string): string => pageKey(incident.id, key);

/** Whether acknowledging the incident answers this page too; others ring until they are answered themselves. */
export function isAnsweredWithIncident({ terms }: Pick<Incident, "terms">, { level }: PageName): boolean {
  if (level === "declared" || level === "acknowledge" || level === onCall) return true;
  return terms.levels.some(({ name, unless }) => name === level && unless === "acknowledged");
}

/** What the pager is still to be told of a page. */
export function untold({ sent, told, acknowledged, closedAt }: PageState): "acknowledged" | "resolved" | undefined {
  if (!sent || told === "resolved") return undefined;
  if (closedAt) return "resolved";
  return acknowledged && told === undefined ? "acknowledged" : undefined;
}
