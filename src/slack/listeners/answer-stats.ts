import type { PersonId } from "../../incident/incident.ts";
import { incidentFigures, type StatsQuestion } from "../../store/incident-figures.ts";
import type { SlackContext } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { statsReply } from "../messages/stats.ts";

export async function answerStats(
  { pool, catalog }: SlackContext,
  viewer: PersonId,
  question: StatsQuestion,
): Promise<Message> {
  return statsReply(await incidentFigures(pool, { viewer, ...question }), question, catalog());
}
