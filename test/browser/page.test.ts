import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { attack, startDeployApp } from "./deploy-app.ts";
import { launchBrowser } from "./launch-browser.ts";
import { desk, phone, visitPage } from "./visit.ts";

let browser: Browser;
let workspace: SlackWorkspace;
let app: { stop(): Promise<unknown> };
let faults: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  faults = [];
  workspace = await createSlackWorkspace({
    commands: [{ command: "/deploy", hint: "[what]", description: "Deploy something" }],
    shortcuts: [{ callbackId: "note", name: "Take a note", kind: "message" }],
  });
  app = await startDeployApp(workspace);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await app.stop();
  await workspace.stop();
  expect(faults).toEqual([]);
});

describe("a person in the workspace", () => {
  test("types a command, presses a button, and is told what is wrong before the form is taken", async () => {
    const page = await visit("ada", "incidents");
    await write(page, "/deploy api");
    await page.getByRole("button", { name: "Give a reason" }).click();
    const modal = page.getByTestId("modal");
    const reason = modal.getByLabel("Why now?");
    await reason.fill("short");
    await modal.getByTestId("modal-submit").click();
    await modal.getByText("Please complete this required field.").waitFor();
    await modal.getByLabel("Level").selectOption("high");
    await modal.getByTestId("modal-submit").click();
    await modal.getByText("Say a little more.").waitFor();
    await expect.poll(() => reason.evaluate((field) => field.matches(":focus"))).toBe(true);
    expect(await reason.inputValue()).toBe("short");

    await reason.fill("The old one leaks connections");
    await modal.getByTestId("modal-submit").click();
    await page.getByText("wrote: The old one leaks connections (high)").waitFor();
    expect(await modal.count()).toBe(0);
  });

  test("keeps what was typed when the app changes the form", async () => {
    const page = await visit("ada", "incidents");
    await write(page, "/deploy api");
    await page.getByRole("button", { name: "Give a reason" }).click();
    await page.getByLabel("Why now?").fill("Half a sentence");
    await page.getByRole("button", { name: "Ask more exactly" }).click();
    expect(await page.getByLabel("Why now, exactly?").inputValue()).toBe("Half a sentence");
    await page.keyboard.press("Escape");
    await page.getByTestId("modal").waitFor({ state: "detached" });
    const ask = page.getByRole("button", { name: "Give a reason" });
    await expect.poll(() => ask.evaluate((button) => button.matches(":focus"))).toBe(true);
  });

  test("alone sees an answer meant for them alone", async () => {
    const [ada, ben] = [await visit("ada", "incidents"), await visit("ben", "incidents")];
    await write(ada, "/deploy");
    await ada.getByText("Only visible to you").waitFor();
    await write(ada, "Does anybody else see that?");
    await ben.getByText("Does anybody else see that?").waitFor();
    expect(await ben.getByText("Only visible to you").count()).toBe(0);
  });

  test("is refused a command in a thread, as in Slack", async () => {
    const page = await visit("ada", "incidents");
    await write(page, "A message to answer");
    await page.getByTestId("message").last().hover();
    await page.getByRole("button", { name: "Reply in thread" }).last().click();
    await page.getByTestId("thread-composer").fill("/deploy api");
    await page.getByTestId("thread-composer").press("Enter");
    await page.getByText(/is not supported in threads/).waitFor();
  });

  test("finishes a command with Tab and a name with Enter", async () => {
    const page = await visit("ada", "incidents");
    const composer = page.getByTestId("composer");
    await composer.pressSequentially("/dep");
    await composer.press("Tab");
    expect(await composer.inputValue()).toBe("/deploy ");
    await composer.fill("");
    await composer.pressSequentially("ask @be");
    await composer.press("Enter");
    expect(await composer.inputValue()).toMatch(/^ask @ben/i);
  });

  test("loses neither a half-written message nor their place when others write", async () => {
    const page = await visit("ada", "incidents");
    for (let count = 1; count <= 40; count += 1) await workspace.as("ben").send("incidents", `line ${count}`);
    await page.getByText("line 40").waitFor();
    const list = page.getByRole("log", { name: "Messages" });
    await expect
      .poll(() => list.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight))
      .toBeLessThan(3);
    await page.getByTestId("composer").fill("half a");
    await page.getByText("line 5", { exact: true }).scrollIntoViewIfNeeded();
    const before = await list.evaluate((box) => box.scrollTop);
    await workspace.as("ben").send("incidents", "the newest line");
    await page.getByText("the newest line").waitFor({ state: "attached" });
    expect(await list.evaluate((box) => box.scrollTop)).toBe(before);
    expect(await page.getByTestId("composer").inputValue()).toBe("half a");
  });

  test("becomes somebody else with the switcher, and the address says so", async () => {
    const page = await visit("ada", "incidents");
    const ben = workspace.person("ben").id;
    await page.getByTestId("person-switcher").selectOption(ben);
    await write(page, "I am Ben");
    const sent = await workspace.waitFor(
      () => workspace.messages("incidents").find(({ text }) => text === "I am Ben"),
      "Ben's message",
    );
    expect(sent.user).toBe(ben);
    expect(page.url()).toContain(`#${ben}/`);
  });
});

