import type { Catalog } from "../catalog/types.ts";
import { createLogPager } from "../clients/log-pager.ts";
import { createMailer, type SendMail } from "../clients/mail.ts";
import type { PagerCheck } from "../clients/pager.ts";
import { createPagerDuty } from "../clients/pagerduty.ts";
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
  return {
    pagers: createPagers({ pagerDuty, canAsk, logPager: createLogPager(log), catalog, secretOf }),
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

/** Without a token people can still be called, by the services' routing keys. */
function unasked({ services }: Catalog): PagerCheck {
  if (!services.some(({ pager }) => pager.kind === "pagerduty")) return { kind: "ready" };
  return {
    kind: "not-ready",
    reason: "PAGERDUTY_API_TOKEN is not set",
    advice: "Services with a routing key are paged all the same; who is on call, and calls to single people, need it.",
  };
}
