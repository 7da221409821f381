import { expect, test } from "vitest";
import { linesOf } from "../../../src/targets/kubernetes/watch.ts";

async function* arriving(...pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

const linesIn = async (pieces: readonly string[], longest?: number): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of linesOf(arriving(...pieces), longest)) lines.push(line);
  return lines;
};

test("lines are put together from their pieces; the last one may lack its end", async () => {
  expect(await linesIn(["one\ntw", "o\n\nthr", "ee"])).toEqual(["one", "two", "", "three"]);
  expect(await linesIn(["one\n"])).toEqual(["one"]);
});

test("a line that never ends is not gathered without end: it comes in the same parts however it arrives", async () => {
  const parts = ["abcd", "efgh", "ij", "next"];
  expect(await linesIn(["abcdefghij\nnext"], 4)).toEqual(parts);
  expect(await linesIn([..."abcdefghij\nnext"], 4)).toEqual(parts);
  const first = linesOf(endless(), 4);
  expect((await first.next()).value).toBe("xxxx");
  await first.return(undefined);
});

async function* endless(): AsyncGenerator<string> {
  for (;;) yield "xxx";
}
