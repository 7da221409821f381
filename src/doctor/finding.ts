/** What one check found. `remedy` is what a person can do about it, in a sentence or two. */
export type Finding =
  | { readonly kind: "ok"; readonly check: string; readonly said: string }
  | { readonly kind: "failed"; readonly check: string; readonly said: string; readonly remedy: string }
  /** Nothing to look at, or something else has to be mended first. */
  | { readonly kind: "skipped"; readonly check: string; readonly said: string };

export const ok = (check: string, said: string): Finding => ({ kind: "ok", check, said });

export const failed = (check: string, said: string, remedy: string): Finding => ({
  kind: "failed",
  check,
  said,
  remedy,
});

export const skipped = (check: string, said: string): Finding => ({ kind: "skipped", check, said });

/** How a text is said, whatever was thrown. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : String(error);
