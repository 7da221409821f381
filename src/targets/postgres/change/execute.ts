import { z } from "zod";
import { execute, insert, type StatementArguments } from "../../../operation/postgres/operations.ts";
import type { Changer, Changing, Done, Preview, Refused } from "../../target.ts";
import type { Address } from "../address.ts";
import type { PostgresParts } from "../parts.ts";
import { outputLimits, printResult } from "../print-result.ts";
import { runStatement } from "../run-statement.ts";
import { actAsOwner } from "./act-as-owner.ts";
import { type PostgresChange, postgresChange } from "./postgres-change.ts";
import { quotedIdentifier, statementOf, typeOf } from "./statement.ts";

const pinned = z.strictObject({ database: z.string() });
type Pinned = z.output<typeof pinned>;

/** INSERT, and everything that is no other operation: not previewed, and said so. */
export function executeChangers(parts: PostgresParts): readonly Changer[] {
  return [
    postgresChange(insert, parts, plainChange(parts, "which rows it adds", true)),
    postgresChange(execute, parts, plainChange(parts, "what it changes", false)),
  ];
}

function plainChange(parts: PostgresParts, unknown: string, canBeExplained: boolean): PostgresChange<Pinned> {
  return {
    pinned,
    canBeExplained,
    async preview(client, { sql }, { database }): Promise<(Preview & { readonly pinned: Pinned }) | Refused> {
      const copies = movesRowsThroughClient(sql);
      if (copies)
        return {
          kind: "refused",
          reason: "it moves rows between Postgres and a file of the client; there is none here",
        };
      // Names and rights are checked by planning it.
      if (canBeExplained) await runStatement(client, { sql: `EXPLAIN ${sql}` }, outputLimits);
      return {
        kind: "preview",
        objects: [{ name: `database ${database}`, changes: [] }],
        warnings: [],
        notPreviewed: [`${unknown}: Postgres cannot tell without doing it`],
        fingerprint: { database, sql },
        pinned: { database },
      };
    },
    run: (given, _pinned, at, doing) => runPlain(parts, given, at, doing),
    verify: async () => ({ kind: "verified", text: "Postgres said it was done; there is nothing to read back." }),
    inspect: async () => ({
      kind: "unclear",
      text: "Nobody but Postgres saw whether it was done; look at what it changes.",
    }),
  };
}

/** One statement by itself: it is done when Postgres answers, or undone. */
export function runPlain(
  { connections }: PostgresParts,
  { sql, expanded = false }: StatementArguments,
  at: Address,
  { signal, emit, beforeSending }: Changing,
): Promise<Done> {
  return connections.change(at, signal, async (client) => {
    const notices: string[] = [];
    client.on("notice", ({ message }) => {
      notices.push(message ?? "");
      emit(`${message}\n`);
    });
    const [index] = droppedIndexes(sql);
    if (index !== undefined) await actAsOwner(client, index);
    await beforeSending();
    const result = await runStatement(client, { sql }, outputLimits);
    return { kind: "done", text: [...notices, printResult(result, expanded).text].join("\n") };
  });
}

const drop = z.object({
  removeType: z.literal("OBJECT_INDEX"),
  objects: z.array(
    z.object({ List: z.object({ items: z.array(z.object({ String: z.object({ sval: z.string() }) })) }) }),
  ),
});

/** The indexes that a DROP INDEX names, as SQL writes them; none of another statement. */
function droppedIndexes(sql: string): readonly string[] {
  const read = drop.safeParse(typeOf(sql) === "DropStmt" ? statementOf(sql, "DropStmt", z.unknown()) : undefined);
  return read.success
    ? read.data.objects.map(({ List }) => List.items.map(({ String: { sval } }) => quotedIdentifier(sval)).join("."))
    : [];
}

const copy = z.object({ filename: z.string().optional() });

function movesRowsThroughClient(sql: string): boolean {
  return typeOf(sql) === "CopyStmt" && statementOf(sql, "CopyStmt", copy).filename === undefined;
}
