/**
 * Text from outside as it may be shown: no colours, no cursor movements, no signs that hide or turn around what a reader sees. Broken UTF-8
 * has become `�` where it was read.
 */
export function plainText(text: string): string {
  return text.replace(escapeSequences, "").replace(/\r\n?/g, "\n").replace(hidden, "");
}

const escapeSign = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);

// Colours and cursor movements (CSI), titles and links (OSC), and every other two-sign sequence.
const escapeSequences = new RegExp(
  [
    `${escapeSign}\\[[0-?]*[ -/]*[@-~]`,
    `${escapeSign}\\][^${bell}${escapeSign}]*(?:${bell}|${escapeSign}\\\\)?`,
    `${escapeSign}[@-Z\\\\-_]`,
  ].join("|"),
  "g",
);

// Control signs but tab and line break, marks of writing direction, signs without width, and halves of signs.
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]/gu;
