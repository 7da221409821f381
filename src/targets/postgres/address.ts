import { Fault } from "../../clients/fault.ts";
import type { Refused, Site } from "../target.ts";
import type { PostgresParts } from "./parts.ts";

/** One database, as the catalog names it. */
export interface Address {
  readonly kind: "address";
  /** Holds a password: for the driver alone. */
  readonly url: string;
  readonly urlVariable: string;
  readonly database: string;
}

/** Where the site's database is. Refuses one that the catalog does not name; throws a Fault when the variable is not set or names another. */
export function addressOf(
  given: { readonly database?: string | undefined },
  site: Site,
  { lookUp, as }: Pick<PostgresParts, "lookUp" | "as">,
): Address | Refused {
  const target = site.environment.postgres;
  if (!target) return refuse(`the catalog names no Postgres for ${site.service} in ${site.environmentName}`);
  if (given.database !== undefined && given.database !== target.database)
    return refuse(`${given.database} is not ${target.database}, the database of ${site.environmentName}`);
  const { database } = target;
  const urlVariable = (as === "changer" && target.changeUrlVariable) || target.urlVariable;
  const url = lookUp(urlVariable);
  if (!url) throw unset(`the address of ${database} is not set`, `Set ${urlVariable}.`);
  const named = databaseIn(url);
  if (named === undefined)
    throw unset(
      `${urlVariable} is not an address of Postgres`,
      `Set ${urlVariable} to postgres://user:password@host/${database}.`,
    );
  if (named !== database)
    throw unset(`${urlVariable} names another database than ${database}`, `Let ${urlVariable} end in /${database}.`);
  return { kind: "address", url, urlVariable, database };
}

function databaseIn(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) return undefined;
  return decodeURIComponent(parsed.pathname.slice(1)) || decodeURIComponent(parsed.username);
}

const refuse = (reason: string): Refused => ({ kind: "refused", reason });

const unset = (message: string, advice: string): Fault =>
  new Fault(message, {
    service: "postgres",
    code: "not-configured",
    retry: { kind: "never" },
    outcome: "not-done",
    advice,
  });
