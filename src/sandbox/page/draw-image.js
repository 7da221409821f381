import { h } from "./dom.js";
import { link } from "./draw-text.js";

/**
 * @import { SlackFile } from "@slack/types"
 * @import { VNode } from "./dom.js"
 */

/**
 * An image of this sandbox. The page asks no other server for anything, so an image from outside is a link.
 * @param {{ alt_text: string } & ({ image_url: string } | { slack_file: SlackFile })} image
 * @param {"icon" | "thumbnail" | "picture"} size
 * @returns {VNode}
 */
export function drawImage(image, size) {
  const address = "image_url" in image ? image.image_url : fileAddress(image.slack_file);
  const isOurs = address.startsWith("data:image/") || new URL(address, location.href).origin === location.origin;
  if (!isOurs) return h("span", { class: "image-outside" }, link(address, [`🖼 ${image.alt_text}`]));
  return h("img", { class: size, src: address, alt: image.alt_text, loading: "lazy" });
}

/** @param {SlackFile} file */
function fileAddress(file) {
  return "id" in file ? `/files/${encodeURIComponent(file.id)}` : file.url;
}
