import type { ModalView } from "@slack/types";
import { planText } from "../../approval/plan-text.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import { plain } from "../blocks.ts";
import { limits } from "../limits.ts";
import { hourLines } from "../messages/request-hours.ts";
import { line, longCode, richText, strong, words } from "../rich-text.ts";

/** A view of Slack holds 250 KB; a block some 3,000 characters of it. */
const mostCharacters = 60_000;
const perBlock = 2_900;

/** The whole plan, and what it printed, exactly as they are. Nothing is sent back. */
export function planView({ plan, preview, file, state, needed }: ChangeRequest): ModalView {
  const text = preview ? planText(plan, preview) : plan.description;
  const printed = state.kind === "done" ? state.text.trim() : "";
  return {
    type: "modal",
    callback_id: "plan-shown",
    title: plain("The whole plan", limits.modalTitle),
    close: plain("Close", limits.modalTitle),
    blocks: [
      ...hourLines({ needed }).map((one) => richText(one)),
      ...pieces(text).map((piece) => richText(longCode(piece))),
      ...(text.length > mostCharacters
        ? [richText(line(strong("It goes on in the file in the thread of the card.")))]
        : []),
      ...(file ? [richText(line(words("sha256 "), words(file.sha256, { code: true })))] : []),
      ...(printed
        ? [richText(line(strong("What it printed"))), ...pieces(printed).map((piece) => richText(longCode(piece)))]
        : []),
    ].slice(0, 100),
  };
}

const pieces = (text: string): readonly string[] =>
  text.slice(0, mostCharacters).match(new RegExp(`[\\s\\S]{1,${perBlock}}`, "gu")) ?? [];
