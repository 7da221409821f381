import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import pg from "pg";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../src/sandbox/postgres.ts";

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<{ one: number }>("select 1 as one")).rows[0]?.one === 1;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const dataDirectory = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>("show data_directory");
  await client.end();
  return rows[0]!.data_directory;
};

test("it answers until it is stopped, and leaves no directory behind", async () => {
  const server = await startEmbeddedPostgres();
  const directory = await dataDirectory(server.url);
  expect(await answers(server.url)).toBe(true);
  await server.stop();
  expect(await answers(server.url)).toBe(false);
  expect(existsSync(directory)).toBe(false);
});

test("it ends with the process that started it, even a killed one", async () => {
  const script = `
    import { startEmbeddedPostgres } from "./src/sandbox/postgres.ts";
    startEmbeddedPostgres().then(({ url }) => console.log(url));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    cwd: new URL("../..", import.meta.url),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(createInterface({ input: child.stdout }), "line");
  const directory = await dataDirectory(String(url));
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  await expect.poll(() => existsSync(directory), { timeout: 10_000 }).toBe(false);
  expect(await answers(String(url))).toBe(false);
});
