export interface BoundedBody {
  readonly bytes: Uint8Array;
  /** It went on after the limit. */
  readonly isCut: boolean;
}

/** Reads at most `maxBytes`; leaving the loop ends the connection. */
export async function readBounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<BoundedBody> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, maxBytes), isCut: length > maxBytes };
}

/** Text of an answer. What is not UTF-8 becomes `�`; what is no text at all is named, not printed. */
export function textOf(bytes: Uint8Array, contentType: string): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes("\u0000") ? `[${bytes.length} bytes of ${contentType || "something that is not text"}]` : text;
}
