import { Fault } from "../../clients/fault.ts";
import type { Incident } from "../../incident/incident.ts";
import { findIncident } from "../../store/find-incident.ts";
import { evidenceOf } from "../../store/runs.ts";
import { findListedRun, listRuns } from "../../store/runs-list.ts";
import { readButtonValue } from "../button-value.ts";
import { type SlackContext, turnedAway } from "../context.ts";
import { evidenceReply, mostListed } from "../messages/evidence-reply.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { runEvidenceView } from "../modals/run-evidence-view.ts";
import { readRunValue } from "../run-value.ts";
import type { ClickListener } from "./clicks.ts";

/** What was run in an incident, to whoever asks in it. */
export async function listEvidence({ pool }: SlackContext, incident: Incident): Promise<Message> {
  return evidenceReply(incident, await listRuns(pool, incident.id, mostListed));
}

export const clickListsEvidence: ClickListener = async (context, { by, value }) => {
  const away = await turnedAway(context, by);
  if (away) return sentenceReply(away);
  const read = readButtonValue(value);
  const incident = read && (await findIncident(context.pool, read.incident));
  return incident ? listEvidence(context, incident) : sentenceReply(oldButton);
};

export const clickShowsEvidence: ClickListener = async (context, { by, value, triggerId }) => {
  const away = await turnedAway(context, by);
  if (away) return sentenceReply(away);
  const read = readRunValue(value);
  const incident = read && (await findIncident(context.pool, read.incident));
  const listed = read && incident && (await findListedRun(context.pool, incident.id, read.run));
  if (!listed) return sentenceReply(oldButton);
  const evidence = await evidenceOf(context.pool, incident.id, listed.run);
  try {
    const view = runEvidenceView({ incident, listed, evidence });
    await context.slack.call("views.open", { trigger_id: triggerId, view });
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return sentenceReply(`It could not be opened (${error.message}). Press the button again.`);
  }
};

const oldButton = "This button is too old to be understood. Type /incident evidence instead.";
