import type { Freeze } from "../../approval/freeze.ts";
import { plain, section } from "../blocks.ts";
import { clamp } from "../limits.ts";
import { line, moment, quote, richText, strong, who, words } from "../rich-text.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/** Changes are stopped, or go on again, for everybody to read. */
export function freezeMessage({ service, reason, by, beganAt, lifted, id }: Freeze): Message {
  const where = service ?? "every service";
  const said = lifted ? `🌤️ Changes of ${where} go on.` : `🧊 Changes of ${where} are frozen.`;
  const blocks = [
    richText(
      line(strong(said)),
      line(words("Frozen by "), who(by), words(" · "), moment(beganAt)),
      ...(reason ? [quote(clamp(reason, 1500))] : []),
      lifted
        ? line(words("Lifted by "), who(lifted.by), words(" · "), moment(lifted.at))
        : line(
            words("What was approved and has not begun is void; what runs finishes. To lift it: /incident unfreeze."),
          ),
    ),
  ];
  return message(said, blocks, surfaceTag({ id }, "freeze"));
}

/** Why nothing came of it, to who asked. */
export const freezeReply = (id: string, why: string): Message =>
  message(why, [section(plain(why))], surfaceTag({ id }, "freeze"));
