import { Fault } from "../../clients/fault.ts";
import type { Operation } from "../../operation/definition.ts";
import { check } from "../../operation/http.ts";
import { instantQuery } from "../../operation/prometheus.ts";
import type { Output, Refused, Site } from "../../targets/target.ts";
import { sayFault, sentence } from "./ask-target.ts";
import type { ChangeContext } from "./change-context.ts";
import { errorRateLine, errorRatesOf } from "./error-rate.ts";
import type { Way } from "./way.ts";

/** One thing that was read back, in words. */
export interface Line {
  readonly isGood: boolean;
  readonly text: string;
}

type Context = Pick<ChangeContext, "targets">;

/**
 * The health checks of the environment, and the error rate of the service against the threshold where it alerts. An error rate counts the
 * last minutes, so that only the last round (`isLast`) takes one that is still too high for a failure.
 */
export async function readBack(
  { site, service }: Pick<Way, "site" | "service">,
  isLast: boolean,
  context: Context,
  signal: AbortSignal,
): Promise<readonly Line[]> {
  const { healthChecks, prometheus } = site.environment;
  const rates = prometheus ? errorRatesOf(service) : [];
  return Promise.all([
    ...healthChecks.map(({ name, url }) => readHealth(name, url, site, context, signal)),
    ...rates.map(async (rate) => {
      const asked = await read({ name: instantQuery.name, arguments: { query: rate.query } }, site, context, signal);
      return asked.kind === "read" ? errorRateLine(rate, asked.output, isLast) : unread("The error rate", asked.why);
    }),
  ]);
}

// A measure that cannot be read says nothing of the service.
const unread = (what: string, why: string): Line => ({ isGood: true, text: `${what} could not be read. ${why}` });

async function readHealth(name: string, url: string, site: Site, context: Context, signal: AbortSignal): Promise<Line> {
  // With the headers the answer begins with its status.
  const given = { url, method: "GET", showHeaders: true, timeoutSeconds: 10 };
  const asked = await read({ name: check.name, arguments: given }, site, context, signal);
  switch (asked.kind) {
    case "refused":
      return unread(`Health check ${name}`, asked.why);
    case "failed":
      return { isGood: false, text: `Health check ${name} failed. ${asked.why}` };
    case "read": {
      const { text, piped = text } = asked.output;
      const status = Number(/^HTTP\/\S+ (\d{3})/.exec(piped)?.[1]);
      const [line = ""] = text.split("\n");
      return { isGood: status >= 200 && status < 400, text: `Health check: ${line}` };
    }
  }
}

type Asked =
  | { readonly kind: "read"; readonly output: Output }
  | { readonly kind: "refused" | "failed"; readonly why: string };

async function read(operation: Operation, site: Site, { targets }: Context, signal: AbortSignal): Promise<Asked> {
  const reader = await targets.reader(operation.name);
  if (!reader) return { kind: "refused", why: `Nothing here runs ${operation.name}.` };
  try {
    const output = await reader.run(operation.arguments, site, { signal, emit: () => undefined });
    return isRefused(output) ? { kind: "refused", why: sentence(output.reason) } : { kind: "read", output };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: "failed", why: sayFault(error) };
  }
}

const isRefused = (output: Output | Refused): output is Refused => "kind" in output;
