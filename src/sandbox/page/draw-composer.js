import { act, actOrSay } from "./connection.js";
import { h } from "./dom.js";
import { icon } from "./icon.js";
import { openMenu } from "./popup.js";
import { change, session } from "./session.js";
import { drawSuggestions, suggestionKey } from "./suggestion-list.js";

/** @typedef {{ conversation: string, threadTs?: string, placeholder: string }} Composer */

/**
 * Where one writes. Enter sends, Shift+Enter makes a line.
 * @param {Composer} composer
 */
export function drawComposer(composer) {
  const { conversation, threadTs, placeholder } = composer;
  const draftKey = draftKeyOf(composer);
  const text = session.drafts.get(draftKey) ?? "";
  const refusal = session.refusals.get(draftKey);
  /** @param {Event & { currentTarget: HTMLTextAreaElement }} event */
  const onInput = ({ currentTarget }) => {
    setDraft(draftKey, currentTarget.value);
    grow(currentTarget);
  };
  /** @param {KeyboardEvent & { currentTarget: HTMLTextAreaElement }} event */
  const onKeydown = (event) => {
    if (suggestionKey(event, draftKey)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(composer);
  };
  /** @param {Event & { currentTarget: Element }} event */
  const openShortcuts = ({ currentTarget }) => openShortcutMenu(conversation, draftKey, currentTarget);
  return h(
    "div",
    { class: "composer", key: `composer ${draftKey}` },
    drawSuggestions(draftKey),
    refusal ? h("p", { class: "error", role: "alert" }, refusal) : null,
    h(
      "div",
      { class: "composer-box" },
      h(
        "button",
        {
          type: "button",
          class: "composer-button",
          "aria-label": "Shortcuts",
          title: "Shortcuts",
          "aria-haspopup": "menu",
          onClick: openShortcuts,
        },
        icon("plus"),
      ),
      h("textarea", {
        "data-testid": threadTs ? "thread-composer" : "composer",
        "data-draft": draftKey,
        "aria-label": placeholder,
        placeholder,
        rows: "1",
        enterkeyhint: "send",
        autocomplete: "off",
        onInput,
        onKeydown,
        onClick: () => change(),
        value: text,
      }),
      h(
        "button",
        {
          type: "button",
          class: text.trim() ? "composer-button is-ready" : "composer-button",
          "aria-label": "Send",
          title: "Send",
          onClick: () => send(composer),
        },
        icon("send"),
      ),
    ),
  );
}

/** @param {Composer} composer */
function draftKeyOf({ conversation, threadTs = "" }) {
  return `${conversation} ${threadTs}`;
}

/**
 * @param {string} draftKey
 * @param {string} text
 */
function setDraft(draftKey, text) {
  session.drafts.set(draftKey, text);
  session.refusals.delete(draftKey);
  change();
}

/**
 * The text comes back when it was refused, unless something else has been typed meanwhile.
 * @param {Composer} composer
 */
async function send(composer) {
  const { conversation, threadTs } = composer;
  const draftKey = draftKeyOf(composer);
  const text = (session.drafts.get(draftKey) ?? "").trim();
  if (text === "") return;
  setDraft(draftKey, "");
  const refusal = await act({ kind: "send", conversation, text, ...(threadTs ? { threadTs } : {}) });
  if (!refusal) return;
  session.refusals.set(draftKey, refusal);
  if (!session.drafts.get(draftKey)) session.drafts.set(draftKey, text);
  change();
}

/**
 * Browsers that can grow a field by themselves do so in the style sheet.
 * @param {HTMLTextAreaElement} field
 */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/**
 * @param {string} conversation
 * @param {string} draftKey
 * @param {Element} anchor
 */
function openShortcutMenu(conversation, draftKey, anchor) {
  const shortcuts = (session.state?.shortcuts ?? [])
    .filter(({ kind }) => kind === "global")
    .map(({ callbackId, name }) => ({
      label: name,
      onChoose: () => void actOrSay({ kind: "shortcut", callbackId, conversation }),
    }));
  const commands = (session.state?.commands ?? []).map(({ command, description }) => ({
    label: `${command}  ${description}`,
    onChoose: () => fillComposer(draftKey, `${command} `),
  }));
  openMenu({ label: "Shortcuts", anchor, items: [...shortcuts, ...commands] });
}

/**
 * Puts a text into a composer and the caret behind it.
 * @param {string} draftKey as in `data-draft`
 * @param {string} text
 */
export function fillComposer(draftKey, text) {
  setDraft(draftKey, text);
  setTimeout(() => {
    const field = document.querySelector(`[data-draft="${CSS.escape(draftKey)}"]`);
    if (field instanceof HTMLTextAreaElement) field.focus();
  });
}
