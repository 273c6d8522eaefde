import { mkdirSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";

/** Where data lives: `--data`, else TATAMI_DATA, else the platform's place for application data. Absolute. */
export function dataFolder(option: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  if (option !== undefined && option !== "") return resolve(option);
  if (env.TATAMI_DATA !== undefined && env.TATAMI_DATA !== "") return resolve(env.TATAMI_DATA);
  if (platform() === "win32") return join(env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "Tatami");
  if (platform() === "darwin") return join(homedir(), "Library", "Application Support", "Tatami");
  return join(env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "tatami");
}

/** Makes the data folder, readable by its owner alone. */
export function ensureDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
