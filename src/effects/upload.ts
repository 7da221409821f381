import { uploadToSlack } from "../clients/slack-upload.ts";
import { findAttempt, forgetAttempt, rememberAttempt } from "../store/attempts.ts";
import type { EffectContext } from "./context.ts";
import type { Place } from "./place-for.ts";
import { unless } from "./unless.ts";

export interface Upload {
  /** `inc-7-timeline.txt`. */
  readonly name: string;
  readonly content: Uint8Array;
  /** What it shows, for who cannot see it. */
  readonly alternative?: string | undefined;
}

/** The id of the file, which nobody sees yet. */
export async function upload(
  { name, content, alternative }: Upload,
  { slack }: Pick<EffectContext, "slack">,
): Promise<string> {
  const described = alternative === undefined ? {} : { alt_txt: alternative.slice(0, 1000) };
  const answer = await slack.call("files.getUploadURLExternal", {
    filename: name,
    length: content.byteLength,
    ...described,
  });
  await uploadToSlack(answer.upload_url, new Uint8Array(content));
  return answer.file_id;
}

/** Sends a file once, however often it is tried: `key` names it until its outcome is known. */
export async function sendFile(
  key: string,
  file: Upload,
  title: string,
  { channel, threadTs }: Place,
  context: Pick<EffectContext, "db" | "slack">,
): Promise<string> {
  const { db, slack } = context;
  const earlier = await findAttempt<{ readonly file: string }>(db, key);
  const id = earlier?.body.file ?? (await upload(file, context));
  await rememberAttempt(db, key, { file: id });
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  // A file that was completed before is not found again: then it was sent.
  await slack
    .call("files.completeUploadExternal", {
      files: [{ id, title }],
      channel_id: channel,
      ...thread,
      initial_comment: title,
    })
    .catch(unless(...(earlier ? ["file_not_found"] : [])));
  await forgetAttempt(db, key);
  return id;
}
