/** Who is woken when a service is paged. Nothing here is stored: the routing key is a secret and is looked up for every page. */
export interface PageDestination {
  /** The service's name, for the text of the page and for the log. */
  readonly service: string;
  /** Key of an Events API v2 integration: the fastest and most available way in. */
  readonly routingKey?: string | undefined;
  /** PagerDuty service id: needed to name a person or a policy, and the way in where there is no routing key. */
  readonly serviceId?: string | undefined;
}

/** What one page is known by. The same key, sent any number of times, is one page as long as it is open. */
export interface PageReference {
  readonly to: PageDestination;
  /** Our incident's id and level; at most 255 characters. */
  readonly dedupKey: string;
  /** The pager's own id of it, where it is known. */
  readonly incidentId?: string | undefined;
}

export interface Page extends PageReference {
  /** What is read aloud on the phone; cut at 1024 characters. */
  readonly summary: string;
  /** Longer words for the screen. */
  readonly details?: string | undefined;
  readonly urgency: "high" | "low";
  /** Where to go: the incident's channel. */
  readonly link?: { readonly url: string; readonly text: string } | undefined;
}

/** The pager took it. Whether somebody has heard it comes later, by webhook or `findIncident`. */
export interface PageReceipt {
  readonly through: "events" | "incident" | "log";
  readonly incidentId?: string | undefined;
  readonly url?: string | undefined;
  /** True when a page with this key was open already, so that nobody was woken a second time. */
  readonly wasAlreadyOpen: boolean;
}

export interface PagerPerson {
  readonly id: string;
  readonly name: string;
  readonly email?: string | undefined;
}

export interface PagerIncident {
  readonly id: string;
  readonly status: "triggered" | "acknowledged" | "resolved";
  readonly url?: string | undefined;
  /** Who is being called. */
  readonly assignees: readonly PagerPerson[];
  readonly acknowledgedBy: readonly PagerPerson[];
}

/** One level of an escalation policy, the first to be called being 1. */
export interface OnCallLevel {
  readonly level: number;
  readonly people: readonly PagerPerson[];
}

export type OnCallOf =
  | { readonly kind: "service"; readonly serviceId: string }
  | { readonly kind: "policy"; readonly policyId: string };

export interface ResponderRequest {
  readonly incidentId: string;
  readonly message: string;
  readonly personIds: readonly string[];
  readonly policyIds: readonly string[];
}

export type PagerCheck =
  /** `agent` is who our own acts are done as: its webhooks are echoes. */
  | { readonly kind: "ready"; readonly agent?: PagerPerson | undefined }
  | { readonly kind: "not-ready"; readonly reason: string; readonly advice: string };

/** What can be asked of a pager. Every failure is a `Fault`; a page can be asked for again without ringing twice. */
export interface Pager {
  /** Calls whoever the service's own policy names. */
  trigger(page: Page): Promise<PageReceipt>;
  /** Calls one person; needs the destination's `serviceId`. */
  callPerson(page: Page, personId: string): Promise<PageReceipt>;
  /** Calls whoever a policy names; needs the destination's `serviceId`. */
  callPolicy(page: Page, policyId: string): Promise<PageReceipt>;
  /** Calls more people to an open page. Not safe to repeat: each request rings. */
  requestResponders(request: ResponderRequest): Promise<void>;
  /** Stops the ringing; a page that is acknowledged, resolved or gone already is left as it is. */
  acknowledge(page: PageReference): Promise<void>;
  resolve(page: PageReference): Promise<void>;
  /** The open page with this key, or undefined. */
  findIncident(dedupKey: string): Promise<PagerIncident | undefined>;
  /** Who would be called now, level by level. */
  onCall(of: OnCallOf): Promise<readonly OnCallLevel[]>;
  findUserByEmail(email: string): Promise<PagerPerson | undefined>;
  /** Whether the credentials are good. Never throws a `Fault`. */
  check(): Promise<PagerCheck>;
}
