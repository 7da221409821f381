import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../clients/fault.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Incident } from "../incident/incident.ts";
import { runSurface } from "../incident/run.ts";
import { findMessage } from "../store/messages.ts";
import { type KeptPicture, moveToThread, picturesOf, pngOf, rememberFile } from "../store/runs-pictures.ts";
import type { EffectContext } from "./context.ts";
import { show } from "./show.ts";
import { sendFile, upload } from "./upload.ts";

/**
 * The message of a run, its pictures in it. A Slack that does not take them there gets the message without them, and the pictures as
 * files in its thread.
 */
export async function showRun(
  incident: Incident,
  run: number,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  if (!incident.channel) return show(incident, runSurface(run), context);
  const { db } = context;
  const pictures = await picturesOf(db, incident.id, run);
  const embedded = pictures.filter(({ shown }) => shown === "embedded");
  const trouble = await embedAll(incident, run, embedded, context);
  const commands = await show(incident, runSurface(run), context);
  if (embedded.length > 0) await untilShown(incident, run, context);
  await sendToThread(incident, run, context);
  if (trouble) throw trouble;
  return commands;
}

/** The message does not wait for its pictures. Resolves to what is to be tried again. */
async function embedAll(
  incident: Incident,
  run: number,
  pictures: readonly KeptPicture[],
  context: EffectContext,
): Promise<Fault | undefined> {
  try {
    for (const picture of pictures.filter(({ file }) => !file)) await embed(incident, run, picture, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.service === "postgres") throw error;
    if (error.retry.kind !== "never") return error;
    await moveToThread(context.db, incident.id, run);
    return undefined;
  }
}

const mostTries = 3;
const betweenTriesMs = 1000;

/** Slack looks at a file for a moment before a block may show it. */
async function untilShown(incident: Incident, run: number, context: EffectContext): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (!(await isShownPlainly(incident, run, context))) return;
    await pause(betweenTriesMs);
    await show(incident, runSurface(run), context);
  }
  if (!(await isShownPlainly(incident, run, context))) return;
  await moveToThread(context.db, incident.id, run);
  await show(incident, runSurface(run), context);
}

type Numbered = readonly [Incident, number, KeptPicture];

const placeOf = (...[{ id }, run, { item, place }]: Numbered) => ({ incident: id, run, item, place });

/** The picture as a file that nobody sees by itself: the message shows it. */
async function embed(incident: Incident, run: number, picture: KeptPicture, context: EffectContext): Promise<void> {
  const place = placeOf(incident, run, picture);
  const png = await pngOf(context.db, place);
  if (!png) return;
  const file = await upload({ name: nameOf(run, picture), content: png, alternative: picture.alternative }, context);
  await context.slack.call("files.completeUploadExternal", { files: [{ id: file, title: titleOf(picture) }] });
  await rememberFile(context.db, place, file);
}

/** Its blocks were refused, and it says its words alone. */
async function isShownPlainly(incident: Incident, run: number, { db }: EffectContext): Promise<boolean> {
  const shown = await findMessage(db, { incident: incident.id, surface: runSurface(run) });
  return shown?.kind === "sent" && shown.hash.startsWith("plain:");
}

async function sendToThread(incident: Incident, run: number, context: EffectContext): Promise<void> {
  const waiting = (await picturesOf(context.db, incident.id, run)).filter(
    ({ shown, file }) => shown === "thread" && !file,
  );
  const shown = await findMessage(context.db, { incident: incident.id, surface: runSurface(run) });
  if (waiting.length === 0 || shown?.kind !== "sent") return;
  for (const picture of waiting) {
    const place = placeOf(incident, run, picture);
    const png = await pngOf(context.db, place);
    if (!png) continue;
    const content = { name: nameOf(run, picture), content: png, alternative: picture.alternative };
    const to = { channel: shown.channel, threadTs: shown.ts };
    const key = `${incident.id}:picture-${run}-${picture.item}-${picture.place}`;
    await rememberFile(context.db, place, await sendFile(key, content, titleOf(picture), to, context));
  }
}

const nameOf = (run: number, { item, place }: KeptPicture): string => `run-${run}-${item + 1}-${place + 1}.png`;

const titleOf = ({ alternative }: KeptPicture): string => alternative.slice(0, 200);
