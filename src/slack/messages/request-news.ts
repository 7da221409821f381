import type { RichTextElement } from "@slack/types";
import { approversNow } from "../../approval/policy.ts";
import type { ChangeRequest, Question, RequestState } from "../../approval/request.ts";
import { sayState } from "../../approval/say-state.ts";
import { clamp } from "../limits.ts";
import { bullets, line, longCode, moment, quote, type RichTextPart, strong, who, words } from "../rich-text.ts";
import type { RequestShown } from "./request.ts";
import { backLines } from "./request-back.ts";
import { tooFewLines } from "./request-hours.ts";
import { isUnderWay } from "./request-words.ts";
import { headAndTail } from "./share-room.ts";

const longestWords = 1200;
const longestOutput = 1500;
const questionsShown = 3;

/** What has become of a request so far: who agreed, what was asked, how it ran, and whether it took hold. */
export function requestNews(shown: RequestShown): readonly RichTextPart[] {
  const { request } = shown;
  return [
    ...decided(shown),
    ...stateParts(request.state, shown),
    ...verified(request, request.verifications.at(-1)),
    ...backLines(request),
  ];
}

/** The same without what comes and goes by itself: that everybody is looked up again, how it runs, and every look that finds the same. */
export function newsInPrivate(shown: RequestShown): readonly RichTextPart[] {
  const { request } = shown;
  const { state, verifications } = request;
  if (isUnderWay(request)) return decided(shown);
  const isQuiet = state.kind === "open" && state.confirming !== undefined;
  const quiet = isQuiet ? { ...request, state: { ...state, confirming: undefined } } : request;
  const isAsLast = ({ result }: Verified): boolean => result.kind === verifications.at(-1)?.result.kind;
  const since = verifications.findLastIndex((one) => !isAsLast(one)) + 1;
  return [
    ...decided({ ...shown, request: quiet }),
    ...stateParts(quiet.state, shown),
    ...verified(quiet, verifications[since]),
    ...backLines(quiet),
  ];
}

/** Who agreed to what, and what was said about it. */
function decided({ request, frozen, findable }: RequestShown): readonly RichTextPart[] {
  const isWaiting = request.state.kind === "open" || request.state.kind === "previewing";
  return [
    ...(isWaiting && frozen ? [line(words(`🧊 ${clamp(frozen, 600)}`))] : []),
    ...votes(request),
    ...tooFewLines(request, findable),
    ...glass(request),
    ...request.questions.slice(-questionsShown).flatMap(question),
  ];
}

function votes({ state, votes: counted, needed, ...request }: ChangeRequest): readonly RichTextPart[] {
  const people = counted.flatMap(({ person }, at) => [words(at === 0 ? ": " : ", "), who(person)]);
  if (state.kind !== "open") {
    return people.length > 0 ? [line(strong("Agreed"), ...people)] : [];
  }
  const asked = approversNow({ ...request, state, votes: counted, needed });
  const all = asked.length > 0 ? asked.join(", ") : "nobody: the catalog names no approvers for this";
  return [
    line(
      strong(`${counted.length} of ${needed.count} agreed`),
      ...people,
      words(` · may decide: ${clamp(all, 300)} · until `),
      moment(state.until),
      ...(state.confirming ? [words(" · everybody who agreed is being looked up once more")] : []),
    ),
  ];
}

function glass({ breakGlass }: ChangeRequest): readonly RichTextPart[] {
  if (!breakGlass) return [];
  const { by, reason, review, reviewDueAt } = breakGlass;
  return [
    line(strong("🔨 Run without an approval by "), who(by)),
    quote(clamp(reason, longestWords)),
    review
      ? line(words("📝 Reviewed by "), who(review.by), words(`: ${clamp(review.text, 600)}`))
      : line(words("Its review is due "), moment(reviewDueAt)),
  ];
}

function question({ by, text, answer }: Question): readonly RichTextPart[] {
  return [
    line(words("💬 "), who(by), words(" asks:")),
    quote(clamp(text, 400)),
    ...(answer ? [line(who(answer.by), words(" answers:")), quote(clamp(answer.text, 400))] : []),
  ];
}

function stateParts(state: RequestState, { printed, request, waits }: RequestShown): readonly RichTextPart[] {
  switch (state.kind) {
    case "previewing":
      return [line(words("Nothing is decided before everybody sees what it would change."))];
    case "open":
      return [];
    case "granted":
      if (waits) {
        const why = "Another change of the same target is not over yet. This one runs after it, or not at all after ";
        return [line(words(why), moment(state.until))];
      }
      return request.plan.asksFor.length > 0
        ? [
            line(
              words(`Waits for ${request.plan.asksFor.join(", ")}, which only who asked types, until `),
              moment(state.until),
            ),
          ]
        : [line(words("It is looked at once more, and runs at once. The approval ends "), moment(state.until))];
    case "running":
      return [
        line(words("Running since "), moment(state.lease.startedAt)),
        ...(printed.trim() ? [longCode(headAndTail(printed.trim(), longestOutput))] : []),
      ];
    case "outcome-unknown":
      return [
        line(words(`Nobody saw how it ended: ${clamp(state.reason, 600)}`)),
        ...(state.found ? [line(words(`Looked at since: ${clamp(state.found.text, 600)}`))] : []),
        line(words("It is never repeated by itself. Look at the target, then press Settle.")),
      ];
    case "done":
      return [
        line(words("Done "), moment(state.at), ...byWhom(state.by)),
        ...(state.text.trim() ? [longCode(headAndTail(state.text.trim(), longestOutput))] : []),
      ];
    case "failed":
      return [
        line(words("It failed "), moment(state.at), ...byWhom(state.by)),
        quote(clamp(state.reason, longestWords)),
      ];
    case "refused-moved":
      return [
        line(words("Nothing was run, because since the approval:")),
        bullets(state.moved.slice(0, 10).map((one) => line(words(clamp(one, 300))))),
      ];
    case "denied":
    case "revoked":
      return [
        line(words(state.kind === "denied" ? "Denied by " : "Taken back by "), who(state.by), words(", was not run.")),
        ...(state.reason ? [quote(clamp(state.reason, longestWords))] : []),
      ];
    case "withdrawn":
      return [line(words("Withdrawn by "), who(state.by), words(", was not run."))];
    case "expired":
    case "voided":
      return [line(words(clamp(sayState(state), longestWords)))];
  }
}

const byWhom = (by: string | undefined): readonly RichTextElement[] =>
  by === undefined ? [] : [words(", as "), who(by), words(" found out")];

type Verified = ChangeRequest["verifications"][number];

/** Read back after 0, 1 and 5 minutes; the last word counts. */
function verified({ state }: ChangeRequest, shown: Verified | undefined): readonly RichTextPart[] {
  if (!shown || state.kind !== "done") return [];
  const isVerified = shown.result.kind === "verified";
  return [
    line(strong(isVerified ? "💚 Verified " : "💔 Not verified "), moment(shown.at)),
    quote(clamp(shown.result.text, 800)),
    ...(isVerified || !state.undo ? [] : [line(words("Undo asks for the state before to be brought back."))]),
  ];
}
