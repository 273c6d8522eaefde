import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { test as base } from "@playwright/test";
import { prepare, type Prepared } from "./scanned.ts";

const WEB = join(import.meta.dirname, "../../../out/main/web.js");

/** A running web shell with a data folder of its own. */
export interface App {
  readonly dataFolder: string;
  /** A folder for POCs: empty, or with those of pocs.ts where they are scanned from the start. */
  readonly folder: string;
  /** The printed address with its one-time token. */
  readonly address: string;
  readonly process: ChildProcess;
  /** A fresh address of the same process, by a second start, as a person would get one. */
  freshAddress(): Promise<string>;
  /** Ends the process and starts it anew on the same data and port; answers the new address. */
  restart(): Promise<string>;
  stop(): Promise<void>;
}

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
}

/** Starts the built web shell and waits for its address. */
export async function startWeb(
  dataFolder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Started> {
  const child = spawn(process.execPath, [WEB, "--data", dataFolder, "--no-open", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout?.resume();
      return { child, address };
    }
  }
  throw new Error(`The web shell ended before it printed an address (exit code ${String(child.exitCode)}).`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "exit");
  child.kill("SIGTERM");
  await closed;
}

/** Writes a file below a folder, making the folders between. */
export function write(folder: string, path: string, content: string | Uint8Array): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

interface Fixtures {
  readonly app: App;
  /** True where the app starts with the POCs of pocs.ts in its folder, and has scanned them. */
  readonly scanned: boolean;
}

export const test = base.extend<Fixtures, { readonly prepared: Prepared }>({
  scanned: [false, { option: true }],
  prepared: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const prepared = await prepare();
      await use(prepared);
      prepared.remove();
    },
    { scope: "worker" },
  ],
  app: async ({ scanned, prepared }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), "tatami-e2e-data-"));
    const folder = scanned ? prepared.folder : mkdtempSync(join(tmpdir(), "tatami-e2e-pocs-"));
    if (scanned) {
      // Whatever the test before did there is gone.
      rmSync(folder, { recursive: true, force: true });
      prepared.putPocs(folder);
      prepared.putData(dataFolder);
    }
    let running = await startWeb(dataFolder);
    const app: App = {
      dataFolder,
      folder,
      get address() {
        return running.address;
      },
      get process() {
        return running.child;
      },
      freshAddress: async () => {
        const second = await startWeb(dataFolder);
        await end(second.child);
        return second.address;
      },
      restart: async () => {
        const port = new URL(running.address).port;
        await end(running.child);
        running = await startWeb(dataFolder, ["--port", port]);
        return running.address;
      },
      stop: () => end(running.child),
    };
    await use(app);
    await app.stop();
    rmSync(dataFolder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  },
});

export { expect } from "@playwright/test";
