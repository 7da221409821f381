import { describe, expect, test } from "vitest";
import { createGitFamily } from "../../../src/targets/git/create-git-family.ts";
import { repositoryOf } from "../../../src/targets/git/repository.ts";
import { doing, door, type Stub, siteOf, stubServer } from "../http/stub-server.ts";

const now = Date.UTC(2026, 10, 21, 15, 20);

interface Written {
  readonly id: string;
  readonly message: string;
  readonly name?: string;
  readonly at?: string;
}

const commits: readonly Written[] = [
  { id: "a".repeat(40), message: "Pool connections <!channel>\n\nCo-authored-by: Ada <ada@example.com>" },
  { id: "b".repeat(40), message: "Mail eve@example.com on failure", name: "Bob", at: "2026-11-21T12:00:00Z" },
];

/** Both hostings behind one address, each with its own paths and words. */
async function hosting(list: readonly Written[] = commits): Promise<Stub> {
  return stubServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    const from = (Number(searchParams.get("page") ?? 1) - 1) * 100;
    const page = list.slice(from, from + 100);
    const author = ({ name = "Ada", at = "2026-11-21T15:00:00Z" }: Written) => ({
      name,
      at,
      email: `${name}@example.com`,
    });
    const send = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (/^\/repos\/acme\/api\/commits\/\w+$/.test(pathname)) return send({ files: [{ filename: "src/pool.ts" }] });
    if (/\/commits\/\w+\/diff$/.test(pathname)) return send([{ new_path: "src/pool.ts" }]);
    if (pathname === "/repos/acme/api/commits") {
      return send(
        page.map((one) => ({
          sha: one.id,
          commit: { author: { ...author(one), date: author(one).at }, message: one.message },
        })),
      );
    }
    if (pathname === "/api/v4/projects/acme%2Fapi/repository/commits") {
      return send(
        page.map((one) => ({
          id: one.id,
          author_name: author(one).name,
          author_email: author(one).email,
          authored_date: author(one).at,
          message: one.message,
        })),
      );
    }
    return response.writeHead(404).end("{}");
  });
}

const kinds = [["github"], ["gitlab"]] as const;
const family = (stub: Stub, kind: "github" | "gitlab", token?: string) =>
  createGitFamily({
    door: door(),
    now: () => now,
    lookUp: (name) => (name === `${kind.toUpperCase()}_TOKEN` ? token : undefined),
    hosts: { "git.example.com": { kind, apiUrl: stub.url } },
  });
const site = (repository = "https://git.example.com/acme/api.git") => siteOf({}, { links: { repository } });
const run = (stub: Stub, kind: "github" | "gitlab", given: object, token?: string) =>
  family(stub, kind, token).readers[0]!.run(given, site(), doing());

