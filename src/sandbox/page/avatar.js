import { h } from "./dom.js";
import { emoji } from "./emoji.js";

/** @import { PagePerson } from "../slack/page-state.ts" */

/**
 * @param {PagePerson | undefined} person
 * @param {string} [size] a class name
 */
export function drawAvatar(person, size = "") {
  const name = person?.name ?? "?";
  const mark =
    person?.avatar ||
    name
      .split(" ")
      .map((word) => word[0] ?? "")
      .join("")
      .slice(0, 2);
  const symbol = /^:(.+):$/.exec(mark)?.[1];
  const hue = [...(person?.id ?? name)].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % 8;
  const look = person?.kind === "bot" ? "avatar-bot" : `avatar-${hue}`;
  return h("span", { class: `avatar ${look} ${size}`, "aria-hidden": "true" }, (symbol && emoji(symbol)) || mark);
}
