import type { KnownBlock, RichTextElement } from "@slack/types";
import { changesText, planText } from "../../approval/plan-text.ts";
import type { ChangeRequest, RequestState } from "../../approval/request.ts";
import type { RequestSurface } from "../../approval/surface.ts";
import type { Incident } from "../../incident/incident.ts";
import { clamp } from "../limits.ts";
import { line, longCode, moment, place, quote, type RichTextPart, richText, strong, who, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { placeOf } from "./place-of.ts";
import { buttonsInPrivate, requestButtons } from "./request-buttons.ts";
import { hourLines } from "./request-hours.ts";
import { newsInPrivate, requestNews } from "./request-news.ts";
import { headline, headlineInPrivate } from "./request-words.ts";
import { riskLabel } from "./risk-label.ts";
import { headAndTail } from "./share-room.ts";

export interface RequestShown {
  readonly incident: Pick<Incident, "id" | "number" | "isDrill" | "isPrivate" | "channel">;
  readonly request: ChangeRequest;
  /** Which of its messages this is. */
  readonly surface: RequestSurface;
  /** What it has printed so far, while it runs. */
  readonly printed: string;
  /** The freeze that stands over its service, in a sentence. */
  readonly frozen: string | undefined;
  /** How many there are who may decide, where it needs more than these. */
  readonly findable?: number | undefined;
  /** Somebody may let it run alone: the severity is the highest, and the catalog names people. */
  readonly isGlassThere: boolean;
  /** Why it does not run at once, though nothing of its own is missing: just asked of Postgres by who would run it. */
  readonly waits?: "target-busy" | undefined;
}

const longestReason = 1500;
const beginningOfPlan = 1200;

/** A change that was asked for: who, why, exactly what, what becomes of it, and what can be done. Nothing of it is markup. */
export function requestMessage(shown: RequestShown): Message {
  return compose(shown, headline(shown.request, shown.waits), requestNews(shown), requestButtons(shown));
}

/**
 * The same as each has it who was asked to approve it. It changes when there is something else to do for them, and when it came out:
 * what happens meanwhile is on the card, and would be an edit for each of twenty people.
 */
export function requestInPrivate(shown: RequestShown): Message {
  const { request, incident } = shown;
  const where = incident.channel ? [line(words("Its card is in "), place(incident.channel))] : [];
  return compose(shown, headlineInPrivate(request), [...newsInPrivate(shown), ...where], buttonsInPrivate(shown));
}

function compose(
  shown: RequestShown,
  head: string,
  news: readonly RichTextPart[],
  buttons: readonly KnownBlock[],
): Message {
  const { incident, request, surface } = shown;
  const { plan, reason } = request;
  const said = `${marks(incident)}${reference(incident)} · ${head}: ${plan.description}`;
  const blocks: KnownBlock[] = [
    richText(
      line(strong(`${head}: ${clamp(plan.description.replace(/\s+/g, " "), 300)}`)),
      line(...facts(shown)),
      ...(reason ? [quote(clamp(reason, longestReason))] : []),
      ...hourLines(request),
    ),
    ...(isDecided(request) ? changeBlocks(request) : planBlocks(request)),
    ...(news.length > 0 ? [richText(...news)] : []),
    ...buttons,
  ];
  return message(clamp(said, 600), blocks, surfaceTag(incident, surface));
}

function facts({ incident, request }: RequestShown): readonly RichTextElement[] {
  const { plan, requester, askedAt, isDryRun, undoes, agreedBefore } = request;
  return [
    words(`${marks(incident)}${reference(incident)} · ${riskLabel(plan.risk)} · `),
    words(placeOf(plan)),
    words(agreedBefore ? " · comes back by itself, as was agreed, for " : " · asked by "),
    who(requester),
    words(" · "),
    moment(askedAt),
    ...(undoes === undefined ? [] : [words(" · takes an earlier change back")]),
    ...(isDryRun ? [words(" · a drill: it is checked, and nothing is changed")] : []),
  ];
}

const undecided: ReadonlySet<RequestState["kind"]> = new Set([
  "previewing",
  "open",
  "granted",
  "running",
  "outcome-unknown",
]);

/** Nobody decides on it any more: the rest of its plan is behind *Show all*. */
const isDecided = ({ state }: ChangeRequest): boolean => !undecided.has(state.kind);

function changeBlocks({ preview }: ChangeRequest): readonly KnownBlock[] {
  const text = preview ? changesText(preview) : "";
  return text === "" ? [] : [richText(longCode(headAndTail(text, beginningOfPlan)))];
}

/** All of the plan; of one that does not fit, its beginning, and where the rest is. */
export function planBlocks({ plan, preview, file }: ChangeRequest): readonly KnownBlock[] {
  if (!preview) return [];
  const text = planText(plan, preview);
  const parts: RichTextPart[] = file
    ? [
        longCode(headAndTail(text, beginningOfPlan)),
        line(
          strong(`The plan has ${file.length} characters, and this is not all of it. `),
          words("Open it with Show all before you decide. It is in the thread of its card, too: sha256 "),
          words(file.sha256, { code: true }),
        ),
      ]
    : [longCode(text)];
  return [richText(...parts)];
}
