import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { failure } from "#shared/api/failures.ts";
import { findPrograms, launch, openWithSystem } from "#core/platform/programs.ts";

export interface Opening {
  readonly path: string | null;
  readonly remote: string | null;
}

/** Opens an entry's folder, editor, terminal or remote; answers what was started. Throws NOT_FOUND, UNSUPPORTED. */
export async function open(
  entry: Opening,
  target: "folder" | "editor" | "terminal" | "remote",
  preferred: { readonly editor: string; readonly terminal: string },
): Promise<string> {
  if (target === "remote") {
    if (entry.remote === null || !/^https?:\/\//u.test(entry.remote)) {
      throw failure("entry.no-remote", {});
    }
    return openWithSystem(entry.remote, homedir());
  }
  if (entry.path === null || !existsSync(entry.path)) {
    throw failure("entry.folder-missing", {});
  }
  if (target === "folder") return openWithSystem(entry.path, entry.path);
  const chosen = target === "editor" ? preferred.editor : preferred.terminal;
  const found = findPrograms()[target === "editor" ? "editors" : "terminals"][0]?.command;
  const command = chosen.trim() === "" ? found : chosen;
  if (command === undefined) {
    throw failure(target === "editor" ? "program.no-editor" : "program.no-terminal", {});
  }
  return launch(command, entry.path);
}
