import { manual, type ToolResult } from "./tool-result.ts";

/**
 * How a tool writes its flags. Keys are every spelling of one flag, without dashes, the long one first: `"namespace n"`.
 * `flag` takes nothing (or `=true`), `value` takes one word and may stand once, `list` may repeat. With `quiet-` before it a flag makes no
 * difference to the operation; any other must be used by its reader. A sentence is why the flag is not understood.
 */
export type FlagTable = Readonly<Record<string, string>>;

export interface FlagStyle {
  /** `-n=prod` means `prod` (kubectl) and not `=prod` (everything else). */
  readonly equalsAfterShort?: boolean;
  /** Everything from the first word that is no flag on belongs to somebody else. */
  readonly stopAtWord?: boolean;
  /** `--name value…` takes words up to the next flag (aws). */
  readonly manyValues?: boolean;
}

export interface ParsedFlags {
  readonly kind: "flags";
  readonly positional: readonly string[];
  /** Words after `--`; undefined when there is no `--`. */
  readonly rest: readonly string[] | undefined;
  has(flag: string): boolean;
  /** True, false when written `=false`, undefined when absent. */
  flag(flag: string): boolean | undefined;
  value(flag: string): string | undefined;
  list(flag: string): readonly string[] | undefined;
  /** Flags that were given and nobody asked for. */
  unused(): readonly string[];
}

export type FlagResult = ParsedFlags | { readonly kind: "fault"; readonly reason: string };

/** Words → flags and positional words. Any flag the table does not know is a fault that names it. */
export function parseFlags(words: readonly string[], table: FlagTable, style: FlagStyle = {}): FlagResult {
  const reader = new FlagReader(words, spellings(table), style);
  const reason = reader.read();
  return reason === undefined ? reader.result() : { kind: "fault", reason };
}

const compiled = new WeakMap<FlagTable, ReadonlyMap<string, readonly [string, string]>>();

function spellings(table: FlagTable): ReadonlyMap<string, readonly [string, string]> {
  const known = compiled.get(table);
  if (known) return known;
  const map = new Map(
    Object.entries(table).flatMap(([names, kind]) => {
      const all = names.split(" ");
      return all.map((name): [string, readonly [string, string]] => [name, [all[0] ?? name, kind]]);
    }),
  );
  compiled.set(table, map);
  return map;
}

class FlagReader {
  readonly #words: readonly string[];
  readonly #spellings: ReadonlyMap<string, readonly [string, string]>;
  readonly #style: FlagStyle;
  readonly #positional: string[] = [];
  readonly #values = new Map<string, (string | boolean)[]>();
  readonly #quiet = new Set<string>();
  #rest: readonly string[] | undefined;
  #at = 0;

  constructor(words: readonly string[], table: ReadonlyMap<string, readonly [string, string]>, style: FlagStyle) {
    this.#words = words;
    this.#spellings = table;
    this.#style = style;
  }

  /** The first fault, if any. */
  read(): string | undefined {
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at++] ?? "";
      if (word === "--") {
        this.#rest = this.#words.slice(this.#at);
        return undefined;
      }
      if (word.startsWith("--")) {
        const fault = this.#long(word);
        if (fault) return fault;
      } else if (word.length > 1 && word.startsWith("-")) {
        const fault = this.#short(word);
        if (fault) return fault;
      } else {
        this.#positional.push(word);
        if (!this.#style.stopAtWord) continue;
        this.#positional.push(...this.#words.slice(this.#at));
        return undefined;
      }
    }
    return undefined;
  }

  result(): ParsedFlags {
    const values = this.#values;
    const used = new Set(this.#quiet);
    const valuesOf = (flag: string) => values.get(used.add(flag) && flag);
    const strings = (flag: string) => valuesOf(flag)?.filter((value) => typeof value === "string");
    return {
      kind: "flags",
      positional: this.#positional,
      rest: this.#rest,
      has: (flag) => valuesOf(flag) !== undefined,
      flag: (flag) => {
        const value = valuesOf(flag)?.at(-1);
        return typeof value === "boolean" ? value : undefined;
      },
      value: (flag) => strings(flag)?.at(-1),
      list: (flag) => strings(flag),
      unused: () => [...values.keys()].filter((flag) => !used.has(flag)),
    };
  }

  #long(word: string): string | undefined {
    const equals = word.indexOf("=");
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const attached = equals < 0 ? undefined : word.slice(equals + 1);
    // A long name needs its two dashes, a short one its single dash.
    const known = name.length > 1 ? this.#spellings.get(name) : undefined;
    if (!known) return `--${name} is not a flag understood here`;
    return this.#take(`--${name}`, known, attached);
  }

  #short(word: string): string | undefined {
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at);
      const known = this.#spellings.get(letter);
      if (!known) return `-${letter} in ${word} is not a flag understood here`;
      if (known[1].replace("quiet-", "") === "flag") {
        const fault = this.#take(`-${letter}`, known, undefined);
        if (fault) return fault;
        continue;
      }
      const attached = word.slice(at + 1);
      const value = this.#style.equalsAfterShort && attached.startsWith("=") ? attached.slice(1) : attached;
      return this.#take(`-${letter}`, known, attached === "" ? undefined : value);
    }
    return undefined;
  }

  #take(
    written: string,
    [name, declared]: readonly [string, string],
    attached: string | undefined,
  ): string | undefined {
    const kind = declared.replace("quiet-", "");
    if (kind !== declared) this.#quiet.add(name);
    switch (kind) {
      case "flag":
        if (attached !== undefined && attached !== "true" && attached !== "false")
          return `${written} takes true or false, not ${attached}`;
        return this.#put(written, name, [attached !== "false"], true);
      case "value":
      case "list": {
        const values = attached === undefined ? this.#following() : [attached];
        return values.length === 0 ? `${written} misses its value` : this.#put(written, name, values, kind === "value");
      }
      default:
        return `${written}: ${kind}`;
    }
  }

  #following(): readonly string[] {
    const first = this.#words[this.#at];
    if (first === undefined) return [];
    if (!this.#style.manyValues) {
      this.#at++;
      return [first];
    }
    const from = this.#at;
    while (this.#at < this.#words.length && !/^--[a-z]/.test(this.#words[this.#at] ?? "")) this.#at++;
    return this.#words.slice(from, this.#at);
  }

  // Which of two values a tool takes is its own secret.
  #put(written: string, name: string, values: readonly (string | boolean)[], once: boolean): string | undefined {
    const before = this.#values.get(name);
    if (once && before && before.at(-1) !== values.at(-1)) return `${written} is given twice, with different values`;
    this.#values.set(name, [...(before ?? []), ...values]);
    return undefined;
  }
}

/** A whole number as typed, or a hole that stands for one; undefined for anything else. */
export function numberOf(word: string | undefined): number | string | undefined {
  if (word === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(word)) return Number(word);
  return word;
}

/** The result of a reader, unless a flag was given that it made no use of. */
export function withEveryFlagUsed(flags: ParsedFlags, result: ToolResult): ToolResult {
  const [unused] = result.kind === "manual" ? [] : flags.unused();
  return unused === undefined ? result : manual(`${unused.length > 1 ? "--" : "-"}${unused} is not understood here`);
}
