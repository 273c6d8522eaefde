import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** How the folder of a workspace ends that was left, and is to be removed. */
const LEFT = ".left";

/** Gives the folder of a workspace another name: from then on it is left, and what cannot be removed now is at the next start. */
export function setAside(folders: string, id: string): void {
  const gone = join(folders, `${id}${LEFT}`);
  rmSync(gone, { recursive: true, force: true });
  renameSync(join(folders, id), gone);
}

/** Removes what was set aside; `before` is told of each, and `failed` why one is still there. Throws nothing of that. */
export function removeLeft(
  folders: string,
  told: { readonly before: (id: string) => void; readonly failed: (id: string, error: unknown) => void },
): void {
  const left = existsSync(folders) ? readdirSync(folders).filter((name) => name.endsWith(LEFT)) : [];
  for (const name of left) {
    const id = name.slice(0, -LEFT.length);
    try {
      told.before(id);
      rmSync(join(folders, name), { recursive: true, force: true });
    } catch (error) {
      told.failed(id, error);
    }
  }
}
