const rememberMs = 60_000;

/** Keeps answers for a minute; questions at the same time are one question. Failures are not kept. */
export function remembering<T>(
  now: () => number,
  ask: (key: string) => Promise<T>,
): (key: string, fresh: boolean) => Promise<T> {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (key, fresh) => {
    const one = known.get(key);
    if (one && !fresh && one.until > now()) return one.answer;
    const answer = ask(key);
    known.set(key, { until: now() + rememberMs, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}
