import { findRequest } from "../../store/requests.ts";
import { turnedAway } from "../context.ts";
import { sentenceReply } from "../messages/replies.ts";
import { secretModal } from "../modals/secret-modal.ts";
import type { ClickListener } from "./clicks.ts";
import { atRequest, firstOf, openView } from "./request-clicks.ts";
import { errorAt, firstField, type SubmissionListener } from "./submissions.ts";

/** Opens the form for the secret values of a change that is approved, for who asked for it. */
export const clickTypesValues: ClickListener = (context, click) =>
  atRequest(context, click, async (request) => {
    const asked = { kind: "type-values", by: click.by, request: request.id } as const;
    const first = firstOf(await context.handleRequest(asked));
    if (first.kind === "refused") return sentenceReply(first.refusal.text);
    return openView(context, click, secretModal.view(request));
  });

/**
 * Hands what was typed to the run, in this process. The delivery is known by its form alone: a hash of what stands in it would tell of it.
 * Sent in again, it runs nothing.
 */
export const submitValues: SubmissionListener = async (context, submission) => {
  const { by, viewId, metadata, values } = submission;
  const field = firstField(submission);
  const away = await turnedAway(context, by);
  if (away) return errorAt(field, away);
  const request = await findRequest(context.pool, metadata);
  if (!request) return errorAt(field, "This form is too old. Close it and open it again.");
  const read = secretModal.read(values, request);
  if (read.kind === "errors") return read;
  const asked = { kind: "type-values", by, request: request.id } as const;
  const outcome = await context.handleRequest(asked, { key: `typed:${viewId}` });
  const first = firstOf(outcome);
  if (first.kind === "refused") return errorAt(field, first.refusal.text);
  if (outcome.kind === "done") context.runTyped(request.id, { by, values: read.values });
  return { kind: "update", view: secretModal.taken() };
};
