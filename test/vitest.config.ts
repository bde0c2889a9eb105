import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    exclude: ["test/study/**"],
    testTimeout: 60_000,
    // Two cores: more forks only make each other slow.
    maxWorkers: 2,
  },
});
