import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { makePocs } from "./pocs.ts";

/** What was made once and is copied for each test: git and a scan take longer than most tests. */
export interface Prepared {
  /** Where the POCs lay when they were scanned: only there does the prepared data fit them. */
  readonly folder: string;
  /** Puts the builder's repository into a folder. */
  putPocs(folder: string): void;
  /** Puts the data of a scan of `folder` into a data folder. */
  putData(dataFolder: string): void;
  remove(): void;
}

/** Makes the POCs and scans them, in this process. */
export async function prepare(): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "tatami-e2e-pocs-"));
  const kept = mkdtempSync(join(tmpdir(), "tatami-e2e-kept-"));
  makePocs(folder);
  await scan({ folder, dataFolder: join(kept, "data") });
  // With their times: a scan must not take the copies for files that were changed.
  const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, preserveTimestamps: true });
  copy(folder, join(kept, "pocs"));
  return {
    folder,
    putPocs: (to) => copy(join(kept, "pocs"), to),
    putData: (to) => copy(join(kept, "data"), to),
    remove: () => {
      for (const path of [folder, kept]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Scans a folder to its end in the core of a data folder, be it in another process. Throws when the scan fails. */
export async function scan({ folder, dataFolder }: { folder: string; dataFolder: string }): Promise<void> {
  const core = await connectCore({ dataFolder, shell: "test" });
  try {
    const { id } = await core.client.catalog.startScan({ path: folder });
    for await (const { state, error } of await core.client.catalog.watchScan({ id })) {
      if (state === "failed" || state === "cancelled")
        throw new Error(`Scan ${state}: ${error?.message ?? ""}`);
    }
  } finally {
    await core.close();
  }
}

/**
 * Waits until so many scans of the app have ended, for as long as the test may take: a scan steps back behind all other work
 * of the machine, so that how long the page may take to show its end says nothing of the scan.
 */
export async function scansEnded({ dataFolder }: { dataFolder: string }, count = 1): Promise<void> {
  const core = await connectCore({ dataFolder, shell: "test" });
  try {
    const ended = async () => (await core.client.catalog.jobs()).filter(({ state }) => state !== "running");
    await expect.poll(async () => (await ended()).length, { timeout: 0 }).toBeGreaterThanOrEqual(count);
  } finally {
    await core.close();
  }
}

/** Opens the catalogue of an app that has POCs, and waits until they are shown. */
export async function openCatalogue(app: { readonly address: string }, page: Page): Promise<void> {
  await page.goto(app.address);
  await page.getByRole("option").first().waitFor();
}
