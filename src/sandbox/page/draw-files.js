import { h } from "./dom.js";
import { icon } from "./icon.js";

/** @import { PageFile } from "../slack/page-state.ts" */

/**
 * Images are shown, anything else is a card to open.
 * @param {readonly PageFile[]} files
 */
export function drawFiles(files) {
  if (files.length === 0) return null;
  return h("div", { class: "files" }, files.map(drawFile));
}

/** @param {PageFile} file */
function drawFile({ id, name, title, mimetype, size, url }) {
  const look = { href: url, target: "_blank", rel: "noopener noreferrer" };
  if (mimetype.startsWith("image/")) {
    const caption = h("figcaption", {}, title || name);
    return h(
      "figure",
      { key: id },
      caption,
      h("a", look, h("img", { class: "picture", src: url, alt: title || name })),
    );
  }
  return h(
    "a",
    { ...look, key: id, class: "file-card" },
    icon("file"),
    h(
      "span",
      {},
      h("span", { class: "file-name" }, title || name),
      h("span", { class: "quiet small" }, `${name} · ${sizeOf(size)}`),
    ),
  );
}

/** @param {number} bytes */
function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
