import { describe, expect, test } from "vitest";
import { scrub } from "../../src/operation/scrub.ts";

// Put together at run time, so that no scanner takes this file for a leak.
const made = (...pieces: string[]): string => pieces.join("");

describe("a secret never leaves", () => {
  test.each([
    ["a Slack bot token", made("xoxb-", "12345678-abcdefgh")],
    ["a Slack app token", made("xapp-", "1-A0123456-abcdefgh")],
    ["an AWS key", made("AKIA", "ABCDEFGHIJKLMNOP")],
    ["a GitHub token", made("ghp_", "a".repeat(36))],
    ["a Stripe key", made("sk_live_", "a".repeat(24))],
    ["a JWT", made("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxIn0abc", ".signature")],
  ])("%s inside a sentence", (_name, secret) => {
    expect(scrub(`before ${secret} after`)).toMatch(/^before \[[a-z ]+\] after$/);
  });

  test("the password of a connection string", () => {
    expect(scrub("postgres://app:hunter2@db:5432/x")).toBe("postgres://app:[secret]@db:5432/x");
  });

  test("a password that holds an @", () => {
    expect(scrub("redis://:p@ss@cache:6379")).toBe("redis://:[secret]@cache:6379");
  });

  test.each([
    ["Authorization: Bearer abcdefghijkl", "Authorization: [secret]"],
    ["DB_PASSWORD=hunter22 next", "DB_PASSWORD=[secret] next"],
    ["api-key: abcd1234", "api-key: [secret]"],
    ['{"token":"abcd1234","user":"ana"}', '{"token":"[secret]","user":"ana"}'],
    ['{"a":"{\\"secret\\":\\"abcd1234\\"}"}', '{"a":"{\\"secret\\":\\"[secret]\\"}"}'],
  ])("the value in %s", (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });

  test("a private key over several lines", () => {
    const key = made("-----BEGIN RSA PRIVATE", " KEY-----\nMIIE\nabc\n-----END RSA PRIVATE", " KEY-----");
    expect(scrub(`x\n${key}\ny`)).toBe("x\n[private key]\ny");
  });

  test("a private key cut off before its end", () => {
    expect(scrub(made("-----BEGIN PRIVATE", " KEY-----\nMIIEabc"))).toBe("[private key]");
  });
});

describe("what is no secret stays", () => {
  test.each([
    "INC-7: P1 API error rate at 37%",
    "https://grafana.example.com/d/abc?from=now-1h",
    "token bucket is full",
    "password authentication failed for user app",
  ])("%s", (text) => {
    expect(scrub(text)).toBe(text);
  });

  test("a scrubbed line of JSON is still JSON", () => {
    const line = JSON.stringify({
      err: { message: 'password="hunter22" at postgres://u:p@h/d' },
      headers: { authorization: "Bearer abcdefghijkl" },
    });
    expect(() => JSON.parse(scrub(line))).not.toThrow();
    expect(scrub(line)).not.toMatch(/hunter22|:p@|abcdefghijkl/);
  });
});
