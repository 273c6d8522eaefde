import { existsSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { gitVersion } from "#core/platform/git.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { connected, entries } from "#test/faults/support/core.ts";

// A file of its own, and so a process of its own: where git is, is looked up once.
beforeAll(() => {
  process.env["PATH"] = "";
});

it("without git the samples are there all the same, as old as their files, and go without a trace", async () => {
  expect(await gitVersion()).toBeNull();
  const dataFolder = realpathSync(temporaryFolder());
  const samples = join(dataFolder, "samples");
  const { client, ...core } = await connected(dataFolder);
  const job = await client.catalog.addSamples();
  for await (const step of await client.catalog.watchScan({ id: job.id }))
    if (step.state !== "running") expect(step.result).toMatchObject({ found: 12, failed: [] });
  expect(existsSync(join(samples, ".git"))).toBe(false);
  expect(statSync(join(samples, "LICENSE")).mtimeMs).toBe(Date.UTC(2020, 10, 7, 10));
  const found = await client.catalog.search({ query: "year:2024", sort: "created" });
  expect(found.items.map((item) => item.name)).toEqual([
    "react-virtual-list",
    "grpc-sensor-stream",
    "kafka-retry-topics",
  ]);
  expect(await client.catalog.removeSamples()).toMatchObject({ removed: 12, kept: [] });
  expect(existsSync(samples)).toBe(false);
  expect(await entries({ client, ...core })).toEqual([]);
});
