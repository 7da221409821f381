import { Fault } from "../clients/fault.ts";
import { uploadToSlack } from "../clients/slack-upload.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { Effect } from "../incident/effect.ts";
import type { Incident } from "../incident/incident.ts";
import { timelineOf } from "../incident/timeline.ts";
import { reference } from "../slack/messages/labels.ts";
import { peopleIn, timelineText } from "../slack/messages/timeline.ts";
import { userOf } from "../slack/person.ts";
import { findAttempt, forgetAttempt, rememberAttempt } from "../store/attempts.ts";
import { eventsSince } from "../store/events.ts";
import type { EffectContext } from "./context.ts";
import { unless } from "./unless.ts";

/** The timeline as a file in a direct message: an answer that only one person sees cannot hold files. */
export async function sendTimeline(
  incident: Incident,
  { to, version }: Extract<Effect, { kind: "send-timeline" }>,
  context: EffectContext,
): Promise<readonly IncidentCommand[]> {
  const { slack, channels, db } = context;
  const key = `${incident.id}:send-timeline-${version}`;
  const title = `Timeline of ${reference(incident)}`;
  const earlier = await findAttempt<{ readonly file: string }>(db, key);
  const file = earlier?.body.file ?? (await upload(incident, version, context));
  await rememberAttempt(db, key, { file });
  const channel_id = await channels.directWith(userOf(to));
  // A file that was completed before is not found again: then it was sent.
  await slack
    .call("files.completeUploadExternal", { files: [{ id: file, title }], channel_id, initial_comment: title })
    .catch(unless(...(earlier ? ["file_not_found"] : [])));
  await forgetAttempt(db, key);
  return [];
}

/** The id of the file, which nobody sees yet. */
async function upload(incident: Incident, version: number, context: EffectContext): Promise<string> {
  const lines = timelineOf(await eventsSince(context.db, incident.id, 0, version));
  const names = await namesOf(peopleIn(incident, lines), context);
  const content = new TextEncoder().encode(timelineText(incident, lines, names));
  const filename = `${reference(incident).toLowerCase()}-timeline.txt`;
  const { upload_url, file_id } = await context.slack.call("files.getUploadURLExternal", {
    filename,
    length: content.byteLength,
  });
  await uploadToSlack(upload_url, content);
  return file_id;
}

/** Whoever Slack cannot name keeps their id. */
async function namesOf(users: readonly string[], { slack }: EffectContext): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const user of users) {
    try {
      const found = await slack.call("users.info", { user });
      names.set(user, found.user.real_name || found.user.name || user);
    } catch (error) {
      if (!(error instanceof Fault) || error.retry.kind !== "never") throw error;
    }
  }
  return names;
}
