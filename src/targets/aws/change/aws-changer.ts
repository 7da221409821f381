import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { Fault } from "../../../clients/fault.ts";
import { type AwsArguments, camelCase } from "../../../operation/aws/action.ts";
import { type Changer, type Changing, changer, type Done, type Json, type Refused, type Site } from "../../target.ts";
import { actionInput, type Input } from "../action-input.ts";
import { pascalName } from "../api-words.ts";
import { type AwsParts, noRegion, regionOf } from "../aws-parts.ts";
import { isServiceName, type ServiceName } from "../services.ts";
import { type Asking, type AwsChange, inspectionOf, type Pinned, refused } from "./aws-change.ts";
import { verifyChange } from "./verify-change.ts";

/** A change as the contract of targets wants it. */
export function awsChanger<F extends Json>(change: AwsChange<F>, parts: AwsParts): Changer {
  const pinned = {
    parse(value: unknown): Pinned<F> & { readonly [key: string]: Json } {
      const read = z.object({ facts: z.unknown(), at: z.number(), token: z.string() }).parse(value);
      return { facts: change.facts.parse(read.facts), at: read.at, token: read.token };
    },
  };
  return changer(change.definition, {
    pinned,
    async preview(given, site, signal) {
      const asking = askingAt(given, site, parts, signal);
      if (!asking) return noRegion(site);
      const found = await change.look(given, asking);
      if (found.kind === "refused") return found;
      const { objects, warnings, notPreviewed = [], facts } = found;
      const pinned = { facts, at: asking.now, token: randomUUID() };
      return { kind: "preview", objects, warnings, notPreviewed, fingerprint: facts, pinned };
    },
    run: (given, pinned, site, doing) => runChange(change, given, pinned, site, parts, doing),
    async verify(given, pinned, site, doing) {
      return verifyChange(
        () => change.state(given, pinned, askingSurely(given, site, parts, doing.signal)),
        parts,
        doing,
      );
    },
    async inspect(given, pinned, site, signal) {
      return inspectionOf(await change.state(given, pinned, askingSurely(given, site, parts, signal)));
    },
  });
}

async function runChange<F extends Json>(
  change: AwsChange<F>,
  given: AwsArguments,
  pinned: Pinned<F>,
  site: Site,
  parts: AwsParts,
  doing: Changing,
): Promise<Done | Refused> {
  const { service, action } = change.action;
  const region = regionOf(given, site);
  const asking = askingAt(given, site, parts, doing.signal);
  if (region === undefined || !asking || !isServiceName(service)) return noRegion(site);
  const found = await change.look(given, asking);
  if (found.kind === "refused") return found;
  if (!isDeepStrictEqual(found.facts, pinned.facts)) return refused(movedWords(pinned.facts, found.facts));
  const read = change.input
    ? { kind: "input" as const, input: change.input(given, pinned) }
    : inputOf(change, given, asking);
  if (read.kind === "refused") return read;
  const call = { service, action, input: read.input, region, writes: true };
  if (doing.dryRun) return rehearse(call, parts, doing.signal);
  const secrets = secretsOf(change, given, doing.typed ?? {});
  if (secrets.kind === "refused") return secrets;
  const input = { ...call.input, ...secrets.input };
  await doing.beforeSending();
  await withoutSecrets(parts.door.call({ ...call, input }, doing.signal), doing.typed ?? {});
  return { kind: "done", ...change.done(given, pinned.facts) };
}

function inputOf<F extends Json>(change: AwsChange<F>, given: AwsArguments, asking: Asking) {
  return actionInput(change.action, given, asking.now);
}

type Sending = Parameters<AwsParts["door"]["call"]>[0];

/** EC2 checks a call without doing it; the other services cannot. */
async function rehearse(call: Sending, { door }: AwsParts, signal: AbortSignal): Promise<Done> {
  const words = `aws ${call.service} ${call.action}`;
  if (call.service !== "ec2")
    return {
      kind: "done",
      text: `Nothing was sent: AWS has no dry run for ${words}. What it would change is in the preview.`,
    };
  try {
    await door.call({ ...call, input: { ...call.input, DryRun: true } }, signal);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "DryRunOperation") throw error;
  }
  return { kind: "done", text: `AWS checked ${words} and would allow it. Nothing was done.` };
}

function secretsOf<F extends Json>(
  { action }: AwsChange<F>,
  given: AwsArguments,
  typed: Readonly<Record<string, string>>,
): { readonly kind: "input"; readonly input: Input } | Refused {
  const flags = Object.entries(action.parameters)
    .filter(([flag, kind]) => kind === "secret" && given[camelCase(flag)] !== undefined)
    .map(([flag]) => flag);
  if (flags.some((flag) => !typed[camelCase(flag)]))
    return refused("the secret is typed after the approval, and none was typed; nothing was sent");
  return { kind: "input", input: Object.fromEntries(flags.map((flag) => [pascalName(flag), typed[camelCase(flag)]])) };
}

/** AWS may repeat in an error what it was sent. */
async function withoutSecrets<T>(work: Promise<T>, typed: Readonly<Record<string, string>>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const secrets = Object.values(typed).filter(Boolean);
    if (secrets.length === 0 || !(error instanceof Fault)) throw error;
    throw new Fault(
      secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), error.message),
      error,
    );
  }
}

/** `taskDefinition was api:41 and is api:42`. */
function movedWords(before: Json, now: Json): string {
  const was: Readonly<Record<string, unknown>> = { ...Object(before) };
  const is: Readonly<Record<string, unknown>> = { ...Object(now) };
  const moved = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => !isDeepStrictEqual(was[key], is[key]))
    .map((key) => `${key} was ${shown(was[key])} and is ${shown(is[key])}`);
  return `it is no longer as it was previewed: ${moved.join(", ")}; nothing was done, ask again`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "not there");
}

function askingAt(given: AwsArguments, site: Site, parts: AwsParts, signal: AbortSignal): Asking | undefined {
  const region = regionOf(given, site);
  if (region === undefined) return undefined;
  return {
    now: parts.now(),
    ask: (service: ServiceName, action: string, input: object) =>
      parts.door.call({ service, action, input, region }, signal),
  };
}

/** After a run there was a region; if the catalog has lost it since, that is a fault of its own. */
function askingSurely(given: AwsArguments, site: Site, parts: AwsParts, signal: AbortSignal): Asking {
  const asking = askingAt(given, site, parts, signal);
  if (asking) return asking;
  throw new Fault(noRegion(site).reason, {
    service: "aws",
    code: "NoRegion",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Name the region under aws in the catalog.",
  });
}
