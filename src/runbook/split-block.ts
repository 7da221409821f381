import { logicalLines } from "../command-line/logical-lines.ts";
import { isPromql } from "../command-line/promql.ts";
import type { Piece, SplitBlock } from "./block-pieces.ts";
import { compoundLines } from "./compounds.ts";
import { headOf, isTypedTool, kindOfLine, type LineKind, startsTable } from "./lines.ts";
import { blanked, unprompted } from "./prompts.ts";
import { onlyPromql, untaggedQueries } from "./split-promql.ts";

const shellTags = new Set("bash sh shell zsh console terminal shell-session sh-session bat".split(" "));
const configurationTags = new Set(
  "yaml yml json toml ini properties hcl tf nginx xml conf env dockerfile jsonc".split(" "),
);
const otherTags = new Set(
  "text txt plaintext log logs output mermaid diff markdown md python py ruby go javascript js typescript ts java html css csv logql traceql".split(
    " ",
  ),
);

/** Cuts a block by its content. Output, logs and configuration between commands are not commands. */
export function splitBlock(source: string, tag: string | undefined): SplitBlock {
  if (tag === "promql" || tag === "prometheus") return onlyPromql(source);
  if (tag !== undefined && configurationTags.has(tag)) return whole(source, "configuration");
  if (tag !== undefined && otherTags.has(tag)) return whole(source, "output");
  const queries = untaggedQueries(source);
  if (queries) return queries;
  const { text, prompted } = unprompted(source);
  return new Splitter(text, tag, prompted).split();
}

function whole(source: string, kind: LineKind): SplitBlock {
  return { shell: blanked(source), sql: [], promql: [], parts: [{ start: 0, kind }] };
}

class Splitter {
  readonly #source: string;
  readonly #shellTagged: boolean;
  readonly #sqlTagged: boolean;
  readonly #prompted: boolean;
  readonly #lines: readonly { readonly start: number; readonly end: number }[];
  readonly #compound: ReadonlySet<number>;
  readonly #sql: Piece[] = [];
  readonly #promql: Piece[] = [];
  readonly #parts: { start: number; kind: LineKind }[] = [];
  readonly #blanks: { readonly start: number; readonly end: number }[] = [];
  #at = 0;
  #expectsOutput = false;
  #inTable = false;

  constructor(source: string, tag: string | undefined, prompted: boolean) {
    this.#source = source;
    this.#shellTagged = tag !== undefined && shellTags.has(tag);
    this.#sqlTagged = tag === "sql" || tag === "postgresql" || tag === "pgsql" || tag === "psql";
    this.#prompted = prompted;
    this.#lines = logicalLines(source);
    this.#compound = compoundLines(this.#lines.map(({ start, end }) => source.slice(start, end)));
  }

