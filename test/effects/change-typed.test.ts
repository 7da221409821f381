import { describe, expect, test } from "vitest";
import { hiding } from "../../src/effects/change/typed.ts";

const key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nk9+/x==\n-----END KEY-----";
const account = '{"user":"svc","password":"p\\"w & more","port":5432}';
const hide = hiding({ by: "T1/U1", values: { secretString: account, key } });

describe("what was typed is taken out of every text, in the shapes a target repeats it in", () => {
  test.each([
    ["as it was sent", `bad value ${account}!`],
    ["within JSON", JSON.stringify({ sent: account })],
    ["within JSON that is a text within JSON", JSON.stringify({ body: JSON.stringify({ sent: account }) })],
    ["in an address", `https://x/?v=${encodeURIComponent(account)}`],
    ["in base64", `data: ${Buffer.from(account).toString("base64")}`],
    ["a field of it", 'password is p"w & more today'],
    ["a number of it", "refused at 5432"],
    ["a line of it", "near MIIEvQIBADANBg in line 2"],
  ])("%s", (_how, text) => {
    const clean = hide(text);
    expect(clean).toContain("[secret]");
    for (const told of ['p"w', "MIIEvQ", "5432", "svc\\", Buffer.from(account).toString("base64").slice(0, 12)])
      expect(clean).not.toContain(told);
  });

  test("where nothing was typed, nothing is hidden", () => {
    expect(hiding(undefined)("deployment.apps/api rolled back")).toBe("deployment.apps/api rolled back");
  });

  test("pieces too short to mean anything stay", () => {
    expect(hide("svc answered")).toBe("svc answered");
  });
});
