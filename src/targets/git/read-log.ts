import type { z } from "zod";
import type { HttpDoor } from "../../clients/http.ts";
import { log } from "../../operation/git.ts";
import { type LookUp, type Output, type Reader, type Refused, reader } from "../target.ts";
import { type Commit, type GitHost, type PageQuestion, pageSize } from "./commit.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { printLog } from "./print-log.ts";
import { readLogTime } from "./read-log-time.ts";
import { type KnownHosts, type Repository, repositoryOf } from "./repository.ts";

export interface GitParts {
  readonly door: HttpDoor;
  readonly lookUp: LookUp;
  readonly now: () => number;
  /** Hosts of the company's own: `git.example.com` → GitLab at `https://git.example.com`. */
  readonly hosts?: KnownHosts | undefined;
}

type Given = z.output<typeof log.schema>;

/** Recent commits of the service's repository, newest first, as git prints them. */
export function readLog(parts: GitParts): Reader {
  return reader(log, async (given, site, { signal }): Promise<Output | Refused> => {
    const link = site.links.repository;
    if (link === undefined) return refused("the catalog names no repository of this service");
    const repository = repositoryOf(link, parts.hosts ?? {});
    if (!repository) return refused(`${link} is neither a repository of GitHub nor of GitLab`);
    const question = questionOf(given, parts.now(), signal);
    if (question.kind === "refused") return question;
    const host = hostFor(repository, parts);
    const found = await search(host, given, question);
    if (found.commits.length === 0) return { text: "no commits" };
    const most = given.showFiles ? mostWithFiles : mostCommits;
    const shown = found.commits.slice(0, Math.min(given.maximum ?? most, most));
    const commits = given.showFiles
      ? await Promise.all(shown.map(async (commit) => ({ ...commit, files: await host.files(commit.sha, signal) })))
      : shown;
    const isCut = found.hasMore || (found.commits.length > shown.length && shown.length !== given.maximum);
    return {
      text: printLog(commits, given.oneLine ?? false),
      ...(isCut && { cut: `the newest ${shown.length} commits` }),
    };
  });
}

const mostCommits = 500;
const mostWithFiles = 20;
const mostPages = 5;

function hostFor(repository: Repository, { door, lookUp }: GitParts): GitHost {
  switch (repository.kind) {
    case "github":
      return github(repository, lookUp("GITHUB_TOKEN"), door);
    case "gitlab":
      return gitlab(repository, lookUp("GITLAB_TOKEN"), door);
  }
}

type Question = Omit<PageQuestion, "page" | "path">;

function questionOf(
  given: Given,
  now: number,
  signal: AbortSignal,
): (Question & { readonly kind: "question" }) | Refused {
  const { since, until, revision, author = "", search: wanted = "" } = given;
  const times = [since, until].map((written) => (written === undefined ? written : readLogTime(written, now)));
  if (since !== undefined && times[0] === undefined) return refused(`--since: "${since}" is not a time`);
  if (until !== undefined && times[1] === undefined) return refused(`--until: "${until}" is not a time`);
  if (revision !== undefined && /\.\.|[~^@]/.test(revision)) {
    return refused(
      `${revision}: only a branch, a tag or a commit can be asked of the hosting; read the range in your own copy`,
    );
  }
  if (/[*\\[\]^$|?+(){}]/.test(author + wanted))
    return refused("--author and --grep take plain words here, no patterns");
  return { kind: "question", since: times[0], until: times[1], signal, ...(revision !== "HEAD" && { revision }) };
}

// Author and words are looked for here: each hosting searches them differently, or not at all.
async function search(
  host: GitHost,
  { author = "", search: wanted = "", maximum = Number.POSITIVE_INFINITY, paths }: Given,
  question: Question,
): Promise<{ readonly commits: readonly Commit[]; readonly hasMore: boolean }> {
  const fits = (commit: Commit) =>
    `${commit.author} <${commit.email}>`.includes(author) && commit.message.includes(wanted);
  const byPath = await Promise.all(
    (paths ?? [undefined]).map(async (path) => {
      const found: Commit[] = [];
      for (let page = 1; page <= mostPages; page++) {
        const commits = await host.commits({ ...question, page, path });
        found.push(...commits.filter(fits));
        if (commits.length < pageSize || found.length >= maximum) return { found, hasMore: false };
      }
      return { found, hasMore: true };
    }),
  );
  const unique = new Map(byPath.flatMap(({ found }) => found).map((commit) => [commit.sha, commit]));
  const commits = [...unique.values()].sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
  return { commits: paths ? commits : [...unique.values()], hasMore: byPath.some(({ hasMore }) => hasMore) };
}

function refused(reason: string): Refused {
  return { kind: "refused", reason };
}
