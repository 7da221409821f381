import { setTimeout as sleep } from "node:timers/promises";

/** `work`, while what `look` says is emitted whenever it has changed. A look that fails is left out: the work goes on. */
export async function withProgress<Result>(
  work: Promise<Result>,
  look: (signal: AbortSignal) => Promise<string | undefined>,
  emit: (text: string) => void,
): Promise<Result> {
  const over = new AbortController();
  const watching = watch(look, emit, over.signal);
  try {
    return await work;
  } finally {
    over.abort(new Error("it is over"));
    await watching;
  }
}

async function watch(
  look: (signal: AbortSignal) => Promise<string | undefined>,
  emit: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    const said = await look(signal).catch(() => undefined);
    if (said !== undefined && said !== last) emit(`${said}\n`);
    last = said ?? last;
    await sleep(1_000, undefined, { signal }).catch(() => undefined);
  }
}
