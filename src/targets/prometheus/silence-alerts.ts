import { z } from "zod";
import { silence } from "../../operation/prometheus.ts";
import { type Changer, type Changing, changer, type Done, type Preview, type Refused, type Site } from "../target.ts";
import { askServer, type PrometheusParts } from "./ask-server.ts";
import { sayMoment } from "./list-alerts.ts";
import { notPrometheus } from "./read-result.ts";
import { endingWith, type SilenceTimes, timesOf } from "./silence-times.ts";
import { alertsMatching, findSilence, type Matcher, type SilenceFacts, sayMatcher } from "./silences.ts";

type Given = z.output<typeof silence.schema>;
type Pinned = Readonly<Record<"startsAt" | "endsAt", string>>;

const pinned = z.strictObject({ startsAt: z.string(), endsAt: z.string() });

/** Holds alerts back until a time that was agreed to. The end is pinned, so a late approval makes the silence shorter, never later. */
export function silenceAlerts(parts: PrometheusParts): Changer {
  const { door, now } = parts;
  return changer<Given, Pinned>(silence, {
    pinned,
    async preview(given, site, signal) {
      const asked = timesOf(given, now());
      if (asked.kind === "refused") return asked;
      const window = site.windowAt?.(new Date(now()).toISOString());
      const times = endingWith(asked, window);
      const found = await alertsMatching(matchersOf(given), "told", door, site, signal);
      if (found.kind === "refused") return found;
      const names = found.alerts.map(({ labels }) => labels.alertname ?? "an alert without a name");
      const preview = previewOf(given, times, names, now());
      if (!window || times.endsAt === asked.endsAt) return preview;
      const early = `It ends with the maintenance window ${window.name}, and not at ${sayMoment(asked.endsAt)} as was asked.`;
      return { ...preview, warnings: [...preview.warnings, early] };
    },
    async run(given, times, site, doing) {
      if (Date.parse(times.endsAt) <= now()) {
        return { kind: "refused", reason: `the silence was to end at ${sayMoment(times.endsAt)}, and that is over` };
      }
      if (doing.dryRun)
        return { kind: "done", text: "Drill: no silence was made; Alertmanager cannot be asked to only check one." };
      return create(given, times, parts, site, doing);
    },
    async verify(given, times, site, { signal }) {
      const looked = await findSilence(factsOf(given, times), door, site, signal);
      if (looked.kind === "refused") return { kind: "failed", text: looked.reason };
      if (!looked.silence) return { kind: "failed", text: "Alertmanager does not show the silence." };
      const { id, state, endsAt } = looked.silence;
      return { kind: "verified", text: `Silence ${id} is ${state} until ${sayMoment(endsAt)}.` };
    },
    async inspect(given, times, site, signal) {
      const looked = await findSilence(factsOf(given, times), door, site, signal);
      if (looked.kind === "refused") return { kind: "unclear", text: looked.reason };
      return looked.silence
        ? { kind: "done", text: `Alertmanager shows silence ${looked.silence.id}.` }
        : { kind: "not-done", text: "Alertmanager shows no such silence." };
    },
  });
}

function previewOf(
  given: Given,
  { startsAt, endsAt }: SilenceTimes,
  names: readonly string[],
  now: number,
): Preview & { readonly pinned: Pinned } {
  const matchers = matchersOf(given).map(sayMatcher);
  const added = (what: string, after: string) => ({ what, before: "", after });
  const counted = [...new Set(names)].slice(0, 10).join(", ");
  const hours = (Date.parse(endsAt) - now) / 3_600_000;
  return {
    kind: "preview",
    objects: [
      {
        name: "silence",
        changes: [
          added("alerts with", matchers.join(", ")),
          added("from", Date.parse(startsAt) <= now ? "the moment it runs" : sayMoment(startsAt)),
          added("until", sayMoment(endsAt)),
          added("silenced now", names.length === 0 ? "no alert" : `${names.length}: ${counted}`),
          added("comment", given.comment),
        ],
      },
    ],
    warnings: [
      ...(names.length === 0 ? ["No alert fits it now; look whether its labels are written rightly."] : []),
      ...(hours > 24 ? ["It is longer than a day: nobody will be told of these alerts in the meantime."] : []),
    ],
    notPreviewed: ["Alerts that begin later and fit it are silenced, too."],
    // What comes and goes by itself (the alerts, the clock) is not part of what was judged.
    fingerprint: { matchers, duration: given.duration ?? null, endsAt: given.endsAt ?? null },
    pinned: { startsAt, endsAt },
  };
}

async function create(
  given: Given,
  times: Pinned,
  { door, now }: PrometheusParts,
  site: Site,
  { signal, beforeSending }: Changing,
): Promise<Done | Refused> {
  const facts = factsOf(given, times);
  const looked = await findSilence(facts, door, site, signal);
  if (looked.kind === "refused") return looked;
  if (looked.silence) return { kind: "done", text: `It is silenced already, by silence ${looked.silence.id}.` };
  // A beginning in the past is refused by some versions.
  const startsAt = new Date(Math.max(Date.parse(times.startsAt), now())).toISOString();
  const body = { ...facts, startsAt };
  await beforeSending();
  const answer = await askServer({ server: "alertmanager", path: "/api/v2/silences", body }, door, site, signal);
  if (answer.kind === "refused") return answer;
  const read = z.object({ silenceID: z.string() }).safeParse(answer.value);
  if (!read.success) throw notPrometheus("a new silence");
  const until = sayMoment(times.endsAt);
  return {
    kind: "done",
    text: `Silence ${read.data.silenceID} holds them back until ${until}.`,
    undo: {
      name: "alertmanager.expire-silence",
      arguments: { id: read.data.silenceID, ...(given.host !== undefined && { host: given.host }) },
    },
  };
}

function factsOf(given: Given, { endsAt }: Pinned): SilenceFacts {
  const { createdBy = "incident-commander", comment } = given;
  return { matchers: matchersOf(given), endsAt, createdBy, comment };
}

function matchersOf({ matchers }: Given): readonly Matcher[] {
  return matchers.map(({ name, value, isRegex = false, isEqual = true }) => ({ name, value, isRegex, isEqual }));
}
