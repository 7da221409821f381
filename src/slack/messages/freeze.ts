import type { Freeze, FreezeWish } from "../../approval/freeze.ts";
import type { RequestSurface } from "../../approval/surface.ts";
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

/** Why nothing came of it, to who asked. `surface`: which of the messages about a freeze this is. */
export function freezeReply(
  { id, surface }: { readonly id: string; readonly surface: RequestSurface },
  { kind, service }: FreezeWish,
  why: string,
): Message {
  const where = service ?? "every service";
  const what = kind === "freeze" ? `freeze changes of ${where}` : `let changes of ${where} go on`;
  const said = `You asked to ${what}. ${why}`;
  return message(said, [section(plain(said))], surfaceTag({ id }, surface));
}
