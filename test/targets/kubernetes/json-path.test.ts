import { expect, test } from "vitest";
import { ageOf, durationMs, durationWords } from "../../../src/targets/kubernetes/age.ts";
import { JsonPathError } from "../../../src/targets/kubernetes/json-path-steps.ts";
import { readTemplate } from "../../../src/targets/kubernetes/json-path-template.ts";

const pods = {
  items: [
    {
      metadata: { name: "a", labels: { "app.kubernetes.io/name": "api" } },
      status: { restarts: 1, ready: true },
      args: [1, 2, 3],
    },
    { metadata: { name: "b" }, status: { restarts: 10, ready: false } },
  ],
};

test.each([
  ["{.items[*].metadata.name}", "a b"],
  ["{$.items[0].metadata.name}", "a"],
  ["{.items[-1].metadata.name}", "b"],
  ["{.items[*]['metadata.name', 'status']}", '{"restarts":1,"ready":true} {"restarts":10,"ready":false}'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.status.restarts}{"\\n"}{end}', "a\t1\nb\t10\n"],
  ["{.items[?(@.status.restarts>5)].metadata.name}", "b"],
  ["{.items[?(@.metadata.name=='a')].status.ready}", "true"],
  ["{.items[?(@.status.ready==true)].metadata.name}", "a"],
  ["{.items[?(@.args)].metadata.name}", "a"],
  ["{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "api"],
  ["{.items[0].args[0:2]}", "1 2"],
  ["{..name}", "a b"],
  ["names: {.items[*].metadata.name}!", "names: a b!"],
  ["{.nothing.here}", ""],
])("the template %s prints what kubectl prints", (template, printed) => {
  expect(readTemplate(template)(pods)).toBe(printed);
});

test.each(["{.items[}", "{.items", "{end}", "{range .items[*]}", "{.items[?(name)]}", "{.a b}"])(
  "the template %s is refused, not guessed",
  (template) => {
    expect(() => readTemplate(template)).toThrow(JsonPathError);
  },
);

test("a template of any length of brackets ends", () => {
  expect(() => readTemplate(`{${".a[".repeat(5000)}}`)).toThrow(JsonPathError);
});

test.each([
  [0, "0s"],
  [119, "119s"],
  [130, "2m10s"],
  [660, "11m"],
  [3 * 3600 + 1200, "3h20m"],
  [26 * 3600, "26h"],
  [49 * 3600, "2d1h"],
  [10 * 86_400, "10d"],
  [800 * 86_400, "2y70d"],
])("%i seconds are %s, as kubectl prints them", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

test("an age without a beginning is unknown, and durations are read", () => {
  expect(ageOf(undefined, new Date())).toBe("<unknown>");
  expect(durationMs("1h30m")).toBe(5_400_000);
  expect(durationMs("0")).toBe(0);
});
