import type { KnownBlock } from "@slack/types";
import { WebClient } from "@slack/web-api";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { launchBrowser } from "./launch-browser.ts";
import { visitPage } from "./visit.ts";

let browser: Browser;
let workspace: SlackWorkspace;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  workspace = await createSlackWorkspace({ now: () => Date.parse("2026-11-21T12:00:00Z") });
  page = await visitPage(browser, workspace, faults, { person: "ada", channel: "incidents" });
});
afterAll(async () => {
  await browser?.close();
  await workspace?.stop();
  expect(faults).toEqual([]);
});

describe("text is drawn as Slack draws it:", () => {
  test.each([
    ["*bold* _italic_ ~gone~ `code`", "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>"],
    ["snake_case_name and 2*3*4", "snake_case_name and 2*3*4"],
    ["*bold with `code` beside*", "<strong>bold with <code>code</code> beside</strong>"],
    ["*not closed\nhere*", "*not closed\nhere*"],
    ["*a _b_ c* ~ d ~", "<strong>a <em>b</em> c</strong> ~ d ~"],
    [
      "(*in brackets*), *<https://example.com|link>*",
      '(<strong>in brackets</strong>), <strong><a href="https://example.com">link</a></strong>',
    ],
    ["`*not bold*`", "<code>*not bold*</code>"],
    ["a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"],
    ["&amp;lt;", "&amp;lt;"],
    [":fire: :no-such-thing:", "🔥 :no-such-thing:"],
    ["<https://example.com/?a=1&amp;b=2|the *page*>", '<a href="https://example.com/?a=1&amp;b=2">the *page*</a>'],
    ["<https://example.com>", '<a href="https://example.com">https://example.com</a>'],
    ["<javascript:alert(1)|press>", "<a>press</a>"],
    ["<!subteam^S1|@oncall> <!here>", "@oncall @here"],
    ["<@U0BEN00001> and <@U404>", "@ben and @U404"],
    ["<!date^1763733600^{date_num} {time_secs}|then>", "<time>2025-11-21 9:00:00 AM</time>"],
    ["<!date^1763733600^{date} at {time}|then>", "<time>November 21st, 2025 at 9:00 AM</time>"],
    ["<!date^1763733600^{date_short}, {date_long}|then>", "<time>Nov 21, 2025, Friday, November 21st, 2025</time>"],
    ["<!date^soon^{date}|then>", "then"],
    ["before\n&gt; quoted\n&gt; twice\nafter", "before<blockquote>quoted\ntwice</blockquote>after"],
    ["```\n*raw* &lt;i&gt;\n```", "<pre>*raw* &lt;i&gt;</pre>"],
    ["unclosed ```fence", "unclosed ```fence"],
  ])("%s", async (text, expected) => {
    const message = await post([{ type: "section", text: { type: "mrkdwn", text } }]);
    expect(await skeleton(message)).toBe(expected);
  });

  test("plain text keeps its marks", async () => {
    const message = await post([{ type: "section", text: { type: "plain_text", text: "*as it is* <b> :fire:" } }]);
    expect(await skeleton(message)).toBe("*as it is* &lt;b&gt; 🔥");
  });

  test("Markdown has headings, lists, fences and links", async () => {
    const text = "# Title\n\nSome **bold** and [a link](https://example.com).\n\n- one\n- two\n\n```\nx < 1\n```";
    const message = await post([{ type: "markdown", text }]);
    expect(await skeleton(message)).toBe(
      'TitleSome <strong>bold</strong> and <a href="https://example.com">a link</a>.<ul><li>one</li><li>two</li></ul><pre>x &lt; 1</pre>',
    );
  });

  test("rich text keeps its styles, and a list its order", async () => {
    const message = await post([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "<i>", style: { bold: true, strike: true } },
              { type: "user", user_id: "U0BEN00001" },
            ],
          },
          {
            type: "rich_text_list",
            style: "ordered",
            elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "first" }] }],
          },
        ],
      },
    ]);
    expect(await skeleton(message)).toBe("<strong><s>&lt;i&gt;</s></strong>@ben<ol><li>first</li></ol>");
  });

  test("the first row of a table is its head", async () => {
    const rows = [
      ["Pod", "State"],
      ["api-1", "Running"],
    ].map((row) => row.map((text) => ({ type: "raw_text" as const, text })));
    const message = await post([{ type: "table", rows }]);
    expect(await message.getByRole("columnheader").allTextContents()).toEqual(["Pod", "State"]);
    expect(await message.getByRole("cell").allTextContents()).toEqual(["api-1", "Running"]);
  });
});

async function post(blocks: KnownBlock[]): Promise<Locator> {
  const client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl });
  const channel = workspace.channelByName("incidents")?.id ?? "";
  const { ts } = await client.chat.postMessage({ channel, text: "drawn", blocks });
  const message = page.locator(`[data-ts="${ts}"] .message-body`);
  await message.waitFor();
  return message;
}

/** What was drawn, without the elements and attributes that only carry looks. */
async function skeleton(message: Locator): Promise<string> {
  const markup = await message.innerHTML();
  return markup.replace(/<!--.*?-->|<\/?(?:div|span)[^>]*>/g, "").replace(/ (?!href)[a-z-]+="[^"]*"/g, "");
}
