import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import { dataFolder, openCore } from "#core/main.ts";
import { readOptions, type WebOptions } from "./options.ts";
import { portsToTry } from "./ports.ts";
import { restartCommand } from "./restart.ts";
import { serveWeb, type WebServer } from "./server.ts";

/** The built pages: beside the bundle, or in the checkout's out/ when run from source. */
function pagesFolder(): string {
  const candidates = [join(import.meta.dirname, "../renderer"), join(import.meta.dirname, "../out/renderer")];
  const found = candidates.find(
    (folder) => existsSync(join(folder, "index.html")) && !existsSync(join(folder, "main.tsx")),
  );
  if (found === undefined) throw failure("web.not-built", {});
  return found;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(options: WebOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const pages = pagesFolder();
  const served = Promise.withResolvers<WebServer>();
  const core = await openCore(
    {
      dataFolder: folder,
      shell: "web",
      webAddress: async () => (await served.promise).address(),
    },
    { ended: fail },
  );
  const other = await core.otherAddress();
  if (other !== null) {
    if (options.folder !== null) await core.startScan(options.folder);
    say(`Tatami runs already. A fresh address, for one tab: ${other}`);
    if (options.open) openBrowser(other);
    await core.close();
    return;
  }
  const usual = folder === dataFolder(undefined, { ...process.env, TATAMI_DATA: "" });
  const restart = restartCommand(usual ? null : folder, options.port, process.platform);
  const server = await serveWeb(core, pages, portsToTry(options.port, folder), restart);
  served.resolve(server);
  if (options.folder !== null) await core.startScan(options.folder);
  const url = server.address();
  if (core.joined) say("Tatami runs already, without a page: this is one more window of it.");
  say(`Tatami is served to one tab at ${url}`);
  say("Ctrl+C ends it.");
  if (options.open) openBrowser(url);

  const stop = async () => {
    await server.close();
    await core.close();
    process.exit(0);
  };
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
}

/** Opens the browser where there is one; a machine without one has the printed address. */
function openBrowser(url: string): void {
  if (
    process.platform === "linux" &&
    process.env.DISPLAY === undefined &&
    process.env.WAYLAND_DISPLAY === undefined
  )
    return;
  const [program, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["explorer", [url]]
        : ["xdg-open", [url]];
  spawn(program as string, args as string[], { detached: true, stdio: "ignore" })
    .once("error", () => undefined)
    .unref();
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof TatamiError ? 3 : 2);
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  fail(error);
}
