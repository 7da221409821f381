import { h } from "./dom.js";
import { change, session } from "./session.js";
import { commandBeingTyped, suggest } from "./suggestions.js";

/** Which suggestion is marked, and the text for which the list was closed. */
const list = { at: 0, draftKey: "", text: "", closedFor: "" };

/** @param {string} draftKey */
function current(draftKey) {
  const text = session.drafts.get(draftKey) ?? "";
  const field = fieldOf(draftKey);
  if (!session.state || !field || document.activeElement !== field || list.closedFor === text) return [];
  if (list.draftKey !== draftKey || list.text !== text) Object.assign(list, { at: 0, draftKey, text });
  return suggest(text, field.selectionStart, session.state);
}

/** @param {string} draftKey */
function fieldOf(draftKey) {
  const field = document.querySelector(`[data-draft="${CSS.escape(draftKey)}"]`);
  return field instanceof HTMLTextAreaElement ? field : undefined;
}

/**
 * The list above a composer: commands, people, or the hint of the command being typed.
 * @param {string} draftKey
 */
export function drawSuggestions(draftKey) {
  const suggestions = current(draftKey);
  if (suggestions.length > 0) {
    return h(
      "div",
      { class: "suggestions", role: "listbox", "aria-label": "Suggestions" },
      suggestions.map(({ label, detail, replacement }, index) =>
        h(
          "button",
          {
            key: label,
            type: "button",
            role: "option",
            tabindex: "-1",
            class: "suggestion",
            "aria-selected": index === list.at ? "true" : "false",
            onMousedown: (/** @type {Event} */ event) => event.preventDefault(),
            onClick: () => accept(draftKey, replacement),
          },
          h("strong", {}, label),
          h("span", { class: "quiet" }, detail),
        ),
      ),
    );
  }
  const text = session.drafts.get(draftKey) ?? "";
  const command = commandBeingTyped(text, session.state?.commands ?? []);
  if (!command) return null;
  return h(
    "div",
    { class: "command-hint" },
    h("code", {}, `${command.command} ${command.hint}`),
    h("span", { class: "quiet" }, command.description),
  );
}

/**
 * Keys that belong to the list while it is open. True when the key was used.
 * @param {KeyboardEvent} event
 * @param {string} draftKey
 */
export function suggestionKey(event, draftKey) {
  const suggestions = current(draftKey);
  const chosen = suggestions[list.at];
  if (!chosen) return false;
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      list.at = (list.at + (event.key === "ArrowDown" ? 1 : suggestions.length - 1)) % suggestions.length;
      change();
      break;
    case "Enter":
    case "Tab":
      if (event.shiftKey) return false;
      accept(draftKey, chosen.replacement);
      break;
    case "Escape":
      list.closedFor = session.drafts.get(draftKey) ?? "";
      change();
      break;
    default:
      return false;
  }
  event.preventDefault();
  return true;
}

/**
 * @param {string} draftKey
 * @param {string} replacement
 */
function accept(draftKey, replacement) {
  session.drafts.set(draftKey, replacement);
  list.closedFor = replacement;
  change();
  fieldOf(draftKey)?.focus();
}
