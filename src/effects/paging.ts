import type { Catalog } from "../catalog/types.ts";
import { Fault } from "../clients/fault.ts";
import { createLogPager } from "../clients/log-pager.ts";
import { createMailer, type SendMail } from "../clients/mail.ts";
import type { PagerCheck } from "../clients/pager.ts";
import { createPagerDuty } from "../clients/pagerduty.ts";
import type { AskOnCall, OnCallShown } from "../slack/on-call-shown.ts";
import { createPagers, type Pagers } from "./pagers.ts";

export interface PagingParts {
  readonly config: {
    readonly pagerDuty?: PagerDutySettings | undefined;
    readonly mail?: { readonly url: string; readonly from: string } | undefined;
    readonly secretOf?: ((variable: string) => string | undefined) | undefined;
  };
  readonly catalog: () => Catalog;
  readonly log: {
    debug(details: object, message: string): void;
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

export interface PagerDutySettings {
  /** Empty where there is none: then events can be sent, and nothing can be asked. */
  readonly token: string;
  readonly from: string;
  readonly apiUrl: string;
  readonly eventsUrl: string;
}

/** Everything that calls people. */
export interface Paging {
  readonly pagers: Pagers;
  readonly sendMail?: SendMail | undefined;
  /** Asks whether the credentials are good, and says in the log when they are not. Never throws. */
  check(): Promise<PagerCheck>;
  /** Who is on call for a service, in words for people. */
  readonly askOnCall: AskOnCall;
  /** Who our own acts are done as in the pager, as far as it has said. */
  ownAgentId(): string | undefined;
  /** What is wrong with the pager, as the last check found. */
  problem(): string | undefined;
}

export function createPaging({ config, catalog, log }: PagingParts): Paging {
  const { pagerDuty: settings, mail, secretOf = () => undefined } = config;
  const pagerDuty = settings && createPagerDuty({ ...settings, log });
  const canAsk = settings !== undefined && settings.token !== "";
  let last: PagerCheck = { kind: "ready" };
  const pagers = createPagers({ pagerDuty, canAsk, logPager: createLogPager(log), catalog, secretOf });
  return {
    pagers,
    askOnCall: (service, isDrill) => askOnCall(pagers, service, isDrill),
    sendMail: mail && createMailer(mail.url, mail.from),
    async check() {
      last = pagerDuty && canAsk ? await pagerDuty.check() : unasked(catalog());
      if (last.kind === "not-ready") log.warn({ advice: last.advice }, `The pager is not ready: ${last.reason}`);
      return last;
    },
    ownAgentId: () => (last.kind === "ready" ? last.agent?.id : undefined),
    problem: () => (last.kind === "not-ready" ? `${last.reason}. ${last.advice}` : undefined),
  };
}

async function askOnCall(pagers: Pagers, service: string, isDrill: boolean): Promise<OnCallShown> {
  try {
    const { pager, onCallOf } = pagers.of(service, isDrill);
    if (!onCallOf) return { kind: "unknown", reason: isDrill ? "A drill calls nobody." : unknowable };
    const levels = await pager.onCall(onCallOf);
    return {
      kind: "known",
      levels: levels.map(({ level, people }) => ({ level, people: people.map(({ name }) => name) })),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const advice = error.advice ? ` ${error.advice}` : "";
    return { kind: "unknown", reason: `${error.message}, so who is on call is not known. ${stillWorks}${advice}` };
  }
}

const stillWorks = "A page is sent all the same, and tried again until it gets through.";
const unknowable = `Who is on call cannot be asked for this service: that needs PAGERDUTY_API_TOKEN and its serviceId. ${stillWorks}`;

/** Without a token people can still be called, by the services' routing keys. */
function unasked({ services }: Catalog): PagerCheck {
  if (!services.some(({ pager }) => pager.kind === "pagerduty")) return { kind: "ready" };
  return {
    kind: "not-ready",
    reason: "PAGERDUTY_API_TOKEN is not set",
    advice: "Services with a routing key are paged all the same; who is on call, and calls to single people, need it.",
  };
}
