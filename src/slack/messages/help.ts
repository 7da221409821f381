import { context, plain, section } from "../blocks.ts";
import { type CommandEntry, commands, formOf } from "../grammar/commands.ts";
import { bullets, line, richText, strong, words } from "../rich-text.ts";
import { type Message, message } from "./message.ts";

/** Help is the table that also parses, so it cannot promise what is not understood. */
export function helpReply(entry: CommandEntry | undefined): Message {
  return entry ? helpFor(entry) : helpForAll();
}

function helpForAll(): Message {
  const lines = commands.map((entry) =>
    line(words(`${entry.word} ${entry.form}`.trim(), { code: true }), words(` ${entry.help}`)),
  );
  const note = "Commands about an incident work in its channel, or name it: /incident update INC-7 …";
  return message("After /incident you can type", [
    richText(line(strong("After /incident you can type"))),
    richText(bullets(lines)),
    context(plain(note)),
  ]);
}

function helpFor(entry: CommandEntry): Message {
  const others = entry.synonyms.length > 0 ? ` Also: ${entry.synonyms.join(", ")}.` : "";
  return message(`${formOf(entry)} – ${entry.help}`, [
    richText(line(words(formOf(entry), { code: true }))),
    section(plain(`${entry.help}${others}\nFor example: /incident ${entry.example}`)),
  ]);
}
