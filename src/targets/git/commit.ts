export interface Commit {
  readonly sha: string;
  readonly author: string;
  /** Matched against, never printed. */
  readonly email: string;
  /** ISO time. */
  readonly date: string;
  readonly message: string;
}

export interface PageQuestion {
  /** From 1; a page holds `pageSize` commits. */
  readonly page: number;
  readonly revision?: string | undefined;
  readonly path?: string | undefined;
  /** Both ISO times. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly signal: AbortSignal;
}

export const pageSize = 100;

/** Where a repository is hosted. Throws a `Fault` in words. */
export interface GitHost {
  /** Newest first; fewer than `pageSize` on the last page. */
  commits(question: PageQuestion): Promise<readonly Commit[]>;
  /** Paths that a commit changed. */
  files(sha: string, signal: AbortSignal): Promise<readonly string[]>;
}
