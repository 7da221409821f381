import { loadModule, parseSync } from "libpg-query";

await loadModule();

/** Any value of Postgres's own parse tree, as JSON. */
export type SqlTree = unknown;

export type ParsedSql =
  | { readonly kind: "statements"; readonly statements: readonly SqlStatement[] }
  | { readonly kind: "fault"; readonly message: string };

export interface SqlStatement {
  /** The statement as written, without the semicolon. */
  readonly text: string;
  /** Offset of the text in what was parsed. */
  readonly offset: number;
  /** One key, the statement's type: `{ SelectStmt: {…} }`. */
  readonly tree: Readonly<Record<string, SqlTree>>;
}

/** SQL text as Postgres itself reads it. Never throws: what Postgres refuses is a fault. */
export function parseSql(sql: string): ParsedSql {
  if (sql.length > 100_000) return { kind: "fault", message: "the SQL is longer than 100,000 characters" };
  try {
    const bytes = /[^\0-\x7f]/.test(sql) ? Buffer.from(sql) : undefined;
    const slice = (from: number, to?: number) => (bytes ? bytes.subarray(from, to).toString() : sql.slice(from, to));
    const statements = (parseSync(sql).stmts ?? []).map((raw): SqlStatement => {
      const from = raw.stmt_location ?? 0;
      const whole = slice(from, raw.stmt_len ? from + raw.stmt_len : undefined);
      const text = whole.replace(/^(\s+|--[^\n]*(\n|$)|\/\*[^*]*\*\/)+/, "");
      return {
        text: text.trim().replace(/;$/, "").trimEnd(),
        offset: slice(0, from).length + whole.length - text.length,
        tree: { ...raw.stmt },
      };
    });
    return { kind: "statements", statements };
  } catch (error) {
    return { kind: "fault", message: error instanceof Error ? error.message : "cannot be read" };
  }
}
