import { describe, expect, test } from "vitest";
import { type SlackFailure, slackFault } from "../../src/clients/slack-faults.ts";

const platform = (error: string, needed?: string): SlackFailure => ({ kind: "platform", error, needed, details: [] });

describe("what can pass is tried again", () => {
  test("429 when Slack says, and surely not done", () => {
    expect(slackFault("chat.postMessage", { kind: "rate-limited", retryAfterMs: 3000 })).toMatchObject({
      message: "Slack answered 429",
      retry: { kind: "after", ms: 3000 },
      outcome: "not-done",
    });
  });

  test.each<SlackFailure>([
    { kind: "http", status: 503 },
    { kind: "unreachable", reason: "ECONNRESET" },
    { kind: "timeout" },
    platform("internal_error"),
  ])("$kind: by our own schedule; a message may have been posted, a topic may be set again", (failure) => {
    expect(slackFault("chat.postMessage", failure)).toMatchObject({ retry: { kind: "backoff" }, outcome: "unknown" });
    expect(slackFault("conversations.setTopic", failure)).toMatchObject({
      retry: { kind: "backoff" },
      outcome: "not-done",
    });
  });
});

describe("what cannot pass tells a person what to do", () => {
  test.each([
    ["missing_scope", "bookmarks:write", /Add the scope bookmarks:write at api\.slack\.com/],
    ["missing_scope", undefined, /Add the scope bookmarks:write/],
    ["unknown_method", undefined, /does not offer bookmarks\.add/],
    ["restricted_action", undefined, /workspace owner/],
    ["not_in_channel", undefined, /\/invite/],
    ["is_archived", undefined, /Unarchive/],
    ["channel_not_found", undefined, /does not exist/],
    ["invalid_auth", undefined, /SLACK_BOT_TOKEN/],
    ["token_revoked", undefined, /SLACK_BOT_TOKEN/],
    ["account_inactive", undefined, /SLACK_BOT_TOKEN/],
    ["something_new", undefined, /something_new/],
  ])("%s %s", (error, needed, advice) => {
    expect(slackFault("bookmarks.add", platform(error, needed))).toMatchObject({
      code: error,
      retry: { kind: "never" },
      outcome: "not-done",
      advice: expect.stringMatching(advice),
    });
  });

  test("refused blocks say which", () => {
    const failure: SlackFailure = {
      kind: "platform",
      error: "invalid_blocks",
      details: ["must be shorter [/blocks/0]"],
    };
    expect(slackFault("chat.postMessage", failure).advice).toContain("must be shorter [/blocks/0]");
  });
});
