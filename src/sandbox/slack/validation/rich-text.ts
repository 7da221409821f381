import type { ObjectShape } from "./shape.ts";
import { choice, flag, list, number, object, string, typed, variant, webAddress } from "./shapes.ts";

const style = object({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const styled = { style };
const border = choice(0, 1);

const inline: Readonly<Record<string, ObjectShape>> = {
  text: typed("text", { text: string(40_000) }, styled),
  link: typed(
    "link",
    { url: { kind: "string", min: 1, max: 3000, format: "url" } },
    { text: string(3000), unsafe: flag, ...styled },
  ),
  user: typed("user", { user_id: string(255) }, styled),
  usergroup: typed("usergroup", { usergroup_id: string(255) }, styled),
  channel: typed("channel", { channel_id: string(255) }, styled),
  team: typed("team", { team_id: string(255) }, styled),
  emoji: typed("emoji", { name: string(255) }, { unicode: string(255), url: webAddress(), ...styled }),
  broadcast: typed("broadcast", { range: choice("here", "channel", "everyone") }, styled),
  color: typed("color", { value: string(255) }, styled),
  date: typed(
    "date",
    { timestamp: number(0, 99_999_999_999), format: string(255) },
    { url: webAddress(), fallback: string(3000), ...styled },
  ),
};
const inlineList = list(
  variant(() => inline),
  1000,
  0,
);
const preformattedList = list(
  variant(() => pick("text", "link")),
  1000,
  0,
);

const section = typed("rich_text_section", { elements: inlineList });

const parts: Readonly<Record<string, ObjectShape>> = {
  rich_text_section: section,
  rich_text_list: typed(
    "rich_text_list",
    { style: choice("bullet", "ordered"), elements: list(section, 1000, 0) },
    { indent: number(0, 8), border },
  ),
  rich_text_quote: typed("rich_text_quote", { elements: inlineList }, { border }),
  rich_text_preformatted: typed("rich_text_preformatted", { elements: preformattedList }, { border }),
};

/** A `rich_text` block, also the value of a rich text input and a cell of a table. */
export const richText = typed(
  "rich_text",
  {
    elements: list(
      variant(() => parts),
      100,
    ),
  },
  { block_id: string(255) },
);

function pick(...names: readonly string[]): Readonly<Record<string, ObjectShape>> {
  return Object.fromEntries(Object.entries(inline).filter(([name]) => names.includes(name)));
}
