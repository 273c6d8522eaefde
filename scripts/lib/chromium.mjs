import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompressSync } from "node:zlib";
import { cacheFolder, inRoot, readJson } from "./paths.mjs";

/** Older ones lack what the app uses. */
const OLDEST = 140;
const { env, platform } = process;

/** Programs that people install, by system. @returns {string[]} */
function installed() {
  if (platform === "darwin") {
    const apps = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      apps.map((app) => join(folder, app)),
    );
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(Boolean);
    const apps = ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe"];
    return folders.flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
  return (env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Browsers that Playwright keeps, newest first. @returns {string[]} */
function playwrightBrowsers() {
  const caches = { linux: ".cache", darwin: "Library/Caches", win32: "AppData/Local" };
  const folder =
    env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), caches[platform] ?? ".cache", "ms-playwright");
  if (!existsSync(folder)) return [];
  const revision = (name) => Number(name.split("-").at(-1));
  const inside = [
    "chrome-linux64/chrome",
    "chrome-linux/chrome",
    "chrome-headless-shell-linux64/chrome-headless-shell",
    "chrome-linux/headless_shell",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-win64/chrome.exe",
  ];
  return readdirSync(folder)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap((name) => inside.map((path) => join(folder, name, path)));
}

/**
 * The version that a browser tells, or null when it does not start or is too old.
 * @param {string} path
 * @param {NodeJS.ProcessEnv} [extra] environment that it needs
 */
async function version(path, extra = {}) {
  // On Windows the program opens a window instead of answering.
  if (platform === "win32") return "";
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], {
      env: { ...env, ...extra },
      timeout: 20_000,
    });
    const found = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? "";
    return Number(found.split(".")[0]) >= OLDEST ? found : null;
  } catch {
    return null;
  }
}

/**
 * Files of a tar archive; the few that come here are plain ustar.
 * @param {Buffer} tar
 * @returns {Generator<{ name: string, body: Buffer }>}
 */
function* untar(tar) {
  const text = (from, length) => tar.toString("latin1", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const kind = text(at + 156, 1);
    const name = [text(at + 345, 155), text(at, 100)].filter(Boolean).join("/");
    if ((kind === "0" || kind === "") && !name.split("/").includes("..")) {
      yield { name, body: tar.subarray(at + 512, at + 512 + size) };
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** System fonts stay known; the carried ones make pages look the same where there are none. @param {string} folder */
const fontsConfig = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

/**
 * Unpacks the browser that comes as a dependency, with the libraries that a bare system lacks; needs neither root nor
 * a network. About 2 s and 200 MB, once.
 * @returns {{ path: string, env: NodeJS.ProcessEnv } | null}
 */
function carried() {
  const packageFolder = inRoot("node_modules", "@sparticuz", "chromium");
  const packageVersion = readJson(join(packageFolder, "package.json"))?.version;
  if (platform !== "linux" || process.arch !== "x64" || !packageVersion) return null;
  const folder = join(cacheFolder, `chromium-${packageVersion}`);
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    const unpacked = (name) => brotliDecompressSync(readFileSync(join(packageFolder, "bin", name)));
    const put = (name, body, mode) => {
      mkdirSync(dirname(join(fresh, name)), { recursive: true });
      writeFileSync(join(fresh, name), body);
      chmodSync(join(fresh, name), mode);
    };
    for (const archive of ["al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"]) {
      for (const { name, body } of untar(unpacked(archive))) put(name, body, 0o755);
    }
    put("fonts.conf", fontsConfig(folder), 0o644);
    put("chromium", unpacked("chromium.br"), 0o755);
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another process was quicker; its copy is as good.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const libraries = [join(folder, "lib"), ...(env.LD_LIBRARY_PATH ? [env.LD_LIBRARY_PATH] : [])].join(
    delimiter,
  );
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

/**
 * A Chromium for the tests: the one that CHROME_PATH names, an installed one, one of Playwright's, else the carried one.
 * @returns {Promise<{ path: string | null, env: Record<string, string>, name: string, why: string }>}
 */
export async function findBrowser() {
  const candidates = [...(env.CHROME_PATH ? [env.CHROME_PATH] : []), ...installed(), ...playwrightBrowsers()];
  for (const path of candidates) {
    if (!existsSync(path)) continue;
    const found = await version(path);
    if (found !== null) return { path, env: {}, name: `${path} ${found}`.trim(), why: "" };
  }
  const own = carried();
  const found = own && (await version(own.path, own.env));
  if (own && found) return { ...own, name: `the carried Chromium ${found}`, why: "" };
  const why = own
    ? "the carried Chromium does not start on this system; install Chrome or Chromium, or name one in CHROME_PATH."
    : "there is no browser; install Chrome or Chromium, name one in CHROME_PATH, or run npx playwright install chromium.";
  return { path: null, env: {}, name: "", why };
}
