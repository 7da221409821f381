import type { RichTextElement } from "@slack/types";
import type { ChangeNews } from "../../incident/change-news.ts";
import { strong, who, words } from "../rich-text.ts";

/** What the timeline says of a change; the channel sees it on the card of its request. */
export function changeElements(change: ChangeNews): readonly RichTextElement[] {
  const { by, people = [], what, text, isDryRun } = change;
  const agreed = people.flatMap((person, index) => [words(index === 0 ? " by " : ", "), who(person)]);
  const [mark, said] = wordsOf[change.news];
  return [
    words(`${mark} `),
    ...(by === undefined ? [words(`The change ${said} `)] : [who(by), words(` ${said} `)]),
    strong(what),
    ...agreed,
    ...(isDryRun ? [words(" (a drill: nothing is changed)")] : []),
    ...(text ? [words(` – ${text}`)] : []),
  ];
}

const wordsOf: Readonly<Record<ChangeNews["news"], readonly [mark: string, said: string]>> = {
  asked: ["🙏", "asked for a change:"],
  "more-needed": ["⏰", "waits for one more approver:"],
  granted: ["✅", "was approved:"],
  "glass-broken": ["🔨", "broke the glass, without an approval, for"],
  denied: ["⛔", "denied"],
  expired: ["⌛", "expired and was not run:"],
  withdrawn: ["↩️", "withdrew"],
  revoked: ["↩️", "took back the approval of"],
  voided: ["🧊", "was stopped and not run:"],
  moved: ["🔀", "was not run, because the target is no longer what was approved:"],
  started: ["▶️", "has begun:"],
  done: ["🛠️", "was made:"],
  failed: ["❌", "failed:"],
  unknown: ["❓", "has an unknown outcome:"],
  settled: ["🔎", "said what became of"],
  verified: ["💚", "was verified:"],
  "not-verified": ["💔", "could not be verified:"],
  back: ["↩️", "came back:"],
  "not-back": ["🚨", "has not come back by itself:"],
  reviewed: ["📝", "reviewed"],
};
