import { scrub } from "../../operation/scrub.ts";

/** What the runs of this process have printed so far, by request: to be shown meanwhile, and kept nowhere. */
export interface Progress {
  print(request: string, text: string): void;
  printed(request: string): string;
  forget(request: string): void;
}

const longest = 9000;

export function createProgress(): Progress {
  const live = new Map<string, string>();
  return {
    print(request, text) {
      live.set(request, `${live.get(request) ?? ""}${text}`.slice(-2 * longest));
    },
    // Cut first, a secret could lose the name by which it is known for one.
    printed: (request) => scrub(live.get(request) ?? "").slice(-longest),
    forget(request) {
      live.delete(request);
    },
  };
}
