import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts", "conformance/**/*.test.ts"],
    // A run that finds no test has checked nothing.
    passWithNoTests: false,
    // Processes, not threads: an explorer that fills its heap ends one test file and not the run.
    pool: "forks",
    maxWorkers: 2,
    // Bounds for a hung test on a loaded machine, never a measure of speed; speed is bench/'s subject.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], exclude: ["src/**/*.test.ts"], reportsDirectory: "coverage" },
  },
});
