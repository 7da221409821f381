import pg from "pg";

export interface Backend {
  readonly url: string;
  readonly pid: number;
}

/** How long a cancelled statement may take to end before its connection is given up. */
const graceMs = 1_000;

/**
 * `work`, ended by the signal: the statement that the backend runs is cancelled at the server, over another connection, and what it
 * then fails with comes out. Fails with the signal's reason when that does not end it soon.
 */
export async function cancelledBy<Result>(
  signal: AbortSignal,
  backend: Backend | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  let giveUp: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      const ended = backend ? cancelBackend(backend) : Promise.resolve(false);
      void ended.then((isCancelled) => {
        giveUp = setTimeout(() => reject(signal.reason), isCancelled ? graceMs : 0);
      });
    };
  });
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(giveUp);
  }
}

/** Whether the server was told. */
async function cancelBackend({ url, pid }: Backend): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, statement_timeout: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select pg_cancel_backend($1)", [pid]);
    return true;
  } catch {
    return false;
  } finally {
    void client.end().catch(() => {});
  }
}
