import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "../../database.ts";
import { type RunningApp, runApp } from "../running-app.ts";

const database = withDatabase();

describe.each(["http", "socket"] as const)("App Home over %s", (kind) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp(database.pool, kind);
  });
  afterAll(() => app.stop());
  afterEach(() => {
    app.workspace.scopes.add("users:read");
  });

  const shown = (person: string): string => JSON.stringify(app.workspace.homeOf(person)?.view ?? {});
  const homeOf = (person: string) => {
    const home = app.workspace.homeOf(person);
    if (!home) throw new Error(`${person} has no Home`);
    return home;
  };
  const home = async (person: string, wanted: RegExp): Promise<string> => {
    await app.workspace.waitFor(() => wanted.test(shown(person)), `a Home of ${person} that says ${wanted}`);
    return shown(person);
  };

  test("says at first that nothing is open, and how to declare", async () => {
    await app.workspace.as("ada").openHome();
    expect(await home("ada", /No incident is open/)).toMatch(/Declare an incident/);
    expect(shown("ada")).not.toMatch(/Your roles/);
    await app.workspace.as("ada").click(homeOf("ada"), "declare");
    await app.workspace.waitFor(() => app.workspace.modalOf("ada"), "the form to declare");
  });

  test("shows an incident with its channel and its buttons, and what was pressed is said in it", async () => {
    await app.declared();
    await app.workspace.as("ben").openHome();
    expect(await home("ben", /API down/)).toMatch(/P1 Critical.*Investigating.*channel_id.*Lead open/s);
    await app.workspace.as("ben").click(homeOf("ben"), "take-lead");
    expect(await home("ben", /the lead is now/)).toMatch(/Your roles.*Lead.*API down/s);
    expect(app.bugs).toEqual([]);
  });

  test("keeps the service that was chosen", async () => {
    await app.say("ada", "declare P2 blog-engine Comments are lost");
    await app.workspace.as("ada").openHome();
    await home("ada", /Comments are lost/);
    await app.workspace.as("ada").click(homeOf("ada"), "home-service", { value: "blog-engine" });
    expect(await home("ada", /Open incidents of Blog/)).not.toMatch(/API down/);
    await app.workspace.as("ada").openHome();
    expect(await home("ada", /Comments are lost/)).not.toMatch(/API down/);
  });

  test("follows what its owner does elsewhere", async () => {
    await app.workspace.as("chioma").openHome();
    await home("chioma", /Comments are lost/);
    await app.say("chioma", "declare P3 web-analytics A logo is blurred");
    await home("chioma", /A logo is blurred/);
  });

  test("shows a private incident to its people alone", async () => {
    await app.say("ada", "declare private P1 blog-engine Leaked token");
    await app.workspace.as("ada").click(homeOf("ada"), "home-service", { value: "all services" });
    await home("ada", /PRIVATE.*Leaked token/);
    await app.workspace.as("ben").click(homeOf("ben"), "home-refresh");
    expect(await home("ben", /Comments are lost/)).not.toMatch(/Leaked token/);
  });

  test("tells a guest why there is nothing to see", async () => {
    await app.workspace.as("gus").openHome();
    expect(await home("gus", /Guests cannot act/)).not.toMatch(/API down/);
  });
});
