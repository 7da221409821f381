/**
 * @import { PagePerson, PageState } from "../slack/page-state.ts"
 * @typedef {{ label: string, detail: string, replacement: string }} Suggestion `replacement` is the whole text with it filled in.
 */

/**
 * What could be meant by the text up to the caret: a command at its start, or a person after "@".
 * @param {string} text
 * @param {number} caret
 * @param {Pick<PageState, "commands" | "people">} state
 * @returns {readonly Suggestion[]}
 */
export function suggest(text, caret, { commands, people }) {
  if (/^\/\S*$/.test(text)) {
    return commands
      .filter(({ command }) => command.startsWith(text) && command !== text)
      .map(({ command, hint, description }) => ({
        label: `${command} ${hint}`,
        detail: description,
        replacement: `${command} `,
      }));
  }
  const before = text.slice(0, caret);
  const mention = /(?:^|\s)@([\p{L}\d_.-]*(?: [\p{L}\d_.-]*)?)$/u.exec(before);
  if (!mention) return [];
  const typed = mention[1] ?? "";
  const start = before.length - typed.length;
  return people
    .filter((person) => matches(person, typed))
    .slice(0, 8)
    .map(({ name, title }) => ({
      label: name,
      detail: title,
      replacement: `${text.slice(0, start)}${name} ${text.slice(caret)}`,
    }));
}

/**
 * The command whose arguments are being typed, for its hint.
 * @param {string} text
 * @param {PageState["commands"]} commands
 */
export function commandBeingTyped(text, commands) {
  return commands.find(({ command }) => text === command || text.startsWith(`${command} `));
}

/**
 * @param {PagePerson} person
 * @param {string} typed
 */
function matches({ name }, typed) {
  const wanted = typed.toLowerCase();
  const lower = name.toLowerCase();
  return (
    lower !== wanted.trim() && (lower.startsWith(wanted) || lower.split(" ").some((word) => word.startsWith(wanted)))
  );
}
