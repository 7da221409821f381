import { z } from "zod";
import type { Refused } from "../../target.ts";
import { type SqlWord, sqlWords } from "./sql-words.ts";
import { statementOf } from "./statement.ts";

export interface ChosenSessions {
  readonly kind: "chosen";
  /** A SELECT that returns the pids the statement would act on, and does nothing to them. */
  readonly sql: string;
}

const acts = new Set(["pg_terminate_backend", "pg_cancel_backend"]);

const name = z.object({ String: z.object({ sval: z.string() }) });
const target = z.object({
  ResTarget: z.object({ val: z.record(z.string(), z.unknown()) }),
});
const call = z.object({ FuncCall: z.object({ funcname: z.array(name), args: z.array(z.unknown()).min(1) }) });
const select = z.object({ targetList: z.array(target), op: z.literal("SETOP_NONE") });

/** `SELECT pg_terminate_backend(pid) FROM … WHERE …` → the same SELECT of the pids alone. */
export function chosenSessions(sql: string): ChosenSessions | Refused {
  const words = sqlWords(sql);
  const called = words.filter(({ text }) => acts.has(text.replaceAll('"', "").toLowerCase()));
  const [only] = called;
  const column = columnOfCall(sql);
  const inner = only && called.length === 1 ? withoutCall(sql, words, only) : undefined;
  if (column === undefined || inner === undefined) {
    return {
      kind: "refused",
      reason:
        "which sessions it ends cannot be told beforehand; write it as SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE …",
    };
  }
  const columns = Array.from({ length: column + 1 }, (_, at) => `c${at}`);
  return { kind: "chosen", sql: `select chosen.c${column} from (${inner}\n) as chosen(${columns.join(", ")})` };
}

/** Which output column is the call itself, and nothing around it. */
function columnOfCall(sql: string): number | undefined {
  const read = select.safeParse(statementOf(sql, "SelectStmt", z.unknown()));
  if (!read.success || JSON.stringify(read.data.targetList).includes('"A_Star"')) return undefined;
  const at = read.data.targetList.findIndex(({ ResTarget: { val } }) => {
    const parsed = call.safeParse(val);
    return parsed.success && acts.has(parsed.data.FuncCall.funcname.at(-1)?.String.sval ?? "");
  });
  return at === -1 ? undefined : at;
}

/** The call replaced by its first argument, the pid. */
function withoutCall(sql: string, words: readonly SqlWord[], called: SqlWord): string | undefined {
  const at = words.indexOf(called);
  const open = words[at + 1];
  if (open?.text !== "(") return undefined;
  const close = words.slice(at + 2).find(({ text, depth }) => text === ")" && depth === called.depth);
  const comma = words.slice(at + 2).find(({ text, depth }) => text === "," && depth === called.depth + 1);
  if (!close) return undefined;
  const isQualified = words[at - 1]?.text === ".";
  const start = isQualified ? (words[at - 2]?.start ?? 0) : called.start;
  const end = comma && comma.start < close.start ? comma.start : close.start;
  return `${sql.slice(0, start)}(${sql.slice(open.end, end)})${sql.slice(close.end)}`;
}
