import type { JsonObject } from "../../slack/json.ts";

/** What a program of a team's own does in the played cluster: it says so, prints what the real one might, and changes nothing. */
export interface PlayedProgram {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly forMs: number;
  readonly exitCode: number;
  /** As a kubelet says why a container ended. */
  readonly reason: "Completed" | "Error" | "OOMKilled";
}

/** By the words of its command; undefined when the container has none of its own. */
export function playedProgram(container: JsonObject): PlayedProgram | undefined {
  const words = Array.isArray(container.command) ? container.command.map(String) : [];
  if (words.length === 0) return undefined;
  const line = words.join(" ");
  const [first = [], last = []] = scripts.find(([shape]) => shape.test(line))?.[1] ?? [[], ["done"]];
  const played = { first: [`[sandbox] a played run of: ${line}`, ...first], forMs: 4_000 };
  if (/memory-hungry/.test(line)) return { ...played, last: [], exitCode: 137, reason: "OOMKilled" };
  if (/failing/.test(line)) return { ...played, last: ["fatal: it was told to fail"], exitCode: 3, reason: "Error" };
  return {
    ...played,
    last: [...last, "[sandbox] nothing was really done"],
    forMs: /endless/.test(line) ? 86_400_000 : /slow|--load-test/.test(line) ? 40_000 : 4_000,
    exitCode: 0,
    reason: "Completed",
  };
}

type Script = readonly [RegExp, readonly [readonly string[], readonly string[]]];

const scripts: readonly Script[] = [
  [
    /backup_daily\.sh/,
    [
      ["dumping podcast_analytics: 41 tables", "compressing"],
      ["uploaded to s3://backups-podcast-analytics/daily/", "backup complete: 2.3 GB"],
    ],
  ],
  [/^pg_dump /, [["dumping public.users", "dumping public.campaigns"], ["saved"]]],
  [/^psql .*rollback\.sql/, [["BEGIN", "ALTER TABLE"], ["COMMIT"]]],
  [/^psql .*-f /, [["BEGIN", "ALTER TABLE", "CREATE INDEX"], ["COMMIT"]]],
  [
    /^alembic (current|heads)/,
    [["INFO  [alembic.runtime.migration] Context impl PostgresqlImpl."], ["8f2c1d7a90be (head)"]],
  ],
  [/^alembic downgrade/, [["INFO  [alembic.runtime.migration] Running downgrade 8f2c1d7a90be -> 51e0c7d3aa42"], []]],
  [/^npm audit/, [[], ["found 0 vulnerabilities"]]],
  [/health[-_]check/, [["api: 200 in 48 ms", "database: answers", "cache: answers"], ["all checks passed"]]],
  [/--operation (check|stats)/, [["connections: 41 of 100", "longest query: 3 s"], ["no table needs a vacuum"]]],
  [/--operation/, [["12 tables"], ["maintenance complete"]]],
  [/maintenance|rotate|security-scan/, [["step 1 of 2", "step 2 of 2"], ["done"]]],
  [/profiler|dashboard/, [["requests: 600, errors: 0"], ["p50 48 ms, p95 210 ms, p99 390 ms"]]],
];
