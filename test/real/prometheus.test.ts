import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createHttpDoor } from "../../src/clients/http.ts";
import { createPrometheusFamily } from "../../src/targets/prometheus/create-prometheus-family.ts";
import type { Output, Site } from "../../src/targets/target.ts";
import { mayAlwaysSend } from "../may-always-send.ts";
import { doing, siteOf } from "../targets/http/stub-server.ts";

const inPath = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
const missing = ["prometheus", "prometheus-alertmanager"].filter((program) => !inPath(program));

const rules = `groups:
  - name: checks
    rules:
      - { alert: AlwaysFiring, expr: vector(1), labels: { severity: page }, annotations: { summary: "<!channel> is text" } }
`;

describe.skipIf(missing.length > 0)(
  `Prometheus and Alertmanager${missing.length > 0 ? `: ${missing.join(", ")} not in PATH` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "prometheus-real-"));
    const running: ReturnType<typeof spawn>[] = [];
    const door = createHttpDoor({ now: () => performance.now() });
    const family = createPrometheusFamily({ door, now: Date.now });
    let site: Site;

    const start = (program: string, args: readonly string[]) => {
      running.push(spawn(program, args, { cwd: folder, stdio: "ignore" }));
    };
    const read = async (operation: string, given: object): Promise<Output> => {
      const output = await family.readers.find((one) => one.operation === operation)!.run(given, site, doing());
      if ("kind" in output) throw new Error(output.reason);
      return output;
    };

    beforeAll(async () => {
      const [prometheus, alertmanager] = [await freePort(), await freePort()];
      const config = {
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        rule_files: ["rules.yml"],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager}`] }] }] },
        scrape_configs: [
          { job_name: "prometheus", static_configs: [{ targets: [`127.0.0.1:${prometheus}`, "127.0.0.1:1"] }] },
        ],
      };
      writeFileSync(join(folder, "rules.yml"), rules);
      writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
      const quiet = { route: { receiver: "nobody" }, receivers: [{ name: "nobody" }] };
      writeFileSync(join(folder, "alertmanager.yml"), JSON.stringify(quiet));
      start("prometheus", [
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        // The first alert may leave before Alertmanager is known.
        "--rules.alert.resend-delay=1s",
        `--web.listen-address=127.0.0.1:${prometheus}`,
      ]);
      const cluster = "--cluster.listen-address=";
      start("prometheus-alertmanager", [
        "--config.file=alertmanager.yml",
        "--storage.path=silences",
        cluster,
        `--web.listen-address=127.0.0.1:${alertmanager}`,
      ]);
      site = siteOf(
        {
          prometheus: { name: "Prometheus", url: `http://127.0.0.1:${prometheus}` },
          alertmanager: { name: "Alertmanager", url: `http://127.0.0.1:${alertmanager}` },
        },
        { thresholds: [{ query: "up", below: 1 }] },
      );
      await vi.waitFor(async () => expect((await read("alertmanager.alerts", {})).text).toContain("AlwaysFiring"), {
        timeout: 60_000,
        interval: 500,
      });
    });

    afterAll(async () => {
      await door.close();
      await Promise.all(running.map(endOf));
      rmSync(folder, { recursive: true, force: true });
    });

    test("an instant question is a table with a picture of the hour before", async () => {
      const query = 'rate(prometheus_http_requests_total{handler="/api/v1/query"}[1m])';
      await expect
        .poll(async () => (await read("prometheus.query", { query })).text, { timeout: 60_000 })
        .toMatch(/\/s$/);
      const up = await read("prometheus.query", { query: "up" });
      expect(up.text).toMatch(
        /^METRIC +INSTANCE +JOB +VALUE\nup +127\.0\.0\.1:\d+ +prometheus +1\nup +127\.0\.0\.1:1 +prometheus +0$/,
      );
      expect(up.pictures?.[0]?.alternative).toContain("alerts below 1");
    });

    test("a range question says lowest, highest and last", async () => {
      const { text, pictures } = await read("prometheus.query-range", {
        query: "process_resident_memory_bytes",
        step: "1s",
      });
      expect(text).toMatch(/MiB +\S+ MiB +\S+ MiB$/);
      expect(pictures).toHaveLength(1);
    });

    test("scalars, texts and stretches of time are read, too", async () => {
      expect((await read("prometheus.query", { query: "1 / 0" })).text).toBe("VALUE\n+Inf");
      expect((await read("prometheus.query", { query: '"hello"' })).text).toBe("hello");
      expect((await read("prometheus.query", { query: "up[1m]" })).text).toContain("METRIC");
      expect((await read("prometheus.query", { query: "nothing_like_it" })).text).toBe("no data");
    });

    test("what it does not understand is refused in its own words", async () => {
      await expect(read("prometheus.query", { query: "sum(up" })).rejects.toThrow("parse error");
      const tooFine = { query: "up", start: "7d", step: "1s" };
      await expect(read("prometheus.query-range", tooFine)).rejects.toThrow("exceeded maximum resolution");
    });

    test("alerts and targets are listed", async () => {
      expect((await read("prometheus.alerts", {})).text).toMatch(
        /firing +AlwaysFiring +page .* UTC +- +<!channel> is text/,
      );
      expect((await read("prometheus.targets", {})).text).toMatch(
        /^HEALTH.*\ndown +prometheus +127\.0\.0\.1:1 .*\nup /,
      );
    });

    test("a silence is previewed, made once, holds back, and is found again", async () => {
      const silence = family.changers[0]!;
      const given = {
        matchers: [{ name: "alertname", value: "Always.*", isRegex: true }],
        duration: "1h",
        comment: "known",
      };
      const preview = await silence.preview(given, site, doing().signal);
      if (preview.kind === "refused") throw new Error(preview.reason);
      expect(preview.objects[0]?.changes).toContainEqual({
        what: "silenced now",
        before: "",
        after: "1: AlwaysFiring",
      });
      expect(await silence.inspect(given, preview.pinned, site, doing().signal)).toMatchObject({ kind: "not-done" });
      const done = await silence.run(given, preview.pinned, site, { ...doing(), dryRun: false, ...mayAlwaysSend });
      expect(done).toMatchObject({ kind: "done", text: expect.stringContaining("holds them back") });
      const again = await silence.run(given, preview.pinned, site, { ...doing(), dryRun: false, ...mayAlwaysSend });
      expect(again).toMatchObject({ text: expect.stringContaining("already") });
      expect(await silence.verify(given, preview.pinned, site, doing())).toMatchObject({ kind: "verified" });
      expect(await silence.inspect(given, preview.pinned, site, doing().signal)).toMatchObject({ kind: "done" });
      expect((await read("alertmanager.alerts", {})).text).toContain("suppressed");
      const ending = family.changers[1]!;
      const id = (done.kind === "done" ? done.undo?.arguments : undefined) ?? {};
      const end = await ending.preview(id, site, doing().signal);
      if (end.kind === "refused") throw new Error(end.reason);
      expect(end.objects[0]?.changes).toContainEqual({ what: "told again", before: "", after: "1: AlwaysFiring" });
      const ended = await ending.run(id, end.pinned, site, { ...doing(), dryRun: false, ...mayAlwaysSend });
      expect(await ending.verify(id, end.pinned, site, doing())).toMatchObject({ kind: "verified" });
      expect(await ending.run(id, end.pinned, site, { ...doing(), dryRun: false, ...mayAlwaysSend })).toMatchObject({
        text: expect.stringContaining("over already"),
      });
      await expect.poll(async () => (await read("alertmanager.alerts", {})).text).not.toContain("suppressed");
      const undo = (ended.kind === "done" ? ended.undo?.arguments : undefined) ?? {};
      const back = await silence.preview(undo, site, doing().signal);
      if (back.kind === "refused") throw new Error(back.reason);
      await silence.run(undo, back.pinned, site, { ...doing(), dryRun: false, ...mayAlwaysSend });
      await expect.poll(async () => (await read("alertmanager.alerts", {})).text).toContain("suppressed");
    });
  },
);

async function endOf(program: ReturnType<typeof spawn>): Promise<void> {
  const ended = new Promise((exited) => program.once("exit", exited));
  program.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address !== null ? address.port : 0;
}
