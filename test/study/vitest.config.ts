import { defineConfig } from "vitest/config";

/** Long runs that need not be repeated with every change. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/study/**/*.study.ts"],
    testTimeout: 1_800_000,
    maxWorkers: 2,
  },
});
