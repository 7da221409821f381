/** What the runs of this process have printed so far, by request: to be shown meanwhile, and kept nowhere. */
export interface Progress {
  print(request: string, text: string): void;
  printed(request: string): string;
  forget(request: string): void;
}

const longest = 9000;

export function createProgress(): Progress {
  const live = new Map<string, string>();
  const printed = (request: string): string => live.get(request) ?? "";
  return {
    print(request, text) {
      live.set(request, `${printed(request)}${text}`.slice(-longest));
    },
    printed,
    forget(request) {
      live.delete(request);
    },
  };
}
