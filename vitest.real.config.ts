import { defineConfig } from "vitest/config";

/** Checks against real parts: a Kubernetes API server, an AWS emulator, Prometheus, Redis. Each says what it misses. */
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    globalSetup: ["test/postgres.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    isolate: false,
  },
});
