import { h } from "./dom.js";

/** Strokes on a 24 × 24 grid. */
const paths = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5 16-3-7-8-1z",
  down: "M6 9l6 6 6-6",
  back: "M15 5l-7 7 7 7",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  pin: "M9 4h6l-1 6 4 4H6l4-4-1-6zM12 14v6",
  reply: "M20 12a8 8 0 0 1-11.6 7.1L4 20l1-4.2A8 8 0 1 1 20 12z",
  smile: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  external: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  bookmark: "M7 4h10v16l-5-4-5 4z",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  clock: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5l3.5 2",
  pager: "M6 16v-5a6 6 0 1 1 12 0v5l2 2H4zM10 20.5h4",
  traffic: "M7 20V5M3.5 8.5L7 5l3.5 3.5M17 4v15M13.5 15.5L17 19l3.5-3.5",
};

/** @param {keyof typeof paths} name */
export function icon(name) {
  return h(
    "svg",
    { class: name === "more" ? "icon is-dots" : "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    h("path", { d: paths[name] }),
  );
}
