import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { shippedCatalog } from "../stories/company.ts";
import { launchBrowser } from "./launch-browser.ts";
import { desk, phone } from "./visit.ts";

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
  browser = await launchBrowser();
  const directory = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  sandbox = await startSandbox({
    port: 0,
    catalog: await shippedCatalog(),
    shipped: { manifestsDirectory: directory("manifests"), runbooksDirectory: directory("runbooks") },
    logLevel: "silent",
    log: { write: () => undefined },
  });
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
});

describe.each([
  ["desk", desk, "API error rate at 37%"],
  ["phone", phone, "Payments fail in checkout"],
] as const)("the sandbox's story on a %s", (_where, viewport, title) => {
  test("somebody who has just opened the page lives through an incident as several people", async () => {
    const page = await open(viewport);
    await write(page, `/incident declare P1 podcast-analytics ${title}`);
    await page
      .getByText(/INC-\d+ declared/)
      .first()
      .waitFor();

    await goTo(page, "inc-");
    await page.getByRole("button", { name: "Take the lead" }).last().waitFor();
    await become(page, "ben");
    await page.getByRole("button", { name: "Take the lead" }).last().click();
    await page
      .getByText(/took the lead/)
      .last()
      .waitFor();

    await page.getByRole("button", { name: "Update", exact: true }).last().click();
    const form = page.getByTestId("modal");
    await form.getByLabel("Status").selectOption({ label: "🎯 Identified" });
    await form.getByLabel("What is new?").fill("Bad deploy v42, rolling back");
    await form.getByTestId("modal-submit").click();
    await form.waitFor({ state: "detached" });
    await page.getByText("Bad deploy v42, rolling back").last().waitFor();

    await write(page, "/incident resolve rolled back to v41");
    await page.getByRole("button", { name: "Reopen" }).last().waitFor();
    await write(page, "/incident reopen errors are back");
    await page
      .getByText(/reopened/)
      .last()
      .waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.context().close();
  });
});

async function open(viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, isMobile: viewport === phone, hasTouch: viewport === phone });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(sandbox.addresses.page);
  await page.getByTestId("composer").waitFor();
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("composer").press("Enter");
}

/** The newest channel whose name begins so, out of the sidebar, which hides behind a button on a phone. */
async function goTo(page: Page, beginning: string): Promise<void> {
  const link = page.locator(`[data-testid="conversation"][data-name^="${beginning}"]`).last();
  await link.waitFor({ state: "attached" });
  if (!(await link.isVisible()))
    await page
      .getByRole("button", { name: /channels|menu|conversations/i })
      .first()
      .click();
  await link.click();
}

async function become(page: Page, name: string): Promise<void> {
  const switcher = page.getByTestId("person-switcher");
  const value = await switcher.locator("option", { hasText: new RegExp(`^${name}\\b`) }).getAttribute("value");
  await switcher.selectOption(value);
}
