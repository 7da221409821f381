/** How bad things are at a moment: 0 on a normal day, 1 with the bad deploy serving everybody. */
export interface StoryCourse {
  /** ms since 1970. */
  readonly deployedAt: number;
  badness(at: number): number;
  /** Looks whether the cause is still there; the course bends from then on. */
  look(): void;
}

/** The deploy was twelve minutes ago. Half a minute after a change of the cause everything has followed. */
export function createStoryCourse(now: () => number, isBad: () => boolean): StoryCourse {
  const deployedAt = now() - 12 * 60_000;
  const turns: { readonly at: number; readonly bad: boolean }[] = isBad() ? [{ at: deployedAt, bad: true }] : [];
  return {
    deployedAt,
    badness(at) {
      let level = 0;
      for (const [index, turn] of turns.entries()) {
        if (turn.at > at) break;
        const until = Math.min(at, turns[index + 1]?.at ?? at);
        const moved = (until - turn.at) / followMs;
        level = turn.bad ? Math.min(1, level + moved) : Math.max(0, level - moved);
      }
      return level;
    },
    look() {
      const bad = isBad();
      if (bad !== (turns.at(-1)?.bad ?? false)) turns.push({ at: now(), bad });
    },
  };
}

const followMs = 30_000;
