import type { Output } from "../target.ts";

/** What one reading may keep. */
export const maxOutputBytes = 5 * 1024 * 1024;

export interface Gathered {
  /** Whether there is room for more. */
  readonly isFull: boolean;
  /** Keeps the text and shows it at once. */
  add(text: string): void;
  output(): Output;
}

/** Text that arrives bit by bit, kept up to a number of bytes. */
export function gather(emit: (text: string) => void, maxBytes = maxOutputBytes): Gathered {
  const parts: string[] = [];
  let left = maxBytes;
  let isFull = false;
  return {
    get isFull() {
      return isFull;
    },
    add(text) {
      if (isFull || text === "") return;
      const bytes = Buffer.from(text);
      const taken = bytes.length > left ? new TextDecoder().decode(bytes.subarray(0, left), { stream: true }) : text;
      isFull = bytes.length > left;
      left -= bytes.length;
      parts.push(taken);
      emit(taken);
    },
    output: () => ({ text: parts.join(""), ...(isFull ? { cut: cutWords(maxBytes) } : {}) }),
  };
}

export function cutWords(maxBytes: number): string {
  const size = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / 1024 / 1024)} MB` : `${maxBytes} bytes`;
  return `the first ${size}; there was more`;
}
