import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";

const shrink = promisify(deflate);
const grow = promisify(inflate);

/** How much of an output is kept, in bytes before it is deflated. */
const mostKept = 1_000_000;

/** An output as it is kept, and what had to be left out of it, in words. */
export async function deflated(output: string): Promise<{ readonly bytes: Buffer; readonly cut?: string }> {
  const whole = Buffer.from(output);
  if (whole.byteLength <= mostKept) return { bytes: await shrink(whole) };
  // The end is where a log says what went wrong: as much of it is kept as of the beginning.
  const half = mostKept / 2;
  const head = whole.subarray(0, half).toString();
  const tail = whole.subarray(whole.byteLength - half).toString();
  return {
    bytes: await shrink(Buffer.from(`${head}\n… left out …\n${tail}`)),
    cut: `the first and the last ${half / 1000} KB of ${Math.round(whole.byteLength / 1000)} KB are kept`,
  };
}

export async function inflated(bytes: Buffer): Promise<string> {
  return (await grow(bytes)).toString();
}

/** As much as a message could show if it showed nothing else. */
const longestExcerpt = 9000;

/** The beginning and the end of an output. */
export function excerptOf(output: string): string {
  const text = output.trimEnd();
  if (text.length <= longestExcerpt) return text;
  const half = longestExcerpt / 2;
  return `${text.slice(0, half)}\n…\n${text.slice(-half)}`;
}
