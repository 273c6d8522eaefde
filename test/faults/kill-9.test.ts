import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { connected, entries, scanned } from "./support/core.ts";
import { killRounds } from "./support/kill-rounds.ts";
import { firstLine, program, support } from "./support/processes.ts";
import { seeded } from "#test/builders/random.ts";
import { poc } from "./support/tree.ts";

const ROUNDS = Number(process.env.TATAMI_ROUNDS ?? 40);
const SEED = Number(process.env.TATAMI_SEED ?? 20_260_101);

describe("kill -9", () => {
  it(
    `loses nothing that was acknowledged, ${ROUNDS} times on one data folder`,
    { timeout: 60_000 + ROUNDS * 4000 },
    async () => {
      const dataFolder = temporaryFolder();
      const acknowledgements = join(temporaryFolder(), "acknowledged");
      writeFileSync(acknowledgements, "");
      const start = (seed: number) =>
        program(support("writer.ts"), [dataFolder, acknowledgements, String(seed)]);
      const report = await killRounds({ dataFolder, acknowledgements, rounds: ROUNDS, seed: SEED, start });
      expect(report.lost).toEqual([]);
      expect(report.acknowledged).toBeGreaterThan(ROUNDS);
      expect(report.rebuilds).toBeGreaterThan(0);
    },
  );

  it("during a scan leaves a database from which a rescan brings what a fresh scan brings", async () => {
    const root = temporaryFolder();
    for (let number = 0; number < 150; number++) poc(root, `poc-${String(number).padStart(3, "0")}`);
    const random = seeded(SEED);
    const dataFolder = temporaryFolder();
    const acknowledgements = join(temporaryFolder(), "acknowledged");
    for (let round = 0; round < 3; round++) {
      const child = program(support("writer.ts"), [dataFolder, acknowledgements, String(round), root]);
      await firstLine(child);
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * 500));
      const gone = new Promise((done) => child.once("close", done));
      child.kill("SIGKILL");
      await gone;
    }
    const survivor = await connected(dataFolder);
    expect(await scanned(survivor, root)).toMatchObject({ found: 150, missing: 0, failed: [] });
    expect(await survivor.client.settings.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
    const fresh = await connected(temporaryFolder());
    await scanned(fresh, root);
    const told = async (core: typeof fresh) =>
      (await core.client.catalog.list({ under: root })).map(({ id: _id, ...rest }) => rest);
    expect(await told(survivor)).toEqual(await told(fresh));
    expect((await entries(survivor, "poc-007")).map((item) => item.name)).toEqual(
      (await entries(fresh, "poc-007")).map((item) => item.name),
    );
    rmSync(acknowledgements, { force: true });
  });
});
