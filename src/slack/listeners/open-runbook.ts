import { Fault } from "../../clients/fault.ts";
import type { Incident, PersonId } from "../../incident/incident.ts";
import { openRunbook, runbookSurface } from "../../incident/open-runbook.ts";
import type { RunbookLibrary, Suggestion } from "../../runbook/library.ts";
import { occasionOf } from "../../runbook/occasion-of.ts";
import { findMessage } from "../../store/messages.ts";
import type { SlackContext } from "../context.ts";
import type { Message } from "../messages/message.ts";
import { sentenceReply } from "../messages/replies.ts";
import { runbookOpenedReply } from "../messages/runbook-opened-reply.ts";
import { runbooksReply } from "../messages/runbooks-reply.ts";
import { firstOf } from "./first-of.ts";

interface Asking {
  readonly by: PersonId;
  readonly key: { readonly key: string } | undefined;
}

/** `/incident run [words]`: the one that fits the words best, else all that may fit, and why. */
export async function answerRun(
  context: SlackContext,
  incident: Incident,
  words: string,
  asking: Asking,
): Promise<Message> {
  const library = await context.runbooks.open(incident.service);
  const ranked = library.rank(occasionOf(incident));
  if (!words) return runbooksReply(incident, ranked);
  const meant = bestFor(library, incident, words, ranked);
  return meant ? openInIncident(context, incident, meant, asking) : runbooksReply(incident, ranked, words);
}

/** A title or file name as it is written wins over what merely shares words with it. */
function bestFor(
  library: RunbookLibrary,
  incident: Incident,
  words: string,
  ranked: readonly Suggestion[],
): Suggestion | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const typed = plain(words);
  const exact = ranked.find(({ slug, title }) =>
    [plain(title), plain(slug), plain(slug.replace(/^.*\./, ""))].includes(typed),
  );
  if (exact) return exact;
  const { service, severity } = incident;
  const [best] = library.rank({ service, severity, alerts: [words], text: words });
  return best?.isFitting ? best : undefined;
}

export async function openInIncident(
  context: SlackContext,
  incident: Incident,
  { slug, title, hash, page }: Pick<Suggestion, "slug" | "title" | "hash" | "page">,
  { by, key }: Asking,
): Promise<Message> {
  const wasOpen = openRunbook(incident, slug) !== undefined;
  const command = { kind: "open-runbook", incident: incident.id, by, slug, title, hash, page } as const;
  const first = firstOf(await context.handle(command, key));
  if (first.kind === "refused") return sentenceReply(first.refusal.text);
  const link = wasOpen ? await linkTo(context, incident, slug) : undefined;
  return runbookOpenedReply(first.incident, { slug, title, page }, link);
}

/** Somebody may have posted much since: then it is a way up. Without it the answer still stands. */
async function linkTo({ pool, slack }: SlackContext, { id }: Incident, slug: string): Promise<string | undefined> {
  const shown = await findMessage(pool, { incident: id, surface: runbookSurface(slug) });
  if (shown?.kind !== "sent") return undefined;
  try {
    return (await slack.call("chat.getPermalink", { channel: shown.channel, message_ts: shown.ts })).permalink;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
