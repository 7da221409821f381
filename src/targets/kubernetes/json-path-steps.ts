import type { Json } from "../target.ts";

export interface JsonPath {
  /** `$.` begins at the whole document; `.` and `@.` at the value at hand. */
  readonly from: "root" | "current";
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: "filter"; readonly condition: Condition }
  | { readonly kind: "all" | "descend" };

type Side = { readonly literal: Json } | { readonly path: JsonPath };

/** `@.type=="Ready"`; without an operator: it is there. */
export interface Condition {
  readonly left: Side;
  readonly operator?: string;
  readonly right?: Side;
}

/** Reads `.items[*].metadata.name`. Throws a `JsonPathError`. */
export function readJsonPath(written: string): JsonPath {
  const text = written.trim();
  const from = text.startsWith("$") ? "root" : "current";
  const start = /^[$@]/.test(text) ? 1 : 0;
  const steps: Step[] = [];
  for (let at = start; at < text.length; ) {
    const rest = text.slice(at);
    const found = rest.startsWith("[") ? readBracket(rest) : readDot(rest, at === start && start === 0);
    if (!found) throw new JsonPathError(`${written} is not a JSONPath understood here, from ${rest.slice(0, 40)}`);
    steps.push(...found.steps);
    at += found.length;
  }
  return { from, steps };
}

export class JsonPathError extends Error {}

interface Found {
  readonly steps: readonly Step[];
  readonly length: number;
}

function readDot(rest: string, mayLackDot: boolean): Found | undefined {
  // A dot of the name itself is written `\.`.
  const [whole, dots = "", name = ""] = /^(\.{0,2})((?:\\.|[^.[\]\s\\(){}'"])*)/.exec(rest) ?? [];
  if (whole === undefined || whole === "" || (dots === "" && !mayLackDot)) return undefined;
  const descend: Step[] = dots === ".." ? [{ kind: "descend" }] : [];
  if (name === "*") return { steps: [...descend, { kind: "all" }], length: whole.length };
  const named: Step[] = name === "" ? [] : [{ kind: "names", names: [name.replace(/\\(.)/g, "$1")] }];
  return { steps: [...descend, ...named], length: whole.length };
}

function readBracket(rest: string): Found | undefined {
  const length = closingOf(rest);
  if (length === undefined) return undefined;
  const inner = rest.slice(1, length - 1).trim();
  const step = readInner(inner);
  return step && { steps: [step], length };
}

function readInner(inner: string): Step | undefined {
  if (inner === "*") return { kind: "all" };
  if (inner.startsWith("?(") && inner.endsWith(")")) {
    return { kind: "filter", condition: readCondition(inner.slice(2, -1)) };
  }
  const quoted = [...inner.matchAll(/\s*(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)")\s*(?:,|$)/gy)];
  if (quoted.length > 0) {
    return { kind: "names", names: quoted.map(([, one, two]) => (one ?? two ?? "").replace(/\\(.)/g, "$1")) };
  }
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(inner)) return { kind: "indexes", indexes: inner.split(",").map(Number) };
  const slice = /^(-?\d+)?:(-?\d+)?(?::(\d+))?$/.exec(inner);
  if (!slice) return undefined;
  const [, first, last, by] = slice;
  return {
    kind: "slice",
    ...(first === undefined ? {} : { from: Number(first) }),
    ...(last === undefined ? {} : { to: Number(last) }),
    by: Math.max(1, Number(by ?? 1)),
  };
}

function readCondition(written: string): Condition {
  const [left = "", operator, right] = splitAtOperator(written);
  if (operator === undefined || right === undefined) return { left: readSide(left) };
  return { left: readSide(left), operator, right: readSide(right) };
}

function splitAtOperator(written: string): readonly string[] {
  for (let at = 0, quote = ""; at < written.length; at += 1) {
    const sign = written[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else {
      const operator = /^(==|!=|<=|>=|<|>)/.exec(written.slice(at))?.[0];
      if (operator) return [written.slice(0, at), operator, written.slice(at + operator.length)];
    }
  }
  return [written];
}

function readSide(written: string): Side {
  const text = written.trim();
  const [, one, two] = /^(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)")$/.exec(text) ?? [];
  const quoted = one ?? two;
  if (quoted !== undefined) return { literal: quoted.replace(/\\(.)/g, "$1") };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { literal: Number(text) };
  if (text === "true" || text === "false") return { literal: text === "true" };
  if (!text.startsWith("@") && !text.startsWith("$")) {
    throw new JsonPathError(`${text} is not a condition understood here; write @.field == "value"`);
  }
  return { path: readJsonPath(text) };
}

/** Length up to the bracket that closes the first one, quotes and inner brackets skipped. */
function closingOf(text: string): number | undefined {
  for (let at = 0, depth = 0, quote = ""; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === "\\") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === "[") depth += 1;
    else if (sign === "]" && --depth === 0) return at + 1;
  }
  return undefined;
}
