import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchQueue } from "../../src/store/watch-queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Watches a queue of two hands; tells whether it was found to be stalled. */
function watched() {
  const events = new EventEmitter();
  const watch = watchQueue(events, 2, 1000);
  let isStalled = false;
  watch.stalled.catch(() => {
    isStalled = true;
  });
  return { events, isStalledAfter: (ms: number) => vi.advanceTimersByTimeAsync(ms).then(() => isStalled) };
}

test("a queue that finds nothing to do is well", async () => {
  const { events, isStalledAfter } = watched();
  for (let second = 0; second < 5; second++) {
    events.emit("worker:getJob:empty");
    expect(await isStalledAfter(1000)).toBe(false);
  }
});

test("one that asks and is never answered is stalled", async () => {
  const { events, isStalledAfter } = watched();
  for (let second = 0; second < 3; second++) {
    events.emit("worker:getJob:start");
    events.emit("worker:getJob:error");
    await isStalledAfter(1000);
  }
  expect(await isStalledAfter(0)).toBe(true);
});

test("one whose hands are all full does not look for more, and is well; with a hand free again it is not", async () => {
  const { events, isStalledAfter } = watched();
  events.emit("job:start", { job: { id: "1" } });
  events.emit("job:start", { job: { id: "2" } });
  expect(await isStalledAfter(10_000)).toBe(false);
  events.emit("job:complete", { job: { id: "1" } });
  expect(await isStalledAfter(2000)).toBe(true);
});
