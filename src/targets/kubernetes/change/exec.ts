import { z } from "zod";
import { Fault } from "../../../clients/fault.ts";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { exec } from "../../../operation/kubernetes/exec.ts";
import { scrub } from "../../../operation/scrub.ts";
import { quotedWords } from "../../quoted-words.ts";
import { type Changer, changer, type Refused, type Site } from "../../target.ts";
import { cutWords, maxOutputBytes } from "../gather.ts";
import { defaultContainer, podsOf } from "../pods-of.ts";
import { refused } from "../scope.ts";
import { textAt } from "./json.ts";
import { type Place, placeOf } from "./place.ts";

type ExecArguments = z.output<typeof exec.schema>;

const pinnedPod = z.object({ pod: z.string(), uid: z.string(), container: z.string() });
type Pod = z.output<typeof pinnedPod>;

/** `kubectl exec` of one program that may change something, without a shell. Nobody can foresee or undo what it does. */
export function executes(door: KubernetesDoor): Changer {
  return changer<ExecArguments, Pod>(exec, {
    pinned: pinnedPod,
    async preview(given, site, signal) {
      const found = await findPod(door, given, site, signal);
      if (found.kind === "refused") return found;
      const { pod, place } = found;
      return {
        kind: "preview",
        objects: [
          {
            name: `pod/${pod.pod}`,
            changes: [{ what: `runs in ${pod.container}`, before: "", after: commandWords(given) }],
          },
        ],
        warnings: place.warnings,
        notPreviewed: ["what the program changes: it cannot be tried without being run, and nothing undoes it"],
        fingerprint: pod,
        pinned: pod,
      };
    },
    async run(given, pinned, site, doing) {
      const found = await findPod(door, { ...given, pod: pinned.pod }, site, doing.signal);
      if (found.kind === "refused") return found;
      const { pod, place } = found;
      if (pod.uid !== pinned.uid)
        return refused(`pod/${pinned.pod} is not the one that was previewed; nothing was run`);
      if (doing.dryRun)
        return { kind: "done", text: `a drill: ${commandWords(given)} was not run, since it cannot be tried` };
      const at = { namespace: place.namespace, pod: pinned.pod, container: pinned.container };
      const emit = (text: string) => doing.emit(scrub(text));
      const limits = { signal: doing.signal, emit, maxBytes: maxOutputBytes };
      await doing.beforeSending();
      const { text, cut, exitCode } = await door.exec(place.context, at, given.command, limits);
      const printed = scrub([text.trimEnd(), cut ? cutWords(maxOutputBytes) : ""].join("\n").trim());
      if (exitCode !== 0) throw endedBadly(`${commandWords(given)} in pod/${pinned.pod}`, exitCode, printed);
      return { kind: "done", text: `${printed}\nit ended well`.trim() };
    },
    verify: async () => ({ kind: "verified", text: "the program ended well; what it changed cannot be read back" }),
    inspect: async (given, { pod }) => ({
      kind: "unclear",
      text: `whether ${commandWords(given)} ran in pod/${pod} cannot be seen from outside; look at what it should have changed`,
    }),
  });
}

// How far a program came that failed, nobody can know from outside.
function endedBadly(program: string, exitCode: number, printed: string): Fault {
  const said = printed === "" ? "it printed nothing" : printed.slice(-mostSaid);
  return new Fault(`${program} ended with exit code ${exitCode}: ${said}`, {
    service: "kubernetes",
    code: "ExitCode",
    retry: { kind: "never" },
    outcome: "unknown",
    advice: "Look at what it should have changed, before it is asked for again.",
  });
}

const mostSaid = 2000;

interface FoundPod {
  readonly kind: "found";
  readonly pod: Pod;
  readonly place: Place;
}

async function findPod(
  door: KubernetesDoor,
  given: ExecArguments,
  site: Site,
  signal: AbortSignal,
): Promise<FoundPod | Refused> {
  const place = placeOf(given, site);
  if (place.kind === "refused") return place;
  const [kind = "", name = ""] = given.pod.includes("/") ? given.pod.split("/") : ["pods", given.pod];
  const pods = await podsOf(door, place, kind, name, signal);
  if ("kind" in pods) return pods;
  const [pod] = pods;
  if (!pod) return refused(`${given.pod} has no pods`);
  const container = given.container ?? defaultContainer(pod) ?? "";
  return {
    kind: "found",
    place,
    pod: { pod: textAt(pod, "metadata", "name"), uid: textAt(pod, "metadata", "uid"), container },
  };
}

const commandWords = ({ command }: ExecArguments): string => quotedWords(command);
