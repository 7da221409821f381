import { z } from "zod";
import type { Operation } from "../../operation/definition.ts";
import { expireSilence, matcher } from "../../operation/prometheus.ts";
import { type Changer, changer, type Inspection, type Preview, type Site } from "../target.ts";
import { askServer, type PrometheusParts } from "./ask-server.ts";
import { sayMoment } from "./list-alerts.ts";
import { alertsMatching, type KnownSilence, sayMatcher, silenceById } from "./silences.ts";

type Given = z.output<typeof expireSilence.schema>;

const pinned = z.strictObject({
  matchers: z.array(matcher.required()),
  startsAt: z.string(),
  endsAt: z.string(),
  createdBy: z.string(),
  comment: z.string(),
});
type Pinned = z.output<typeof pinned>;

/** Ends a silence before its time, so that its alerts are told again; undone by a silence of the same alerts until the same end. */
export function endSilence(parts: PrometheusParts): Changer {
  const { door, now } = parts;
  return changer<Given, Pinned>(expireSilence, {
    pinned,
    async preview({ id }, site, signal) {
      const looked = await silenceById(id, door, site, signal);
      if (looked.kind === "refused") return looked;
      const { silence } = looked;
      if (!silence) return { kind: "refused", reason: `Alertmanager knows no silence ${id}` };
      if (silence.state === "expired") return { kind: "refused", reason: `silence ${id} is over already` };
      const held = await alertsMatching(silence.matchers, "silenced", door, site, signal);
      if (held.kind === "refused") return held;
      const freed = held.alerts.filter(({ silencedBy = [] }) => silencedBy.every((one) => one === id));
      return previewOf(
        silence,
        freed.map(({ labels }) => labels.alertname ?? "an alert without a name"),
      );
    },
    async run(given, before, site, { signal, dryRun, beforeSending }) {
      const looked = await silenceById(given.id, door, site, signal);
      if (looked.kind === "refused") return looked;
      if (!looked.silence || looked.silence.state === "expired")
        return { kind: "done", text: `Silence ${given.id} is over already; nothing was sent.` };
      if (looked.silence.endsAt !== before.endsAt)
        return { kind: "refused", reason: `silence ${given.id} ends at ${sayMoment(looked.silence.endsAt)} now` };
      if (dryRun)
        return { kind: "done", text: "Drill: the silence stays; Alertmanager cannot be asked to only check it." };
      await beforeSending();
      const path = `/api/v2/silence/${given.id}`;
      const answer = await askServer({ server: "alertmanager", path, isDelete: true }, door, site, signal);
      if (answer.kind === "refused") return answer;
      return { kind: "done", text: `Silence ${given.id} was ended.`, undo: silenceAgain(given, before, now()) };
    },
    async verify({ id }, _before, site, { signal }) {
      const { kind, text } = await inspected(id, parts, site, signal);
      return { kind: kind === "done" ? "verified" : "failed", text };
    },
    inspect: ({ id }, _before, site, signal) => inspected(id, parts, site, signal),
  });
}

function previewOf(silence: KnownSilence, freed: readonly string[]): Preview & { readonly pinned: Pinned } {
  const { id, startsAt, endsAt, createdBy, comment } = silence;
  const matchers = silence.matchers.map(({ name, value, isRegex, isEqual }) => ({ name, value, isRegex, isEqual }));
  const said = matchers.map(sayMatcher).join(", ");
  const names = [...new Set(freed)].slice(0, 10).join(", ");
  return {
    kind: "preview",
    objects: [
      {
        name: `silence ${id}`,
        changes: [
          { what: "alerts with", before: said, after: said },
          { what: "until", before: sayMoment(endsAt), after: "the moment it runs" },
          { what: "told again", before: "", after: freed.length === 0 ? "no alert" : `${freed.length}: ${names}` },
          { what: "comment", before: comment, after: comment },
        ],
      },
    ],
    warnings: [],
    notPreviewed: [],
    // What comes and goes by itself (the alerts) is not part of what was judged.
    fingerprint: { id, matchers: said, endsAt },
    pinned: { matchers, startsAt, endsAt, createdBy, comment },
  };
}

function silenceAgain({ host }: Given, before: Pinned, now: number): Operation {
  const { startsAt, ...facts } = before;
  return {
    name: "alertmanager.silence",
    arguments: {
      ...facts,
      comment: facts.comment || "silenced again",
      ...(Date.parse(startsAt) > now && { startsAt }),
      ...(host !== undefined && { host }),
    },
  };
}

async function inspected(id: string, { door }: PrometheusParts, site: Site, signal: AbortSignal): Promise<Inspection> {
  const looked = await silenceById(id, door, site, signal);
  if (looked.kind === "refused") return { kind: "unclear", text: looked.reason };
  if (!looked.silence) return { kind: "done", text: `Alertmanager knows no silence ${id} any more.` };
  const { state, endsAt } = looked.silence;
  return state === "expired"
    ? { kind: "done", text: `Silence ${id} is over.` }
    : { kind: "not-done", text: `Silence ${id} is ${state} until ${sayMoment(endsAt)}.` };
}
