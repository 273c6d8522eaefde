// Completes package-lock.json with optional packages of other systems that npm left out because the registry at hand does
// not have them: without their entries `npm ci` refuses the lock file. Run it after every change of a dependency.
// Entries made here have no integrity hash; npm writes it once a registry has the package.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot, say } from "./lib/paths.mjs";

const SYSTEM =
  /(android|darwin|freebsd|linux|openharmony|win32|wasm32|sunos|netbsd|openbsd|aix)[-_]?(arm-eabi|arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasi|universal)?-?(gnueabihf|musleabihf|gnu|musl|msvc|eabi)?$/u;

const file = inRoot("package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;

/** Whether a dependency of the package at `path` is in the lock file, beside it or above. */
function has(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (`${at === "" ? "" : `${at}/`}node_modules/${name}` in packages) return true;
    if (at === "") return false;
  }
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (has(path, name)) continue;
    const [, os, cpu, abi] = SYSTEM.exec(name) ?? [];
    if (os === undefined || !/^\d+\.\d+\.\d+$/u.test(version)) {
      say(
        `${name} ${version} of ${path || "this project"} is missing, and is of no system that its name tells.`,
      );
      process.exitCode = 1;
      continue;
    }
    packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu === "arm-eabi" ? "arm" : cpu],
      ...(entry.dev ? { dev: true } : {}),
      ...(os === "linux" && abi ? { libc: [abi.includes("musl") ? "musl" : "glibc"] } : {}),
      license: entry.license ?? "MIT",
      optional: true,
      os: [os],
      ...(entry.engines ? { engines: entry.engines } : {}),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).toSorted(([left], [right]) => (left < right ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
say(`${added} packages of other systems added to package-lock.json.`);
