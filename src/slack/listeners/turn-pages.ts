import { turnedAway } from "../context.ts";
import { readListPlace } from "../list-place.ts";
import { listReply } from "../messages/list-page.ts";
import { sentenceReply } from "../messages/replies.ts";
import { readStatsQuestion } from "../stats-question.ts";
import { answerStats } from "./answer-stats.ts";
import type { ClickListener } from "./clicks.ts";
import { findListPage } from "./find-list-page.ts";

/** Newer and Older: the same list, further on, in the place of the page before. */
export const clickTurnsList: ClickListener = async (context, { by, value }) => {
  const away = await turnedAway(context, by);
  if (away) return sentenceReply(away);
  const place = readListPlace(value);
  if (!place) return sentenceReply("This button is too old to be understood. Type /incident list instead.");
  const page = await findListPage(context.pool, by, place);
  return { ...listReply(page, context.catalog()), replacesOriginal: true };
};

/** Figures of another length of time. */
export const clickCountsDays: ClickListener = async (context, { by, value }) => {
  const away = await turnedAway(context, by);
  if (away) return sentenceReply(away);
  const question = readStatsQuestion(value);
  if (!question) return sentenceReply("This button is too old to be understood. Type /incident stats instead.");
  return { ...(await answerStats(context, by, question)), replacesOriginal: true };
};