describe.each(kinds)("the log at %s", (kind) => {
  test("is a line a commit, without e-mail addresses", async () => {
    expect(await run(await hosting(), kind, { oneLine: true })).toEqual({
      text: "aaaaaaa Pool connections <!channel>\nbbbbbbb Mail [e-mail] on failure",
    });
  });

  test("is git's long form otherwise", async () => {
    const output = await run(await hosting(), kind, { maximum: 1 });
    expect(output).toEqual({
      text: `commit ${"a".repeat(40)}\nAuthor: Ada\nDate:   2026-11-21 15:00:00 UTC\n\n    Pool connections <!channel>\n\n    Co-authored-by: Ada`,
    });
  });

  test("asks for the time, the branch and the paths that were given, with the token of that hosting", async () => {
    const stub = await hosting();
    await run(
      stub,
      kind,
      { since: "2 hours ago", until: "2026-11-21", revision: "main", paths: ["src", "test"] },
      "t0ken",
    );
    expect(stub.requests).toHaveLength(2);
    const asked = new URL(stub.requests[0]?.url ?? "", stub.url).searchParams;
    expect(asked.get("since")).toBe("2026-11-21T13:20:00.000Z");
    expect(asked.get("until")).toBe("2026-11-21T00:00:00.000Z");
    expect(asked.get(kind === "github" ? "sha" : "ref_name")).toBe("main");
    expect(asked.get("path")).toBe("src");
    const { authorization, "private-token": token } = stub.requests[0]?.headers ?? {};
    expect(kind === "github" ? authorization : token).toContain("t0ken");
  });

  test("is asked without a token when there is none", async () => {
    const stub = await hosting();
    await run(stub, kind, {});
    expect(stub.requests[0]?.headers).not.toHaveProperty(kind === "github" ? "authorization" : "private-token");
  });

  test("can be searched by author, also by address, and by word", async () => {
    const stub = await hosting();
    expect(await run(stub, kind, { oneLine: true, author: "Bob@example" })).toEqual({
      text: "bbbbbbb Mail [e-mail] on failure",
    });
    expect(await run(stub, kind, { oneLine: true, search: "connections" })).toMatchObject({
      text: expect.stringMatching(/^aaa/),
    });
    expect(await run(stub, kind, { search: "nothing" })).toEqual({ text: "no commits" });
  });

  test("shows the files of each commit when asked", async () => {
    const output = await run(await hosting(), kind, { oneLine: true, showFiles: true, maximum: 1 });
    expect(output).toEqual({ text: "aaaaaaa Pool connections <!channel>\nsrc/pool.ts" });
  });

  test("reads on over pages, and says where it stopped", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ id: String(index).padStart(40, "0"), message: "m" }));
    const stub = await hosting(many);
    const output = await run(stub, kind, { oneLine: true });
    expect(output).toMatchObject({ cut: "the newest 500 commits" });
    expect(stub.requests).toHaveLength(5);
  });

  test.each([
    [404, "{}", "answered 404 Not Found", "catalog"],
    [401, "{}", "answered 401 Unauthorized", "TOKEN"],
    [403, '{"message":"API rate limit exceeded"}', "too many questions", "Wait"],
    [502, "", "answered 502 Bad Gateway", "Try again"],
    [200, "{}", "no list of commits", "link"],
    [200, "<html>", "", ""],
  ])("answered %s %s is a fault in words, asked once", async (status, body, words, advice) => {
    const stub = await stubServer((_, response) =>
      response.writeHead(status, { "content-type": "application/json" }).end(body),
    );
    await expect(run(stub, kind, {}, "t0ken")).rejects.toMatchObject({
      name: "Fault",
      service: "git",
      message: expect.stringContaining(words),
      advice: expect.stringContaining(advice),
    });
    expect(stub.requests).toHaveLength(1);
  });

  test("who cancels gets their own reason back", async () => {
    const stopping = new AbortController();
    const stub = await stubServer(() => stopping.abort(new Error("cancelled")));
    const asked = family(stub, kind).readers[0]!.run({}, site(), doing(stopping.signal));
    await expect(asked).rejects.toThrow("cancelled");
  });
});

describe("a log that cannot be read", () => {
  test.each([
    [{ since: "breakfast" }, "breakfast"],
    [{ until: "tea" }, "tea"],
    [{ revision: "v1..v2" }, "own copy"],
    [{ revision: "HEAD~3" }, "own copy"],
    [{ author: "a.*b" }, "plain words"],
  ])("%j is refused in words", async (given, words) => {
    const stub = await hosting();
    expect(await run(stub, "github", given)).toMatchObject({ kind: "refused", reason: expect.stringContaining(words) });
    expect(stub.requests).toEqual([]);
  });

  test("without a repository, or with one elsewhere, is refused", async () => {
    const { readers } = family(await hosting(), "github");
    expect(await readers[0]!.run({}, siteOf({}), doing())).toMatchObject({ kind: "refused" });
    expect(await readers[0]!.run({}, site("https://svn.example.org/acme/api"), doing())).toMatchObject({
      kind: "refused",
    });
  });
});

test.each([
  ["https://github.com/acme/api", { kind: "github", apiUrl: "https://api.github.com", path: "acme/api" }],
  [
    "https://github.example.com/acme/api/",
    { kind: "github", apiUrl: "https://github.example.com/api/v3", path: "acme/api" },
  ],
  ["https://gitlab.com/group/sub/api.git", { kind: "gitlab", apiUrl: "https://gitlab.com", path: "group/sub/api" }],
  ["https://example.com/acme/api", undefined],
  ["https://github.com/", undefined],
  ["https://evil-github.com/acme/api", undefined],
])("%s is known by its host", (link, repository) => expect(repositoryOf(link, {})).toEqual(repository));
