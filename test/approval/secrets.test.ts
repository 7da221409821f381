import { describe, expect, test } from "vitest";
import { oweForRequest } from "../../src/approval/owe.ts";
import { cleanPreview } from "../../src/effects/change/clean-preview.ts";
import { ben, catalog, heard, incident, play, preview, requester, rollback } from "./scenario.ts";

describe("invariant 13: a value that is itself a secret is never part of a request", () => {
  const secret = {
    operation: {
      name: "aws.secretsmanager-update-secret",
      arguments: { secretId: "prod/db", secretString: "(asked for when it runs)" },
    },
  };

  test("approval first; then the requester types it, and only then it runs", () => {
    const story = play(secret);
    story.grant();
    expect(story.request.plan.asksFor).toEqual(["secretString"]);
    const granted = story.history.filter(({ event }) => event.kind === "granted");
    expect(oweForRequest(story.request, granted, catalog, 0).map(({ effect }) => effect.kind)).not.toContain(
      "run-change",
    );
    const begin = { kind: "start-run", run: "run-1", preview: preview(), runbookHash: rollback.runbook?.hash } as const;
    expect(heard(story.tell(begin))).toMatch(/^not-yours/);
    expect(heard(story.tell({ ...begin, typedBy: ben }))).toMatch(/^not-yours/);
    expect(heard(story.tell({ ...begin, typedBy: requester }))).toBe("run-started");
  });

  test("in a drill nobody types a real one: it is checked without", () => {
    const story = play(secret, { incident: { ...incident, isDrill: true } });
    story.grant();
    expect(story.request.plan.asksFor).toEqual([]);
    expect(heard(story.run())).toBe("run-started");
  });

  test("the form is for the requester alone, while the grant lasts and nothing is frozen", () => {
    const story = play(secret);
    const typing = (by: string) => heard(story.tell({ kind: "type-values", by }));
    expect(typing(requester)).toMatch(/^not-granted/);
    story.grant();
    expect(typing(ben)).toMatch(/^not-yours/);
    expect(typing(requester)).toBe("");
    story.so({ stopped: "Changes are frozen." });
    expect(typing(requester)).toBe("changes-stopped: Changes are frozen.");
    story.so({ stopped: undefined });
    story.at(5);
    expect(typing(requester)).toMatch(/^expired/);
    const other = play();
    other.grant();
    expect(heard(other.tell({ kind: "type-values", by: requester }))).toMatch(/^not-open/);
  });

  test.each([
    [
      "a token in an argument",
      {
        operation: {
          name: "kubernetes.set-env",
          arguments: { deployment: "api", variables: { A: "xoxb-123456789012" } },
        },
      },
    ],
    [
      "a password by its name",
      {
        operation: {
          name: "kubernetes.set-env",
          arguments: { deployment: "api", variables: { DB_PASSWORD: "hunter2" } },
        },
      },
    ],
    ["one in the reason", { reason: "the password=hunter22 is wrong" }],
  ])("attack: %s is refused, and not stored", (_what, change) => {
    const story = play({ ...rollback, ...change });
    expect(heard(story.first)).toMatch(/^holds-secret/);
    expect(story.history).toEqual([]);
  });
});

test.each(["a\0b", "a\ud83d"])("what cannot be kept is refused in words, and not a bug: %j", (value) => {
  const operation = { name: "kubernetes.set-env", arguments: { deployment: "api", variables: { A: value } } };
  expect(heard(play({ operation }).first)).toMatch(/^bad-plan: .*cannot be kept/);
  const kept = { ...operation, arguments: { deployment: "api", variables: { A: "\\u0000 \\ud83d 😀" } } };
  expect(heard(play({ operation: kept }).first)).toBe("request-asked");
});

test("why a target refuses is told without the secrets in it", () => {
  const refused = cleanPreview({ kind: "refused", reason: "the server said password=hunter22\0" });
  expect(refused).toEqual({ kind: "refused", reason: "the server said password=[secret]" });
});
