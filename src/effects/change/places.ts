/** So many may do this at once in this process: pages and cards must not wait behind them. */
export interface Places {
  /** Takes a place; undefined when all are taken. What is returned gives it back. */
  enter(): (() => void) | undefined;
}

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    enter() {
      if (taken >= most) return undefined;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}
