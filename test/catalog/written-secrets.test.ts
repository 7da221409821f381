import { expect, test } from "vitest";
import { faultsOf, filesWith } from "./catalog-files.ts";

// Put together here so that no scanner of this repository takes them for real.
const secrets = [
  ["a URL with a password", `postgres://shop:${"hunter2"}@db.example.com/shop`],
  ["a URL with a password", `redis://:${"hunter2"}@cache.example.com`],
  ["a Slack token", `xox${"b-123456789012-abcdefgh"}`],
  ["a Slack token", `xapp${"-1-A0123-456-abcdef"}`],
  ["an AWS key", `AKI${"AIOSFODNN7EXAMPLE"}`],
  ["a private key", `-----BEGIN RSA ${"PRIVATE KEY"}-----`],
  ["a GitHub token", `gh${"p_abcdefghijklmnopqrstuvwxyz0123456789"}`],
] as const;

test.each(secrets)("%s is a fault where a value is expected, and is never repeated", (what, secret) => {
  const faults = faultsOf(filesWith({ service: ["description: The shop", `description: "${secret}"`] }));
  expect(faults).toEqual([
    `services/shop.yaml:2: holds ${what}; expected the name of an environment variable that holds it`,
  ]);
});

test("a secret instead of a variable's name is told twice and repeated never", () => {
  const secret = secrets[0][1];
  const faults = faultsOf(filesWith({ service: ["urlVariable: SHOP_DATABASE_URL", `urlVariable: ${secret}`] }));
  expect(faults).toHaveLength(2);
  expect(faults.join("\n")).not.toContain("hunter2");
});

test("a secret in a comment is a fault, too", () => {
  expect(
    faultsOf(filesWith({ service: ["description: The shop", `description: The shop # ${secrets[4][1]}`] })),
  ).toHaveLength(1);
});

test("addresses without passwords are not secrets", () => {
  const link = "links: [{ kind: logs, title: Logs, url: 'https://logs.example.com/a@b' }]\naccess:";
  expect(faultsOf(filesWith({ service: ["access:", link] }))).toEqual([expect.stringContaining("expected a URL")]);
  const plain = "links: [{ kind: logs, title: Logs, url: 'https://logs.example.com:8080/a' }]\naccess:";
  expect(faultsOf(filesWith({ service: ["access:", plain] }))).toEqual([]);
});