  split(): SplitBlock {
    while (this.#at < this.#lines.length) this.#next();
    return { shell: this.#shellText(), sql: this.#sql, promql: this.#promql, parts: this.#parts };
  }

  #next(): void {
    const line = this.#lines[this.#at];
    if (!line) return;
    const text = this.#source.slice(line.start, line.end);
    const kind = this.#kind(text);
    this.#inTable = kind === "output" && (this.#inTable || startsTable(text));
    switch (kind) {
      case "blank":
        this.#at++;
        return;
      case "comment":
        this.#expectsOutput =
          /\b(expected|sample|example|should (see|return|show|print))\b.*|\b(output|response|result)s?:?\s*$/i.test(
            text,
          ) && !/\b(check|verify|query)\b/i.test(text);
        this.#at++;
        return;
      case "command":
        this.#note(line.start, "command");
        this.#expectsOutput = false;
        this.#at = this.#afterHeredoc(this.#at, text);
        return;
      case "sql":
        this.#takeSql(line.start);
        return;
      case "promql":
        this.#promql.push({ start: line.start, text });
        this.#blank(line.start, line.end, "promql");
        this.#at++;
        return;
      case "configuration":
        this.#takeBraces(line.start, text);
        return;
      case "output":
        this.#blank(line.start, line.end, "output");
        this.#at++;
    }
  }

  #kind(text: string): LineKind {
    const kind = kindOfLine(text, this.#shellTagged || this.#sqlTagged);
    if (kind === "blank" || kind === "comment") return kind;
    if (this.#compound.has(this.#at)) return "command";
    const head = headOf(text);
    if (/^\s*[{[]\s*$/.test(text) && (this.#expectsOutput || this.#opensJson())) return "configuration";
    if (this.#sqlTagged) return isTypedTool(head) || head.startsWith("\\") ? "command" : "sql";
    // Between prompts everything else is what the commands printed, unless it names a tool itself.
    if (this.#prompted && !text.startsWith(" ") && !this.#isPromptLine(text) && !isTypedTool(head)) return "output";
    if (this.#inTable && !isTypedTool(head)) return "output";
    if (this.#expectsOutput && !isTypedTool(head) && kind !== "sql") return kind === "configuration" ? kind : "output";
    if (kind !== "sql" && !isTypedTool(head) && isPromql(text, { strict: true })) return "promql";
    return kind;
  }

  // `{` alone opens JSON when a key or another bracket follows, else a group of commands.
  #opensJson(): boolean {
    const next = this.#lines[this.#at + 1];
    return next !== undefined && /^\s*["{[\]}]/.test(this.#source.slice(next.start, next.end));
  }

  // Prompts have been blanked, so a prompted line begins with the spaces they left.
  #isPromptLine(text: string): boolean {
    return /^\s/.test(text);
  }

  #takeSql(start: number): void {
    const first = this.#at;
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      const text = line ? this.#source.slice(line.start, line.end).trim() : "";
      if (this.#at > first && (text === "" ? this.#sqlEnds() : text.startsWith("#") || isTypedTool(headOf(text))))
        break;
      this.#at++;
      if (text.endsWith(";") && !this.#sqlTagged) break;
    }
    const end = this.#lines[this.#at - 1]?.end ?? this.#source.length;
    const text = this.#source.slice(start, end);
    // Comments alone are no statement.
    if (/^(?!\s*(?:--|$))/m.test(text)) this.#sql.push({ start, text });
    this.#blank(start, end, "sql");
  }

  // A blank line ends a statement when what follows starts another, or is no SQL at all.
  #sqlEnds(): boolean {
    const next = this.#lines[this.#at + 1];
    if (!next) return true;
    const kind = kindOfLine(this.#source.slice(next.start, next.end), this.#shellTagged);
    return this.#sqlTagged ? false : kind !== "output";
  }

  #takeBraces(start: number, opening: string): void {
    let depth = 0;
    const first = this.#at;
    do {
      const line = this.#lines[this.#at];
      const text = line ? this.#source.slice(line.start, line.end) : "";
      for (const letter of text) depth += "{[".includes(letter) ? 1 : "}]".includes(letter) ? -1 : 0;
      this.#at++;
    } while (depth > 0 && this.#at < this.#lines.length && this.#at - first < 400);
    this.#blank(
      start,
      this.#lines[this.#at - 1]?.end ?? this.#source.length,
      this.#expectsOutput && /[{[]/.test(opening) ? "output" : "configuration",
    );
  }

  #afterHeredoc(at: number, text: string): number {
    const word = /(?<!<)<<-?\s*(['"]?)(\w+)\1/.exec(text)?.[2];
    if (word === undefined) return at + 1;
    for (let next = at + 1; next < this.#lines.length; next++) {
      const line = this.#lines[next];
      if (line && this.#source.slice(line.start, line.end).trim() === word) return next + 1;
    }
    return at + 1;
  }

  #blank(start: number, end: number, kind: LineKind): void {
    this.#note(start, kind);
    this.#blanks.push({ start, end });
  }

  #shellText(): string {
    const pieces: string[] = [];
    let from = 0;
    for (const { start, end } of this.#blanks) {
      pieces.push(this.#source.slice(from, start), blanked(this.#source.slice(start, end)));
      from = end;
    }
    return [...pieces, this.#source.slice(from)].join("");
  }

  #note(start: number, kind: LineKind): void {
    if (this.#parts.at(-1)?.kind !== kind) this.#parts.push({ start, kind });
  }
}
