import type { IncidentCommand } from "../incident/command.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { runSurface } from "../incident/run.ts";
import { evidenceText } from "../slack/messages/evidence-text.ts";
import { reference } from "../slack/messages/labels.ts";
import { userOf } from "../slack/person.ts";
import { findMessage } from "../store/messages.ts";
import { evidenceOf, outputOf } from "../store/runs.ts";
import { findListedRun } from "../store/runs-list.ts";
import type { EffectContext } from "./context.ts";
import { sendFile } from "./upload.ts";

/** Everything a run printed, as a file in the thread of its message; to who asked for it where there is no message. */
export async function sendRunOutput(
  incident: Incident,
  { run, to, version }: Extract<Effect, { kind: "send-run-output" }>,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const { db, channels } = context;
  const listed = await findListedRun(db, incident.id, run);
  if (!listed) return [];
  const evidence = await evidenceOf(db, incident.id, run);
  const outputs = new Map<number, string>();
  for (const { item } of evidence) outputs.set(item, await outputOf(db, { incident: incident.id, run, item }));
  const shown = await findMessage(db, { incident: incident.id, surface: runSurface(run) });
  const place =
    shown?.kind === "sent"
      ? { channel: shown.channel, threadTs: shown.ts }
      : { channel: await channels.directWith(userOf(to)) };
  const content = new TextEncoder().encode(evidenceText(incident, listed, evidence, outputs));
  const name = `${reference(incident).toLowerCase()}-run-${run}.txt`;
  const title = `All that was printed: ${listed.started.title}`.slice(0, 200);
  await sendFile(`${incident.id}:send-run-output-${version}`, { name, content }, title, place, context);
  return [];
}
