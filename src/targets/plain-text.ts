/**
 * Text from outside as it may be shown: no colours, no cursor movements, no signs that hide or turn around what a reader sees. Broken UTF-8
 * has become `�` where it was read.
 */
export function plainText(text: string): string {
  return text
    .replace(escapeSequences, "")
    .replace(/\r\n/g, "\n")
    .replace(/\r(?!\n)/g, "\n")
    .replace(hidden, "");
}

// Colours and cursor movements (CSI), titles and links (OSC), and every other two-sign sequence.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const escapeSequences = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]/g;

// Control signs but tab and line break, marks of writing direction, and signs without width.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const hidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
