import { Commits } from "@gitbeaker/rest";
import { z } from "zod";
import type { HttpDoor } from "../../clients/http.ts";
import { askHost, unreadable } from "./ask-host.ts";
import { type GitHost, pageSize } from "./commit.ts";
import type { Repository } from "./repository.ts";

/** GitLab, through its kept client and our door. */
export function gitlab({ apiUrl, path }: Repository, token: string | undefined, door: HttpDoor): GitHost {
  const commitsFor = (signal: AbortSignal) =>
    new Commits({
      host: apiUrl,
      ...(token !== undefined && { token }),
      requesterFn: ({ url, authHeaders }) => ({ get: requester(url, authHeaders, door, signal), ...readOnly }),
    });
  return {
    async commits({ page, revision, path: file, since, until, signal }) {
      const given = {
        ...(revision !== undefined && { refName: revision }),
        ...(file !== undefined && { path: file }),
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
      };
      const read = listed.safeParse(await commitsFor(signal).all(path, { page, perPage: pageSize, ...given }));
      if (!read.success) throw unreadable(apiUrl);
      return read.data.map(({ id, author_name, author_email, authored_date, message }) => ({
        sha: id,
        author: author_name,
        email: author_email,
        date: authored_date,
        message,
      }));
    },
    async files(sha, signal) {
      const read = changed.safeParse(await commitsFor(signal).showDiff(path, sha));
      if (!read.success) throw unreadable(apiUrl);
      return read.data.map(({ new_path }) => new_path);
    },
  };
}

const listed = z.array(
  z.object({
    id: z.string(),
    author_name: z.string(),
    author_email: z.string().default(""),
    authored_date: z.string(),
    message: z.string(),
  }),
);
const changed = z.array(z.object({ new_path: z.string() }));

type AuthHeaders = Readonly<Record<string, () => Promise<string>>>;

function requester(base: string, authHeaders: AuthHeaders, door: HttpDoor, signal: AbortSignal) {
  return async (endpoint: string, options?: { readonly searchParams?: Record<string, unknown> }) => {
    const url = new URL(endpoint, base.endsWith("/") ? base : `${base}/`);
    for (const [name, value] of Object.entries(options?.searchParams ?? {})) {
      if (value !== undefined)
        url.searchParams.set(
          name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          String(value),
        );
    }
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(authHeaders)) headers[name] = await value();
    const answer = await askHost(url.href, headers, door, signal);
    return {
      body: readJson(answer.text, url.host),
      headers: Object.fromEntries(answer.headers),
      status: answer.status,
    };
  };
}

function readJson(text: string, host: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(host);
  }
}

function notRead(): Promise<never> {
  return Promise.reject(new Error("the log is only read"));
}

const readOnly = { post: notRead, put: notRead, patch: notRead, delete: notRead };
