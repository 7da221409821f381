import type { KnownBlock, RichTextElement } from "@slack/types";
import { planText } from "../../approval/plan-text.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import type { RequestSurface } from "../../approval/surface.ts";
import type { Incident } from "../../incident/incident.ts";
import { clamp } from "../limits.ts";
import { line, longCode, moment, quote, type RichTextPart, richText, strong, who, words } from "../rich-text.ts";
import { marks, reference } from "./labels.ts";
import { type Message, message, surfaceTag } from "./message.ts";
import { requestButtons } from "./request-buttons.ts";
import { requestNews } from "./request-news.ts";
import { headline } from "./request-words.ts";
import { riskLabel } from "./risk-label.ts";
import { headAndTail } from "./share-room.ts";

export interface RequestShown {
  readonly incident: Pick<Incident, "id" | "number" | "isDrill" | "isPrivate">;
  readonly request: ChangeRequest;
  /** Which of its messages this is. */
  readonly surface: RequestSurface;
  /** What it has printed so far, while it runs. */
  readonly printed: string;
  /** The freeze that stands over its service, in a sentence. */
  readonly frozen: string | undefined;
  /** Somebody may let it run alone: the severity is the highest, and the catalog names people. */
  readonly isGlassThere: boolean;
}

const longestReason = 1500;
const beginningOfPlan = 1200;

/** A change that was asked for: who, why, exactly what, what becomes of it, and what can be done. Nothing of it is markup. */
export function requestMessage(shown: RequestShown): Message {
  const { incident, request, surface } = shown;
  const { plan, reason } = request;
  const said = `${marks(incident)}${reference(incident)} · ${headline(request)}: ${plan.description}`;
  const blocks: KnownBlock[] = [
    richText(
      line(strong(`${headline(request)}: ${clamp(plan.description.replace(/\s+/g, " "), 300)}`)),
      line(...facts(shown)),
      ...(reason ? [quote(clamp(reason, longestReason))] : []),
    ),
    ...planBlocks(request),
    richText(...requestNews(shown)),
    ...requestButtons(shown),
  ];
  return message(clamp(said, 600), blocks, surfaceTag(incident, surface));
}

function facts({ incident, request }: RequestShown): readonly RichTextElement[] {
  const { plan, requester, askedAt, isDryRun, undoes } = request;
  return [
    words(`${marks(incident)}${reference(incident)} · ${riskLabel(plan.risk)} · `),
    words(clamp(`${plan.service}, ${plan.environment}`, 200)),
    words(" · asked by "),
    who(requester),
    words(" · "),
    moment(askedAt),
    ...(undoes === undefined ? [] : [words(" · takes an earlier change back")]),
    ...(isDryRun ? [words(" · a drill: it is checked, and nothing is changed")] : []),
  ];
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
          words("Open it with Show all before you decide. It is in the thread, too: sha256 "),
          words(file.sha256, { code: true }),
        ),
      ]
    : [longCode(text)];
  return [richText(...parts)];
}
