import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubernetesDoor, type KubernetesDoor } from "../../../src/clients/kubernetes.ts";
import { createSandboxCluster, type SandboxCluster } from "../../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { jobBench, nameIn } from "./job-bench.ts";
import { jobSite } from "./job-site.ts";

let cluster: SandboxCluster;
let door: KubernetesDoor;
const site = jobSite("production");
const bench = (jobs: object = {}, patience = {}) => jobBench(door, jobSite("production", jobs), patience);
const jobsNamed = (name: string) => cluster.objects("jobs", "production").filter((job) => nameOf(job) === name);
const nameOf = ({ metadata }: { readonly [key: string]: unknown }) =>
  typeof metadata === "object" && metadata !== null && "name" in metadata ? metadata.name : undefined;

beforeAll(async () => {
  cluster = await createSandboxCluster({ timeFactor: 50 });
  door = createKubernetesDoor({ kind: "server", url: cluster.url, token: cluster.token });
});
afterAll(async () => {
  await door.close();
  await cluster.close();
});

describe("a program as a Job", () => {
  test("is previewed, run to its end with what it prints, and read back", async () => {
    const { previewed, run, verify, inspect, emitted } = bench();
    const line = "./scripts/backup_daily.sh --full";
    const shown = await previewed(line);
    expect(shown.objects[0]?.changes).toContainEqual({ what: "runs", before: "", after: line });
    expect(shown.warnings.join()).toMatch(/tag 1\.4, which may stand for another image/);
    expect(await inspect(line, shown)).toMatchObject({ kind: "not-done" });
    const done = await run(line, shown);
    expect(done).toMatchObject({ kind: "done", text: expect.stringMatching(/it ended well after \d+ s.*2\.3 GB/s) });
    expect(done).not.toHaveProperty("undo");
    expect(emitted.join("")).toMatch(/is made; deleting it stops the program\n.*played run of.*backup complete/s);
    expect(await verify(line, shown)).toMatchObject({ kind: "verified", text: expect.stringContaining("ended well") });
    expect(await inspect(line, shown)).toMatchObject({ kind: "done" });
  });

  test("that saves a file saves it where the catalog says, under the name that was previewed", async () => {
    const jobs = { programs: ["pg_dump"], destination: { claim: "database-backups" } };
    const { previewed, run } = bench(jobs);
    const saving = { saveTo: "shop_$(date +%s).sql" };
    const shown = await previewed("pg_dump shop", saving);
    const facts = JSON.stringify(shown.objects);
    expect(facts).toContain("database-backups");
    expect(shown.notPreviewed.join()).toMatch(/holds a file of this name already/);
    const file = /--file=\/saved\/shop_\d{10}\.sql/.exec(facts)?.[0] ?? "no file";
    await expect.poll(async () => JSON.stringify((await previewed("pg_dump shop", saving)).objects)).not.toBe(facts);
    expect((await previewed("pg_dump shop", saving)).fingerprint).toEqual(shown.fingerprint);
    expect(await run("pg_dump shop", shown, {}, jobSite("production", jobs), saving)).toMatchObject({ kind: "done" });
    expect(JSON.stringify(jobsNamed(nameIn(shown)))).toContain(file);
    expect(JSON.stringify(jobsNamed(nameIn(shown)))).toContain('"claimName":"database-backups"');
    const nowhere = await bench({ programs: ["pg_dump"] }).preview("pg_dump shop", saving);
    expect(nowhere).toMatchObject({ reason: expect.stringContaining("kubernetes.jobs.destination") });
  });

  test("performed twice is one Job, and both tell its end", async () => {
    const { previewed, run } = bench();
    const shown = await previewed("alembic current");
    const both = await Promise.all([run("alembic current", shown), run("alembic current", shown)]);
    for (const one of both) expect(one).toMatchObject({ kind: "done", text: expect.stringContaining("(head)") });
    expect(jobsNamed(nameIn(shown))).toHaveLength(1);
  });

  test("asked for twice is two Jobs, and the second is told that the first still runs", async () => {
    const { previewed, run } = bench();
    const line = "./scripts/slow.sh";
    const first = await previewed(line);
    const running = run(line, first);
    await expect.poll(async () => (await previewed(line)).warnings.join()).toContain(`as job/${nameIn(first)}`);
    const second = await previewed(line);
    expect(nameIn(second)).not.toBe(nameIn(first));
    expect(second.fingerprint).toEqual(first.fingerprint);
    await running;
  });

  test("in a drill is checked by the cluster and not made", async () => {
    const { previewed, run } = bench();
    const shown = await previewed("alembic current");
    expect(await run("alembic current", shown, { dryRun: true })).toMatchObject({
      text: expect.stringMatching(/drill/),
    });
    expect(jobsNamed(nameIn(shown))).toEqual([]);
  });

  test("whose entry in the catalog changed after the preview is not run", async () => {
    const { previewed, run } = bench();
    const shown = await previewed("alembic current");
    const other = jobSite("production", { image: "registry.example.com/other:1" });
    expect(await run("alembic current", shown, {}, other)).toMatchObject({ kind: "refused" });
    const nobody = jobSite("production", { programs: [] });
    expect(await run("alembic current", shown, {}, nobody)).toMatchObject({ kind: "refused" });
    expect(jobsNamed(nameIn(shown))).toEqual([]);
  });

  test("deletes what earlier ones left when they ended too long ago, and nothing else", async () => {
    const { previewed, run, inspect } = bench({}, { followMs: 2000 });
    const [old, endless] = [await previewed("alembic current"), await previewed("./scripts/endless.sh")];
    await Promise.all([run("alembic current", old), run("./scripts/endless.sh", endless)]);
    const labels = { "app.kubernetes.io/managed-by": "incident-commander" };
    const spec = { template: { spec: { restartPolicy: "Never", containers: [{ name: "x", image: "x:1" }] } } };
    const path = "/apis/batch/v1/namespaces/production/jobs";
    const body = { metadata: { name: "not-ours", labels }, spec };
    await door.json(undefined, { method: "POST", path, body, signal: AbortSignal.timeout(5000) });
    await expect.poll(() => JSON.stringify(jobsNamed("not-ours"))).toContain('"Complete"');
    const next = bench({}, { now: () => Date.now() + 7 * 60 * 60_000 });
    const shown = await next.previewed("alembic heads");
    expect(await next.run("alembic heads", shown, { dryRun: true })).toMatchObject({ kind: "done" });
    expect(await inspect("alembic current", old)).toMatchObject({ kind: "done" });
    expect(await next.run("alembic heads", shown)).toMatchObject({ kind: "done" });
    expect(jobsNamed(nameIn(old))).toEqual([]);
    expect(await next.inspect("alembic current", old)).toMatchObject({ kind: "unclear" });
    expect([...jobsNamed("not-ours"), ...jobsNamed(nameIn(endless))]).toHaveLength(2);
  });

  test("does not take a Job of somebody else for its own", async () => {
    const { previewed, run, inspect } = bench();
    const shown = await previewed("alembic current");
    const spec = { template: { spec: { restartPolicy: "Never", containers: [{ name: "x", image: "x:1" }] } } };
    const body = { metadata: { name: nameIn(shown) }, spec };
    const path = "/apis/batch/v1/namespaces/production/jobs";
    await door.json(undefined, { method: "POST", path, body, signal: AbortSignal.timeout(5000) });
    expect(await run("alembic current", shown)).toMatchObject({ kind: "refused" });
    expect(await inspect("alembic current", shown)).toMatchObject({ kind: "unclear" });
  });

  test("sends nothing once somebody else has the say, and an abort is thrown as it is", async () => {
    const { previewed, run } = bench();
    const shown = await previewed("./scripts/slow.sh");
    const lost = new Error("the lease is over");
    const refuse = { beforeSending: () => Promise.reject(lost) };
    await expect(run("./scripts/slow.sh", shown, refuse)).rejects.toBe(lost);
    expect(jobsNamed(nameIn(shown))).toEqual([]);
    const stop = new AbortController();
    const running = run("./scripts/slow.sh", shown, { signal: stop.signal, emit: () => stop.abort(lost) });
    await expect(running).rejects.toBe(lost);
    expect(jobsNamed(nameIn(shown))).toHaveLength(1);
  });

  test("that outlasts being followed goes on, with its deletion as the way to stop it", async () => {
    const { previewed, run, verify } = bench({}, { followMs: 200 });
    const shown = await previewed("./scripts/slow.sh");
    const undo = {
      name: "kubernetes.delete",
      arguments: { resource: "jobs", names: [nameIn(shown)], namespace: "production" },
    };
    expect(await run("./scripts/slow.sh", shown)).toMatchObject({
      text: expect.stringMatching(/no longer followed/),
      undo,
    });
    expect(await verify("./scripts/slow.sh", shown)).toMatchObject({ kind: "verified" });
  });
});

