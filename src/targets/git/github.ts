import { Octokit } from "@octokit/core";
import { z } from "zod";
import { Fault } from "../../clients/fault.ts";
import type { HttpDoor } from "../../clients/http.ts";
import { askHost, unreadable } from "./ask-host.ts";
import { type GitHost, pageSize } from "./commit.ts";
import type { Repository } from "./repository.ts";

/** GitHub, through its own client and our door. */
export function github({ apiUrl, path }: Repository, token: string | undefined, door: HttpDoor): GitHost {
  const octokit = new Octokit({ baseUrl: apiUrl, ...(token !== undefined && { auth: token }) });
  const [owner = "", repo = ""] = path.split("/");
  const requestThrough = (signal: AbortSignal) => ({
    fetch: async (url: string, { headers }: { readonly headers: Record<string, string> }): Promise<Response> => {
      const { text, status, headers: answered } = await askHost(url, headers, door, signal);
      return new Response(text, { status, headers: answered.map(([name, value]): [string, string] => [name, value]) });
    },
  });
  return {
    async commits({ page, revision, path: file, since, until, signal }) {
      const given = {
        ...(revision !== undefined && { sha: revision }),
        ...(file !== undefined && { path: file }),
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
      };
      const request = requestThrough(signal);
      const { data } = await unwrapped(
        octokit.request("GET /repos/{owner}/{repo}/commits", {
          owner,
          repo,
          page,
          per_page: pageSize,
          ...given,
          request,
        }),
        signal,
      );
      const read = listed.safeParse(data);
      if (!read.success) throw unreadable(apiUrl);
      return read.data.map(({ sha, commit: { author, message } }) => ({
        sha,
        author: author?.name ?? "nobody",
        email: author?.email ?? "",
        date: author?.date ?? "",
        message,
      }));
    },
    async files(sha, signal) {
      const request = requestThrough(signal);
      const { data } = await unwrapped(
        octokit.request("GET /repos/{owner}/{repo}/commits/{ref}", { owner, repo, ref: sha, request }),
        signal,
      );
      const read = changed.safeParse(data);
      if (!read.success) throw unreadable(apiUrl);
      return read.data.files.map(({ filename }) => filename);
    },
  };
}

const author = z.object({ name: z.string().optional(), email: z.string().optional(), date: z.string().optional() });
const listed = z.array(
  z.object({ sha: z.string(), commit: z.object({ author: author.nullable(), message: z.string() }) }),
);
const changed = z.object({ files: z.array(z.object({ filename: z.string() })).default([]) });

// Octokit wraps whatever its fetch throws.
async function unwrapped<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && error.cause instanceof Fault) throw error.cause;
    throw error;
  }
}
