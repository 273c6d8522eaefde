import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { failure } from "#shared/api/failures.ts";

/** A program on this machine and how it is started; `{path}` in an argument stands for the folder. */
export interface FoundProgram {
  readonly name: string;
  readonly command: string;
}

const EDITORS: readonly (readonly [string, string])[] = [
  ["VS Code", "code"],
  ["Cursor", "cursor"],
  ["VSCodium", "codium"],
  ["Zed", "zed"],
  ["IntelliJ IDEA", "idea"],
  ["WebStorm", "webstorm"],
  ["GoLand", "goland"],
  ["PyCharm", "pycharm"],
  ["RustRover", "rustrover"],
  ["Fleet", "fleet"],
  ["Sublime Text", "subl"],
  ["Kate", "kate"],
  ["GNOME Text Editor", "gnome-text-editor"],
];

const TERMINALS: readonly (readonly [string, string])[] = [
  ["Ghostty", "ghostty --working-directory={path}"],
  ["kitty", "kitty --directory {path}"],
  ["WezTerm", "wezterm start --cwd {path}"],
  ["Alacritty", "alacritty --working-directory {path}"],
  ["GNOME Terminal", "gnome-terminal --working-directory={path}"],
  ["Konsole", "konsole --workdir {path}"],
  ["Xfce Terminal", "xfce4-terminal --working-directory={path}"],
  ["Windows Terminal", "wt -d {path}"],
  ["x-terminal-emulator", "x-terminal-emulator"],
  ["xterm", "xterm"],
];

/** Editors and terminals that are on the PATH (on macOS its own terminal too), best first. */
export function findPrograms(): { editors: FoundProgram[]; terminals: FoundProgram[] } {
  const there = ([, command]: readonly [string, string]) => onPath(command.split(" ")[0] ?? "");
  const found = ([name, command]: readonly [string, string]) => ({ name, command });
  const terminals = TERMINALS.filter(there).map(found);
  if (process.platform === "darwin") terminals.push({ name: "Terminal", command: "open -a Terminal {path}" });
  if (process.platform === "win32")
    terminals.push({ name: "cmd", command: "cmd /c start cmd /k cd /d {path}" });
  return { editors: EDITORS.filter(there).map(found), terminals };
}

function onPath(program: string): boolean {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  return (process.env.PATH ?? "").split(delimiter).some((folder) =>
    endings.some((ending) => {
      try {
        accessSync(join(folder, program + ending), constants.X_OK);
        return folder !== "";
      } catch {
        return false;
      }
    }),
  );
}

/** Splits a command into its words; quotes keep spaces together. No shell ever sees it. */
export function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );
}

/** Starts a program on a folder, detached and without a shell; answers its name. Throws UNSUPPORTED when it cannot start. */
export async function launch(command: string, folder: string): Promise<string> {
  const [program, ...rest] = words(command);
  if (program === undefined) throw failure("program.none-chosen", {});
  const named = rest.some((word) => word.includes("{path}"));
  const args = rest.map((word) => word.replaceAll("{path}", folder));
  // Without a place for the folder an editor gets it as its argument; a terminal starts in it.
  if (!named) args.push(...(TERMINALS.some(([, known]) => known === command) ? [] : [folder]));
  await start(program, args, folder);
  return program;
}

/** Shows a folder or an http(s) address with the system's own program. Throws UNSUPPORTED where there is none. */
export async function openWithSystem(target: string, cwd: string): Promise<string> {
  const program =
    process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  await start(program, [target], cwd);
  return program;
}

function start(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd,
      detached: true,
      stdio: "ignore",
      shell: false,
      windowsHide: false,
    });
    child.once("spawn", () => {
      child.unref();
      done();
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      const options = { cause: error };
      fail(
        error.code === "ENOENT"
          ? failure("program.missing", { program }, options)
          : failure("program.not-started", { program, cause: error.code ?? error.message }, options),
      );
    });
  });
}
