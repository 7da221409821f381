import { Fault } from "../clients/fault.ts";
import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import { scrub } from "../operation/scrub.ts";
import { type CleaningPolicy, cleanOutput, createLineCleaner } from "./clean-output.ts";
import { applyFilters } from "./filters/apply-filters.ts";
import { FilterProblem, type SlowWork } from "./filters/slow-work.ts";
import { createSlots } from "./slots.ts";
import type { Doing, Output, Picture, Reader, Site } from "./target.ts";
import type { Targets } from "./targets.ts";

/** A read and what is done to its output. */
export interface Pipeline {
  readonly operation: Operation;
  readonly filters: readonly Filter[];
}

/** What became of it. Texts are filtered, plain and without secrets. */
export type Ran =
  | {
      readonly kind: "done";
      readonly text: string;
      /** What is missing of a text that was too long, in words. */
      readonly cut?: string | undefined;
      readonly pictures: readonly Picture[];
    }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string; readonly advice?: string | undefined }
  /** With what had been printed until then. */
  | { readonly kind: "cancelled"; readonly text: string }
  | { readonly kind: "timed-out"; readonly seconds: number; readonly text: string };

export type RunPipeline = (
  pipeline: Pipeline,
  site: Site,
  doing: Doing & { readonly timeoutMs: number },
) => Promise<Ran>;

interface Parts {
  readonly targets: Targets;
  readonly slow: SlowWork;
  readonly policy: () => CleaningPolicy;
}

/** How many reads one target bears at a time. A family that is not named bears the fewest. */
const atOnce: Readonly<Record<string, number>> = { kubernetes: 6, http: 6, prometheus: 4, alertmanager: 4, aws: 4 };
const fewestAtOnce = 2;

/** Longer output is cut before anything is done to it. */
const mostCharacters = 5_000_000;

/** Runs reads: so many at a time per target, each within its time, the time in line not counted. */
export function createRunPipeline({ targets, slow, policy }: Parts): RunPipeline {
  const slots = createSlots();
  return async ({ operation, filters }, site, doing) => {
    const reader = await targets.reader(operation.name);
    if (!reader) return { kind: "refused", reason: `nothing here can run ${operation.name}` };
    const [family = ""] = operation.name.split(".");
    const partial = createPartial(filters, policy(), doing);
    const started: { timeout?: AbortSignal } = {};
    try {
      const place = `${site.service}/${site.environmentName}/${family}`;
      return await slots.use(place, atOnce[family] ?? fewestAtOnce, doing.signal, async () => {
        started.timeout = AbortSignal.timeout(doing.timeoutMs);
        const signal = AbortSignal.any([doing.signal, started.timeout]);
        return finish(await untilEnded(reader, operation, site, { signal, emit: partial.emit }), filters, signal);
      });
    } catch (error) {
      return afterError(error, doing, { timeout: started.timeout, text: await partial.text(slow) });
    }
  };

  async function finish(
    output: Awaited<ReturnType<Reader["run"]>>,
    filters: readonly Filter[],
    signal: AbortSignal,
  ): Promise<Ran> {
    if (isRefused(output)) return { kind: "refused", reason: scrub(output.reason) };
    // What is drawn for people is not what a filter of the runbook expects.
    const printed = filters.length > 0 ? (output.piped ?? output.text) : output.text;
    const isLong = printed.length > mostCharacters;
    // Secrets go first: a filter must not be able to take the mark off them.
    const clean = cleanOutput(isLong ? printed.slice(0, mostCharacters) : printed, policy());
    const text = await applyFilters(clean, filters, slow, signal);
    const cut = output.cut ?? (isLong ? "only the first 5 MB" : undefined);
    return { kind: "done", text: cleanOutput(text, policy()), cut, pictures: output.pictures ?? [] };
  }
}

const isRefused = (
  output: Output | { readonly kind: "refused" },
): output is { readonly kind: "refused"; readonly reason: string } => "kind" in output;

/** A reader that does not listen to its signal is left behind. */
function untilEnded(reader: Reader, operation: Operation, site: Site, doing: Doing): ReturnType<Reader["run"]> {
  const { signal } = doing;
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener("abort", end, { once: true });
    reader
      .run(operation.arguments, site, doing)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", end));
  });
}

/** What is printed meanwhile. Where filters follow, it is not shown before they have done their work. */
function createPartial(filters: readonly Filter[], policy: CleaningPolicy, doing: Doing) {
  const clean = createLineCleaner(policy);
  let text = "";
  return {
    emit(piece: string) {
      const lines = clean(piece);
      if (lines === "") return;
      text = (text + lines).slice(-mostCharacters);
      if (filters.length === 0) doing.emit(lines);
    },
    async text(slow: SlowWork): Promise<string> {
      return text === ""
        ? ""
        : applyFilters(text, filters, slow, AbortSignal.timeout(filterAfterEndMs)).catch(() => "");
    },
  };
}

const filterAfterEndMs = 2000;

function afterError(
  error: unknown,
  doing: Doing & { readonly timeoutMs: number },
  { timeout, text }: { readonly timeout: AbortSignal | undefined; readonly text: string },
): Ran {
  if (doing.signal.aborted) return { kind: "cancelled", text };
  if (timeout?.aborted) return { kind: "timed-out", seconds: Math.round(doing.timeoutMs / 1000), text };
  if (error instanceof Fault) return { kind: "failed", reason: scrub(error.message), advice: error.advice };
  if (error instanceof FilterProblem) return { kind: "failed", reason: scrub(error.message) };
  throw error;
}
