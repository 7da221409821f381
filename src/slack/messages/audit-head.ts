import { isNews, type PublishedHead } from "../../approval/publish-head.ts";
import { code, line, moment, richText, strong, words } from "../rich-text.ts";
import { type Message, message, surfaceTag } from "./message.ts";

/** The head of the audit, for everybody to note: what is changed in the audit afterwards no longer fits it. Nothing where nothing is new. */
export function auditHeadMessage(published: PublishedHead): Message | undefined {
  const { id, head, entries, before } = published;
  if (!before || !isNews(published)) return undefined;
  const added = entries - before.entries;
  const news =
    added > 0
      ? `${counted(added)} more since `
      : `⚠️ It had ${counted(before.entries)}, and they were not taken away by Incident Commander: look into it. Since `;
  const said = `🔏 The audit of changes has ${counted(entries)}`;
  const blocks = [
    richText(
      line(strong(said), words(` · ${news}`), moment(before.at)),
      line(words("What is changed in it after now is found by:")),
      code(`incident-commander audit verify --head ${head}`),
    ),
  ];
  return message(`${said}. Its head is ${head}`, blocks, surfaceTag({ id }, "audit-head"));
}

const counted = (entries: number): string => (entries === 1 ? "1 entry" : `${entries} entries`);