test("a first visit, or one with an address from another workspace, lands in #incidents as somebody", async () => {
  for (const hash of ["", "#U404/C404"]) {
    const page = await (await browser.newContext({ viewport: desk })).newPage();
    await page.goto(`${workspace.url}/${hash}`);
    await page.getByRole("heading", { name: "incidents", exact: true }).waitFor();
    await expect.poll(() => page.url()).toContain(`#${workspace.person("ada").id}/`);
  }
});

describe("text from outside", () => {
  test("never becomes an element, wherever it stands", async () => {
    const page = await visit("ada", "incidents");
    const scripts = await page.locator("script").count();
    await workspace.as("ben").send("incidents", `${attack} <javascript:alert(1)|press> <https://example.com|safe>`);
    await write(page, `/deploy ${attack}`);
    await page.getByRole("button", { name: "Give a reason" }).click();
    await page.getByRole("heading", { name: "<b>Reason</b>" }).waitFor();
    expect(await page.locator("img[src=x], .modal b, header b").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(scripts);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.evaluate("globalThis.wasAttacked")).toBeUndefined();
  });
});

describe("on a phone", () => {
  test("nothing is wider than the screen", async () => {
    const page = await visit("ada", "incidents", phone);
    const overflow = () => page.evaluate("document.documentElement.scrollWidth - innerWidth");
    await write(page, `/deploy ${"a-name-without-any-gap".repeat(6)}`);
    const ask = page.getByRole("button", { name: "Give a reason" });
    await ask.waitFor();
    expect(await overflow()).toBe(0);
    for (const element of await page.locator(".message, .composer, .conversation-head, .top").all()) {
      const box = await element.boundingBox();
      if (box) expect(box.x + box.width).toBeLessThanOrEqual(phone.width);
    }
    await ask.click();
    await page.getByTestId("modal").waitFor();
    expect(await page.getByTestId("modal").boundingBox()).toEqual({ x: 0, y: 0, ...phone });
    expect(await overflow()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Channels", exact: true }).click();
    await page.getByRole("button", { name: "incident-commander", exact: true }).first().click();
    await page.getByRole("region", { name: /Home/ }).getByText("Give a reason").waitFor();
    expect(await overflow()).toBe(0);
  });

  test("buttons are large enough for a thumb", async () => {
    const page = await visit("ada", "incidents", phone);
    await write(page, "/deploy api");
    const box = await page.getByRole("button", { name: "Give a reason" }).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });
});

function visit(person: string, channel: string, viewport = desk): Promise<Page> {
  return visitPage(browser, workspace, faults, { person, channel, viewport });
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("composer").press("Enter");
}
