/** FNV-1a over 32 bits. */
export function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

/** A number from 0 to 1 that looks like chance but is the same for the same words: logs read twice are the same logs. */
export function chance(...words: readonly (string | number)[]): number {
  // FNV alone is weak in its high bits for texts that end alike.
  const mixed = Math.imul(fnv(words.join("/")) ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 0x1_0000_0000;
}
