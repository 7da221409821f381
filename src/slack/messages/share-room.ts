/**
 * How much of each text is shown where all of them together have so much room: the short ones whole, the long ones as much as is left,
 * in equal parts.
 */
export function shareRoom(lengths: readonly number[], room: number): readonly number[] {
  const shares = lengths.map(() => 0);
  let left = room;
  const open = lengths.map((length, at) => ({ length, at })).sort((one, other) => one.length - other.length);
  for (const [index, { length, at }] of open.entries()) {
    const share = Math.max(0, Math.min(length, Math.floor(left / (open.length - index))));
    shares[at] = share;
    left -= share;
  }
  return shares;
}

/** The beginning and the end of a text, in whole lines where that is possible; what was left out is said. */
export function headAndTail(text: string, length: number): string {
  if (text.length <= length) return text;
  const half = Math.max(0, Math.floor((length - leftOut.length) / 2));
  if (half < 40) return `${text.slice(0, Math.max(0, length - 1))}…`;
  const head = text.slice(0, half);
  const tail = text.slice(-half);
  const headEnd = head.lastIndexOf("\n");
  const tailStart = tail.indexOf("\n");
  const wholeHead = headEnd > half / 2 ? head.slice(0, headEnd) : head;
  const wholeTail = tailStart >= 0 && tailStart < half / 2 ? tail.slice(tailStart + 1) : tail;
  return `${wholeHead}${leftOut}${wholeTail}`;
}

const leftOut = "\n… press Show all …\n";
