import { accessory, actionElement, imageElement, imageFields, inputElement } from "./elements.ts";
import { richText } from "./rich-text.ts";
import type { ObjectShape } from "./shape.ts";
import {
  anyText,
  choice,
  exactlyOne,
  flag,
  list,
  number,
  object,
  plain,
  string,
  typed,
  variant,
  webAddress,
} from "./shapes.ts";

export type Surface = "message" | "modal" | "home";

/** The block types a surface shows. The newest ones are for messages only. */
export function blocksFor(surface: Surface): Readonly<Record<string, ObjectShape>> {
  return surface === "message" ? { ...common, ...messageOnly } : common;
}

const block = { block_id: string(255) };

const common: Readonly<Record<string, ObjectShape>> = {
  section: typed(
    "section",
    {},
    { ...block, text: anyText(3000), fields: list(anyText(2000), 10), accessory, expand: flag },
    (section) => ((section.text ?? section.fields) ? [] : ["must define either `text` or `fields`"]),
  ),
  header: typed("header", { text: plain(150) }, block),
  divider: typed("divider", {}, block),
  context: typed(
    "context",
    {
      elements: list(
        variant(() => ({ ...texts, image: imageElement })),
        10,
      ),
    },
    block,
  ),
  actions: typed("actions", { elements: list(actionElement, 25) }, block),
  image: typed(
    "image",
    { alt_text: string(2000) },
    { ...block, ...imageFields, title: plain(2000) },
    exactlyOne("image_url", "slack_file"),
  ),
  input: typed(
    "input",
    { label: plain(2000), element: inputElement },
    { ...block, hint: plain(2000), optional: flag, dispatch_action: flag },
  ),
  rich_text: richText,
  video: typed(
    "video",
    { video_url: webAddress(), thumbnail_url: webAddress(), alt_text: string(2000), title: plain(200) },
    {
      ...block,
      title_url: webAddress(),
      author_name: string(50),
      provider_name: string(255),
      provider_icon_url: webAddress(),
      description: plain(200),
    },
  ),
};

const texts = {
  plain_text: plain(3000),
  mrkdwn: typed("mrkdwn", { text: string(3000) }, { verbatim: flag }),
};

const cells = variant(() => ({
  raw_text: typed("raw_text", { text: string(3000) }),
  raw_number: typed("raw_number", { value: number(-Number.MAX_VALUE, Number.MAX_VALUE), text: string(3000) }),
  rich_text: richText,
}));
const columnSettings = object({}, { align: choice("left", "center", "right"), is_wrapped: flag });

const messageOnly: Readonly<Record<string, ObjectShape>> = {
  markdown: typed("markdown", { text: string(12_000) }, block),
  table: typed("table", { rows: list(list(cells, 20), 100) }, { ...block, column_settings: list(columnSettings, 20) }),
  file: typed("file", { source: choice("remote"), external_id: string(255) }, block),
  alert: typed(
    "alert",
    { text: anyText(3000) },
    { ...block, level: choice("default", "info", "warning", "error", "success") },
  ),
  container: typed(
    "container",
    {
      child_blocks: list(
        variant(() => childBlocks()),
        10,
      ),
    },
    {
      ...block,
      title: plain(150),
      rich_text_title: richText,
      subtitle: anyText(150),
      width: choice("narrow", "standard", "wide", "full"),
      icon: imageElement,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
};

function childBlocks(): Readonly<Record<string, ObjectShape>> {
  const { table, file } = messageOnly;
  return { ...common, ...(table && { table }), ...(file && { file }) };
}
