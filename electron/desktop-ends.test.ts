import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startDesktop } from "#test/doubles/desktop.ts";

const built = existsSync(join(import.meta.dirname, "../out/main/electron.js"));

it.skipIf(!built)(
  "says why the core ended on purpose, and does not start it again (skipped where not built)",
  async () => {
    const data = await mkdtemp(join(tmpdir(), "tatami-desktop-"));
    const { electron } = await startDesktop(["--data", data]);
    const core = electron.record.utilities[0];
    if (core === undefined) throw new Error("There is no core.");
    const gone = new Promise((resolve) => core.once("exit", resolve));
    core.emit("message", { type: "failed", message: "This folder was written by a newer Tatami." });
    await gone;
    expect(electron.record.errors).toEqual([
      "Tatami cannot go on: This folder was written by a newer Tatami.",
    ]);
    expect(electron.record.exitCode).toBe(1);
    expect(electron.record.utilities).toHaveLength(1);
    await rm(data, { recursive: true, force: true });
  },
);
