import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { takeLock } from "#core/db/lock.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { startDesktop } from "#test/doubles/desktop.ts";

it("the desktop app beside a core of another version says so in the system's language, and ends", async () => {
  const data = temporaryFolder();
  const lock = takeLock(data);
  onTestFinished(() => lock?.release());
  writeFileSync(join(data, "core.json"), JSON.stringify({ version: "9.9.9", contractVersion: 999 }));
  const { electron } = await startDesktop(["--data", data]);
  electron.record.locale = "pt-BR";
  await vi.waitFor(() => expect(electron.record.exitCode).toBe(1), { timeout: 10_000 });
  expect(electron.record.errors).toEqual([
    expect.stringMatching(/^O Tatami não consegue continuar: Outra versão do Tatami \(9\.9\.9\)/u),
  ]);
});
