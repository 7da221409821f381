import type { ChangeNews } from "../incident/change-news.ts";
import { shorten } from "../incident/text.ts";
import type { RequestEvent } from "./event.ts";
import type { ChangeRequest } from "./request.ts";

/** What the incident's timeline says of this event; nothing of what is between the bot and one person. */
export function changeNews(request: ChangeRequest, event: RequestEvent): ChangeNews | undefined {
  // Who agreed to the end agreed when the change itself was approved, and is told there.
  const said = event.kind === "granted" && request.agreedBefore ? undefined : newsOf(event);
  if (!said) return undefined;
  const { text, ...rest } = said;
  const { id, plan, isDryRun } = request;
  return { request: id, what: plan.description, isDryRun, ...rest, text: text && shorten(text, longest) };
}

const longest = 300;

function newsOf(event: RequestEvent): Pick<ChangeNews, "news" | "by" | "people" | "text"> | undefined {
  switch (event.kind) {
    case "request-asked":
      if (event.agreedBefore) return undefined;
      return { news: "asked", by: event.by, text: event.reason || undefined };
    case "more-needed":
      return { news: "more-needed", text: event.needed.oneMore?.join(" ") };
    case "granted":
      return { news: "granted", people: event.people.map(({ person }) => person) };
    case "glass-broken":
    case "denied":
    case "revoked":
      return { news: event.kind, by: event.by, text: event.reason || undefined };
    case "withdrawn":
      return { news: "withdrawn", by: event.by };
    case "expired":
      return { news: "expired", text: `the ${event.what === "grant" ? "approval" : "request"}` };
    case "voided":
      return { news: "voided", text: event.isSo ? `There was nothing to do. ${event.reason}` : event.reason };
    case "target-moved":
      return { news: "moved", text: event.moved.join("; ") };
    case "run-started":
      return { news: "started" };
    case "run-done":
      return { news: "done", text: event.text };
    case "run-failed":
      return { news: "failed", text: event.reason };
    case "run-lost":
      return { news: "unknown", text: event.reason };
    case "run-settled":
      return {
        news: "settled",
        by: event.by,
        text: `${event.wasDone ? "It was done" : "It was not done"}: ${event.text}`,
      };
    case "run-verified":
      return { news: event.result.kind === "verified" ? "verified" : "not-verified", text: event.result.text };
    case "came-back":
      return { news: "back", text: event.text };
    case "not-come-back":
      return { news: "not-back", text: event.reason };
    case "reviewed":
      return { news: "reviewed", by: event.by, text: event.text };
    case "plan-previewed":
    case "act-asked":
    case "act-refused":
    case "vote-counted":
    case "quorum-met":
    case "vote-dropped":
    case "plan-opened":
    case "question-put":
    case "question-answered":
    case "silence-escalated":
    case "run-renewed":
    case "run-inspected":
    case "back-due":
    case "review-reminded":
      return undefined;
  }
}
