import { defineConfig } from "vitest/config";

const inPure = "{shared,renderer}/**/*.test.{ts,tsx}";
const inOthers = "{core,web,cli,electron,preload,scripts}/**/*.test.{ts,tsx,mjs}";

export default defineConfig({
  test: {
    // better-sqlite3 is native: a process each keeps one file's crash from taking the others with it.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A stray .only must not pass for a run of everything.
    allowOnly: false,
    projects: [
      // No file of these leaves anything behind, so they share their processes: to start one takes longer than its tests.
      { extends: true, test: { name: "pure", include: [inPure], isolate: false } },
      {
        extends: true,
        test: { name: "unit", include: [inOthers, "test/{builders,doubles,bench}/**/*.test.ts"] },
      },
      { extends: true, test: { name: "fence", include: ["test/fence/**/*.test.ts"] } },
      {
        extends: true,
        test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 240_000 },
      },
    ],
  },
});
