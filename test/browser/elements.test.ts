import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { launchBrowser } from "./launch-browser.ts";
import { visitPage } from "./visit.ts";

type Element = Extract<KnownBlock, { type: "actions" }>["elements"][number];

let browser: Browser;
let workspace: SlackWorkspace;
let app: App;
let page: Page;
const told: Record<string, unknown>[] = [];
const faults: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  workspace = await createSlackWorkspace();
  const clientOptions = { slackApiUrl: workspace.apiUrl };
  const receiver = new SocketModeReceiver({ appToken: workspace.appToken, installerOptions: { clientOptions } });
  app = new App({ receiver, token: workspace.botToken, clientOptions, logLevel: LogLevel.ERROR });
  app.action(/.*/, async ({ ack, action }) => {
    await ack();
    told.push({ ...action });
  });
  await app.start();
  page = await visitPage(browser, workspace, faults, { person: "ada", channel: "incidents" });
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await workspace?.stop();
  expect(faults).toEqual([]);
});

describe("what is chosen reaches the app:", () => {
  test("one of a select, also out of a group", async () => {
    await show({
      type: "static_select",
      option_groups: [{ label: plain("Analytics"), options: options("podcast", "web") }],
    });
    await last().locator("select").selectOption("web");
    expect(await next()).toMatchObject({ type: "static_select", selected_option: { value: "web" } });
  });

  test("several of a list", async () => {
    await show({
      type: "multi_static_select",
      options: options("red", "green", "blue"),
      placeholder: plain("Colours"),
    });
    await last().getByText("Colours").click();
    await page.getByRole("checkbox", { name: "green" }).check();
    expect(await next()).toMatchObject({ selected_options: [{ value: "green" }] });
    await page.getByRole("button", { name: "Done" }).click();
    expect(await last().locator(".chip").allTextContents()).toEqual(["green"]);
  });

  test("a person and a channel", async () => {
    await show({ type: "users_select" });
    await last().locator("select").selectOption(workspace.person("ben").id);
    expect(await next()).toMatchObject({ selected_user: workspace.person("ben").id });
    await show({ type: "channels_select" });
    await last().locator("select").selectOption({ label: "#general" });
    expect(await next()).toMatchObject({ selected_channel: workspace.channelByName("general")?.id });
  });

  test("a day, a time of day and a moment in the reader's zone", async () => {
    await show({ type: "datepicker" });
    await last().getByLabel("Date").fill("2026-11-30");
    expect(await next()).toMatchObject({ selected_date: "2026-11-30" });
    await show({ type: "timepicker" });
    await last().getByLabel("Time").fill("14:30");
    expect(await next()).toMatchObject({ selected_time: "14:30" });
    await show({ type: "datetimepicker" });
    await last().getByLabel("Date and time").fill("2025-11-21T09:00");
    expect(await next()).toMatchObject({ selected_date_time: 1763733600 });
  });

  test("radio buttons and checkboxes", async () => {
    await show({ type: "radio_buttons", options: options("yes", "no") });
    await last().getByLabel("no").check();
    expect(await next()).toMatchObject({ selected_option: { value: "no" } });
    await show({ type: "checkboxes", options: options("logs", "events"), initial_options: options("logs") });
    await last().getByLabel("events").check();
    expect(await next()).toMatchObject({ selected_options: [{ value: "logs" }, { value: "events" }] });
  });

  test("an entry of an overflow menu, by keyboard alone", async () => {
    await show({ type: "overflow", options: options("open", "close") });
    await last().locator(".block").getByRole("button", { name: "More actions" }).press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await next()).toMatchObject({ selected_option: { value: "close" } });
  });

  test("a button only after its question was answered with yes", async () => {
    const confirm = { title: plain("Roll back?"), text: plain("Now."), confirm: plain("Roll back"), deny: plain("No") };
    await show({ type: "button", text: plain("Go"), value: "42", style: "danger", confirm });
    await last().getByRole("button", { name: "Go" }).click();
    await page.getByRole("button", { name: "No", exact: true }).click();
    expect(told).toEqual([]);
    await last().getByRole("button", { name: "Go" }).click();
    await page.getByRole("button", { name: "Roll back" }).click();
    expect(await next()).toMatchObject({ type: "button", value: "42" });
  });
});

async function show(element: Element): Promise<void> {
  told.length = 0;
  const blocks = [{ type: "actions" as const, elements: [{ ...element, action_id: "used" }] }];
  const channel = workspace.channelByName("incidents")?.id ?? "";
  const { ts } = await app.client.chat.postMessage({ channel, text: "choose", blocks });
  await page.locator(`[data-ts="${ts}"]`).waitFor();
}

function last() {
  return page.getByTestId("message").last();
}

async function next(): Promise<Record<string, unknown> | undefined> {
  await expect.poll(() => told.length).toBeGreaterThan(0);
  return told.at(-1);
}

function plain(text: string): { type: "plain_text"; text: string } {
  return { type: "plain_text", text };
}

function options(...values: string[]) {
  return values.map((value) => ({ text: plain(value), value }));
}
