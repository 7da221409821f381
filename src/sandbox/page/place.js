import { change, session } from "./session.js";

/**
 * Where this window is, kept in the address so that two windows can be two people:
 * `#U1`, `#U1/C1`, `#U1/C1/<thread>`, `#U1/home`.
 */
export function readPlace() {
  const [person = "", conversation = "", thread = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const isHome = conversation === "home";
  const place = { person, conversation: isHome ? session.place.conversation : conversation, thread, isHome };
  change({ place, isSidebarOpen: false, editing: "" });
}

/** @param {Partial<import("./session.js").Session["place"]>} part */
export function go(part) {
  const place = { ...session.place, ...part };
  const path = [place.person, place.isHome ? "home" : place.conversation];
  if (place.thread && !place.isHome) path.push(place.thread);
  const hash = `#${path.map(encodeURIComponent).join("/")}`;
  if (location.hash === hash) change({ isSidebarOpen: false });
  else location.hash = hash;
}

/** @param {string} conversation */
export function openConversation(conversation) {
  go({ conversation, thread: "", isHome: false });
}

/** @param {string} thread the `ts` of its first message, or "" to close */
export function openThread(thread) {
  go({ thread });
}
