import type { KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { kubernetesChangers } from "../../../src/targets/kubernetes/change/kubernetes-changers.ts";
import type { Changer, Done, Inspection, Preview, Refused, Verification } from "../../../src/targets/target.ts";
import { mayAlwaysSend } from "../../may-always-send.ts";
import { type SiteParts, siteIn } from "./site.ts";

/** Changes in one namespace, asked for as an approved request would, without the approvals. */
export interface ChangeBench {
  /** Everything that was said on the way. */
  readonly emitted: string[];
  previewed(operation: string, given: object): Promise<Preview>;
  refusal(operation: string, given: object): Promise<string>;
  run(operation: string, given: object, preview: Preview, dryRun?: boolean): Promise<Done | Refused>;
  verify(operation: string, given: object, preview: Preview, signal?: AbortSignal): Promise<Verification>;
  inspect(operation: string, given: object, preview: Preview): Promise<Inspection>;
  /** The whole road: previewed, inspected as not done, run, verified, inspected as done. */
  change(operation: string, given: object): Promise<{ readonly shown: Preview; readonly done: Done }>;
  /** The undo of what was done, over the whole road. */
  undo(done: Done): Promise<void>;
}

/** `parts` are read anew at each call. */
export function changeBench(
  door: KubernetesDoor,
  namespace: string,
  pauseMs: number,
  parts: SiteParts = {},
): ChangeBench {
  const changers = kubernetesChangers(door, { now: Date.now, pauseMs });
  const site = () => siteIn(namespace, parts);
  const changer = (operation: string): Changer => {
    const found = changers.find((one) => one.operation === `kubernetes.${operation}`);
    if (!found) throw new Error(`no changer of ${operation}`);
    return found;
  };
  const limit = () => AbortSignal.timeout(60_000);
  const emitted: string[] = [];
  const doing = (signal = limit()) => ({ signal, emit: (text: string) => void emitted.push(text) });
  const bench: ChangeBench = {
    emitted,
    async previewed(operation, given) {
      const shown = await changer(operation).preview(given, site(), limit());
      if (shown.kind === "refused") throw new Error(shown.reason);
      return shown;
    },
    async refusal(operation, given) {
      const shown = await changer(operation).preview(given, site(), limit());
      return shown.kind === "refused" ? shown.reason : "not refused";
    },
    run: (operation, given, { pinned }, dryRun = false) =>
      changer(operation).run(given, pinned, site(), { ...doing(), dryRun, ...mayAlwaysSend }),
    verify: (operation, given, { pinned }, signal) => changer(operation).verify(given, pinned, site(), doing(signal)),
    inspect: (operation, given, { pinned }) => changer(operation).inspect(given, pinned, site(), limit()),
    async change(operation, given) {
      const shown = await bench.previewed(operation, given);
      const before = await bench.inspect(operation, given, shown);
      if (before.kind !== "not-done") throw new Error(`before ${operation}: ${before.kind}, ${before.text}`);
      const done = await bench.run(operation, given, shown);
      if (done.kind === "refused") throw new Error(done.reason);
      const verification = await bench.verify(operation, given, shown);
      if (verification.kind === "failed") throw new Error(verification.text);
      const after = await bench.inspect(operation, given, shown);
      if (after.kind !== "done") throw new Error(`after ${operation}: ${after.kind}, ${after.text}`);
      return { shown, done };
    },
    async undo({ undo, text }) {
      if (!undo) throw new Error(`nothing undoes: ${text}`);
      await bench.change(undo.name.replace("kubernetes.", ""), undo.arguments);
    },
  };
  return bench;
}
