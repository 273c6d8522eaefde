import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inRoot, say } from "./paths.mjs";

/** A lock that names nobody for so long, milliseconds, was left by one who ended before its name was written. */
const NAMELESS_MS = 2_000;

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * True when nobody holds a lock any more.
 * @param {string} path
 */
function isStale(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return pid > 0 ? !alive(pid) : Date.now() - statSync(path).mtimeMs > NAMELESS_MS;
  } catch {
    // It has just gone.
    return false;
  }
}

/**
 * Lets one process at a time install and build this checkout: two at once would empty each other's folders.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} path of the lock
 * @returns {Promise<T>}
 */
export async function withLock(work, path = inRoot("out", ".lock")) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isStale(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) say("Another process is installing or building here; waiting for it.");
    told = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