describe("what goes wrong with a Job is said", () => {
  test.each([
    ["./scripts/failing.sh", {}, /failed with exit code 3 after \d+ s.*fatal: it was told to fail/s],
    ["./scripts/memory-hungry.sh", {}, /needed more than its 64Mi of memory/],
  ])("%s", async (line, jobs, words) => {
    const { previewed, run, verify, inspect } = bench({ memory: "64Mi", ...jobs });
    const shown = await previewed(line);
    expect(await run(line, shown)).toMatchObject({ kind: "done", text: expect.stringMatching(words) });
    expect(await verify(line, shown)).toMatchObject({ kind: "failed" });
    expect(await inspect(line, shown)).toMatchObject({ kind: "done", text: expect.stringContaining("failed") });
  });

  test.each([
    [{ image: "registry.example.com/tools:missing" }, /image cannot be pulled/],
    [{ cpu: "900" }, /no node takes its pod: .*Insufficient cpu/],
  ])("%j: it did not begin, is deleted and counts as not done", async (jobs, words) => {
    const { previewed, run, inspect } = bench(jobs, { stuckMs: 100 });
    const shown = await previewed("alembic current");
    const failure = { message: expect.stringMatching(words), outcome: "not-done" };
    await expect(run("alembic current", shown)).rejects.toMatchObject(failure);
    expect(jobsNamed(nameIn(shown))).toEqual([]);
    expect(await inspect("alembic current", shown)).toMatchObject({ kind: "not-done" });
  });

  test("past its deadline the cluster stops it", async () => {
    const { previewed, run } = bench({ deadline: "1m" });
    const shown = await previewed("./scripts/endless.sh");
    const text = expect.stringMatching(/had not ended after 1 min, its deadline.*played run of/s);
    expect(await run("./scripts/endless.sh", shown)).toMatchObject({ text });
  });

  test("deleted by somebody while it ran", async () => {
    const { previewed, run } = bench();
    const shown = await previewed("./scripts/slow.sh");
    const running = run("./scripts/slow.sh", shown);
    await expect.poll(() => jobsNamed(nameIn(shown)).length).toBe(1);
    const path = `/apis/batch/v1/namespaces/production/jobs/${nameIn(shown)}`;
    await door.json(undefined, { method: "DELETE", path, signal: AbortSignal.timeout(5000) });
    expect(await running).toMatchObject({ text: expect.stringMatching(/not known how it ended.*does not exist/s) });
  });

  test("a pod of somebody else that carries its label is not believed", async () => {
    const { previewed, run, verify } = bench();
    const shown = await previewed("./scripts/failing.sh");
    const labels = { "job-name": nameIn(shown) };
    const container = { name: "program", image: "a:1", command: ["alembic", "current"] };
    const body = { metadata: { name: "a-liar", labels }, spec: { restartPolicy: "Never", containers: [container] } };
    const path = "/api/v1/namespaces/production/pods";
    await door.json(undefined, { method: "POST", path, body, signal: AbortSignal.timeout(5000) });
    expect(await run("./scripts/failing.sh", shown)).toMatchObject({ text: expect.stringMatching(/exit code 3/) });
    expect(await verify("./scripts/failing.sh", shown)).toMatchObject({ kind: "failed" });
  });

  test("a log that nobody may read does not hide how it ended", async () => {
    const broken = { [Symbol.asyncIterator]: () => ({ next: () => nothingThere() }) };
    const { previewed, run } = jobBench({ ...door, stream: () => broken }, site);
    const shown = await previewed("alembic current");
    expect(await run("alembic current", shown)).toMatchObject({
      text: expect.stringMatching(/ended well.*could not be read: the cluster answered 404/s),
    });
  });
});

// Always fails, as the API server says it.
async function nothingThere(): Promise<never> {
  const path = "/api/v1/namespaces/production/pods/none";
  await door.json(undefined, { method: "GET", path, signal: AbortSignal.timeout(5000) });
  throw new Error("it is there");
}
