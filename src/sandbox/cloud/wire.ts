/** A value as it goes over the wire. In XML an array stands for its element again and again. */
export type Wire = string | number | boolean | undefined | readonly Wire[] | { readonly [key: string]: Wire };
export type WireRecord = { readonly [key: string]: Wire };

/** What was asked, whatever protocol it came by. */
export interface CloudRequest {
  /** `DescribeServices`. */
  readonly action: string;
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean | undefined;
  readonly list: (name: string) => readonly string[];
  /** Milliseconds since 1970. */
  readonly time: (name: string) => number | undefined;
}

/** Answers one action of a service; undefined when it does not know it. */
export type CloudApi = (request: CloudRequest) => WireRecord | undefined;

/** What AWS answers instead: its own word and a sentence. */
export class CloudError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** `{a: [1, 2]}` → `<a>1</a><a>2</a>`. */
export function xmlOf(value: WireRecord): string {
  return Object.entries(value)
    .map(([name, inner]) => elements(name, inner))
    .join("");
}

function elements(name: string, value: Wire): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((one) => elements(name, one)).join("");
  if (typeof value !== "object") return `<${name}>${escaped(String(value))}</${name}>`;
  return `<${name}>${xmlOf(value)}</${name}>`;
}

function isList(value: Wire): value is readonly Wire[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
