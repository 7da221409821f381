/**
 * What this window knows: the last state the server sent, and what is only this window's own (what is open, typed, busy).
 *
 * @import { PageState, PagePerson } from "../slack/page-state.ts"
 * @typedef {{
 *   state: PageState | undefined,
 *   place: { person: string, conversation: string, thread: string, isHome: boolean },
 *   isOnline: boolean,
 *   isSidebarOpen: boolean,
 *   isHintShown: boolean,
 *   editing: string,
 *   drawer: string,
 *   drafts: Map<string, string>,
 *   refusals: Map<string, string>,
 *   busy: Set<string>,
 *   toasts: readonly { id: number, text: string }[],
 *   minute: number,
 * }} Session
 */

/** @type {Session} */
export const session = {
  state: undefined,
  place: { person: "", conversation: "", thread: "", isHome: false },
  isOnline: false,
  isSidebarOpen: false,
  isHintShown: false,
  editing: "",
  drawer: "",
  drafts: new Map(),
  refusals: new Map(),
  busy: new Set(),
  toasts: [],
  minute: 0,
};

/** @type {() => void} */
let redraw = () => {};
let isDue = false;

/** @param {() => void} drawEverything */
export function onChange(drawEverything) {
  redraw = drawEverything;
}

/**
 * Several changes in one turn are drawn once.
 * @param {Partial<Session>} [part]
 */
export function change(part = {}) {
  Object.assign(session, part);
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    redraw();
  });
}

/**
 * @param {string} id
 * @returns {PagePerson | undefined}
 */
export function personById(id) {
  return session.state?.people.find((person) => person.id === id);
}

/**
 * A channel by its id, with or without being in it.
 * @param {string} id
 */
export function conversationById(id) {
  return session.state?.conversations.find((conversation) => conversation.id === id);
}

let lastToast = 0;

/**
 * Says something for a few seconds at the foot of the page.
 * @param {string} text
 */
export function toast(text) {
  lastToast += 1;
  const id = lastToast;
  change({ toasts: [...session.toasts, { id, text }] });
  setTimeout(() => change({ toasts: session.toasts.filter((shown) => shown.id !== id) }), 6000);
}
