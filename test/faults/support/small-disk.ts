import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";

/** A file system of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all but `left` bytes. */
  fill(left?: number): void;
  /** Gives the space back. */
  free(): void;
}

/** Mounts a small tmpfs, unmounted when the test ends; null where this user may not mount. */
export function smallDisk(megabytes: number): SmallDisk | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  const mountPoint = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0700`, "tmpfs", mountPoint], {
      stdio: "pipe",
    });
  } catch {
    return null;
  }
  // Registered after the folder's own removal, so that it runs before it; lazily, because a core may still close.
  onTestFinished(() => void execFileSync("umount", ["-l", mountPoint], { stdio: "pipe" }));
  const folder = join(mountPoint, "data");
  mkdirSync(folder, { mode: 0o700 });
  const ballast = join(mountPoint, "ballast");
  return {
    folder,
    fill: (left = 0) => {
      const { bavail, bsize } = statfsSync(mountPoint);
      const bytes = Math.max(0, Number(bavail) * Number(bsize) - left);
      // Beside what it holds already: to write it anew would give that back first.
      appendFileSync(ballast, Buffer.alloc(bytes, 1));
    },
    free: () => rmSync(ballast, { force: true }),
  };
}
