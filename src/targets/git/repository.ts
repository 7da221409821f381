export interface Repository {
  readonly kind: "github" | "gitlab";
  /** Where its API answers: `https://api.github.com`, `https://git.example.com`. */
  readonly apiUrl: string;
  /** `your-organization/podcast-analytics`; GitLab knows groups in groups. */
  readonly path: string;
}

/** Hosts whose name does not tell what they are, or that answer at another address. */
export type KnownHosts = Readonly<Record<string, Pick<Repository, "kind" | "apiUrl">>>;

/** Where the link of the catalog leads; undefined when its host is neither GitHub nor GitLab. */
export function repositoryOf(link: string, known: KnownHosts): Repository | undefined {
  if (!URL.canParse(link)) return undefined;
  const { host, origin, pathname } = new URL(link);
  const path = pathname.replace(/^\/+|\/+$|\.git\/?$/g, "");
  const found = Object.hasOwn(known, host) ? known[host] : guessed(host, origin);
  return found && /^[\w.-]+(\/[\w.-]+)+$/.test(path) ? { ...found, path } : undefined;
}

function guessed(host: string, origin: string): Pick<Repository, "kind" | "apiUrl"> | undefined {
  if (host === "github.com") return { kind: "github", apiUrl: "https://api.github.com" };
  if (/(^|\.)github\./.test(host)) return { kind: "github", apiUrl: `${origin}/api/v3` };
  return /(^|\.)gitlab\./.test(host) ? { kind: "gitlab", apiUrl: origin } : undefined;
}
