import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/real/**", "test/bench/**"],
    globalSetup: ["test/postgres.ts"],
    pool: "forks",
    // One more than the cores at hand: stories mostly wait for conditions.
    maxWorkers: 3,
    // Files share the modules of their worker: loading them anew for each took longer than the tests.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 40_000,
    // Stories talk over real sockets with deadlines of seconds: on a crowded machine one may come too late.
    retry: 1,
  },
});
