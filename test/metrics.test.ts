import { afterAll, beforeAll, expect, test } from "vitest";
import { withDatabase } from "./database.ts";
import { type Company, openCompany } from "./stories/company.ts";

const database = withDatabase();
let company: Company;

beforeAll(async () => {
  company = await openCompany(database.url, "http");
});
afterAll(() => company.stop());

const get = async (path: string) => {
  const response = await fetch(new URL(path, company.address));
  return { status: response.status, text: await response.text() };
};

test("what is going on can be read by Prometheus, without a word that a person wrote", async () => {
  await company.say("ada", "declare P1 podcast-analytics Salaries are visible");
  await company.card(await company.channel("-salaries-are-visible"), /P1/);
  const { status, text } = await get("/metrics");
  expect(status).toBe(200);
  expect(text).toMatch(/incident_commander_open_incidents\{severity="P1"\} 1/);
  expect(text).toMatch(/incident_commander_command_seconds_count\{command="declare",outcome="done"\} 1/);
  expect(text).toMatch(/incident_commander_effects_total\{effect="open-channel",outcome="done"\} 1/);
  expect(text).not.toMatch(/salaries/i);
});

test("a balancer is told whether the process lives and whether it is ready", async () => {
  expect(await get("/healthz")).toEqual({ status: 200, text: "ok\n" });
  expect(await get("/readyz")).toEqual({ status: 200, text: "ready\n" });
  expect((await get("/nonsense")).status).toBe(404);
});
