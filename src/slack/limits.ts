/** What Slack accepts at most, in characters or items (Block Kit reference). What is longer is cut with "…" before it is sent. */
export const limits = {
  messageBlocks: 50,
  homeBlocks: 100,
  messageText: 4000,
  headerText: 150,
  sectionText: 3000,
  fieldText: 2000,
  fields: 10,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  selectOptions: 100,
  optionText: 75,
  optionValue: 75,
  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  textInput: 3000,
  modalTitle: 24,
  modalMetadata: 3000,
  topic: 250,
  bookmarkTitle: 255,
} as const;

/** At most `length` UTF-16 units, as Slack counts, never half a character; the last is "…" when something was left out. */
export function clamp(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = "";
  // What lies beyond is never kept, and to look at it costs milliseconds where a log is long.
  for (const { segment } of segmenter.segment(text.slice(0, length))) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
