import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyPagerDutySignature } from "../../src/alerts/pagerduty-signature.ts";

const body = Buffer.from('{"event":{"id":"01"},"title":"Prüfung ☎"}');
const sign = (secret: string, of: Buffer = body) => `v1=${createHmac("sha256", secret).update(of).digest("hex")}`;
const isAuthentic = (header: string | string[] | undefined, ...secrets: string[]) =>
  verifyPagerDutySignature({ body, header, secrets });

describe("a webhook is authentic", () => {
  test("when it is signed with our secret", () => {
    expect(isAuthentic(sign("ours"), "ours")).toBe(true);
  });

  test("as PagerDuty's algorithm has it: HMAC-SHA256 of the raw body, in hexadecimal", () => {
    const known = "v1=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
    const text = Buffer.from("The quick brown fox jumps over the lazy dog");
    expect(verifyPagerDutySignature({ body: text, header: known, secrets: ["key"] })).toBe(true);
  });

  test("when any of several signatures is ours, with or without a space between", () => {
    expect(isAuthentic(`${sign("old")},${sign("ours")}`, "ours")).toBe(true);
    expect(isAuthentic(`${sign("old")}, ${sign("ours")}`, "ours")).toBe(true);
    expect(isAuthentic([sign("old"), sign("ours")], "ours")).toBe(true);
  });

  test("when any of our secrets signed it, so that one can be changed without losing a webhook", () => {
    expect(isAuthentic(sign("next"), "ours", "next")).toBe(true);
  });
});

describe("a webhook is forged", () => {
  test.each([
    ["without a signature", undefined],
    ["with an empty one", ""],
    ["signed with another secret", sign("theirs")],
    ["of another body", sign("ours", Buffer.from("{}"))],
    ["of another version", sign("ours").replace("v1", "v2")],
    ["with a part of the signature", sign("ours").slice(0, 20)],
    ["with more than the signature", `${sign("ours")}00`],
    ["with no version", sign("ours").slice(3)],
  ])("%s", (_, header) => {
    expect(isAuthentic(header, "ours")).toBe(false);
  });

  test("where no secret is configured, however it is signed", () => {
    expect(isAuthentic(sign("ours"))).toBe(false);
    expect(isAuthentic(sign(""), "")).toBe(false);
  });
});
