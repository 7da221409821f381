import { once } from "node:events";
import type { Writable } from "node:stream";
import { auditRows } from "./store/audit.ts";
import { type ChainReport, createChainCheck, readHead } from "./store/audit-chain.ts";
import { createPool, type Log, type Pool } from "./store/pool.ts";

export interface AuditFound extends ChainReport {
  readonly ok: boolean;
  /** Whether the end was held against a head that was published: without one, entries missing at the end are not seen. */
  readonly isHeadChecked: boolean;
}

export type AuditVerified =
  | { readonly kind: "verified"; readonly found: AuditFound }
  | { readonly kind: "refused"; readonly reason: string };

/** Reads the whole audit and says whether it is as it was written. Changes nothing. Throws when Postgres cannot be asked. */
export async function verifyAudit(
  { databaseUrl, auditKey }: { readonly databaseUrl: string; readonly auditKey: string },
  log: Log,
  head?: string,
): Promise<AuditVerified> {
  if (head !== undefined && !readHead(head))
    return { kind: "refused", reason: "--head is a number, a colon and 64 letters and digits, as it was published." };
  const found = await withPool(databaseUrl, log, async (pool) => {
    const check = createChainCheck(auditKey, head);
    for await (const row of auditRows(pool)) check.read(row);
    return check.end();
  });
  return { kind: "verified", found: { ok: found.problems.length === 0, ...found, isHeadChecked: head !== undefined } };
}

/** For people: the verdict, then each place that is not as it was. */
export function renderAudit({ ok, entries, head, problems, isHeadChecked }: AuditFound): string {
  const verdict = ok
    ? `✓ ${entries} entries, each as it was written.`
    : `✗ ${entries} entries; not as they were written:`;
  const hint = isHeadChecked
    ? []
    : ["What is missing at the end is seen only with --head and a head that was published."];
  return [
    verdict,
    ...problems.slice(0, longest).map(({ text }) => `  ${text}`),
    ...(problems.length > longest ? [`  … and ${problems.length - longest} more`] : []),
    ...(head ? [`Head: ${head}`] : []),
    ...hint,
  ].join("\n");
}

const longest = 50;

/** Writes a line of JSON for each entry: `{"sequence", "seal", "entry"}`. */
export async function exportAudit(databaseUrl: string, log: Log, out: Writable): Promise<void> {
  await withPool(databaseUrl, log, async (pool) => {
    for await (const { sequence, seal, entry } of auditRows(pool)) {
      // The text is what is sealed, byte by byte: it is passed on as it is, not written anew.
      const line = `{"sequence":${sequence},"seal":${JSON.stringify(seal)},"entry":${entry}}\n`;
      if (!out.write(line)) await once(out, "drain");
    }
  });
}

async function withPool<Result>(url: string, log: Log, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const pool = createPool(url, { log, max: 1 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
