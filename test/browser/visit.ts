import type { Browser, Page } from "playwright-core";
import type { SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };

export interface Visit {
  readonly person: string;
  readonly channel: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Opens the page as somebody, in New York. What goes wrong in the page is added to `faults`. */
export async function visitPage(
  browser: Browser,
  workspace: SlackWorkspace,
  faults: string[],
  { person, channel, viewport = desk }: Visit,
): Promise<Page> {
  const isPhone = viewport === phone;
  const zone = { timezoneId: "America/New_York", locale: "en-US" };
  const context = await browser.newContext({ viewport, isMobile: isPhone, hasTouch: isPhone, ...zone });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${workspace.url}/#${workspace.person(person).id}/${workspace.channelByName(channel)?.id}`);
  await page.getByTestId("composer").waitFor();
  return page;
}
