import { build, isBuilt } from "./build.mjs";
import { install, installStamp, isInstalled } from "./install.mjs";
import { cacheFolder } from "./paths.mjs";
import { join } from "node:path";
import { rightNode } from "./node.mjs";
import { withLock } from "./lock.mjs";

/**
 * Makes the checkout ready to run: dependencies as the lock file says, a build as the sources say.
 * @param {{ build: "stale" | "always" | "never" }} options
 * @returns {Promise<{ node: string }>} the Node to go on with
 */
export async function prepare({ build: when }) {
  if (!isInstalled() || when === "always" || (when === "stale" && !isBuilt())) {
    await withLock(async () => {
      await install();
      // Looked at again: whoever held the lock before us may have done it.
      if (when === "always" || (when === "stale" && !isBuilt())) await build(rightNode(installStamp()));
    });
  }
  return { node: rightNode(installStamp()) };
}

/** The environment of a started program: Node keeps compiled code between starts. */
export function programEnv() {
  return { NODE_COMPILE_CACHE: join(cacheFolder, "compile"), ...process.env };
}
