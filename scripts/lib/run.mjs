import { spawn } from "node:child_process";

/**
 * Runs a program to its end with our standard streams and passes on the signals that reach only us.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    // A terminal sends Ctrl-C to the whole group: passed on, the program would get it twice and skip its clean end.
    const interrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    const terminate = () => child.kill("SIGTERM");
    const hangUp = () => child.kill("SIGHUP");
    process.on("SIGINT", interrupt).on("SIGTERM", terminate).on("SIGHUP", hangUp);
    const orphaned = onOrphaned(terminate);
    const done = () => {
      clearInterval(orphaned);
      process.off("SIGINT", interrupt).off("SIGTERM", terminate).off("SIGHUP", hangUp);
    };
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("close", (code, signal) => {
      done();
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1), signal });
    });
  });
}

/**
 * npm that is told to end takes the shell between us with it, but not us: without this, `npm start` would leave a
 * server behind that holds the data folder.
 * @param {() => void} end
 */
function onOrphaned(end) {
  const parent = process.ppid;
  const watch = () => process.ppid !== parent && end();
  return process.env.npm_lifecycle_event && process.platform !== "win32"
    ? setInterval(watch, 500).unref()
    : undefined;
}

/** Standard streams of programs that the start runs: what they print is for the person, so none of it reaches stdout. */
export const onStderr = /** @type {import("node:child_process").StdioOptions} */ (["ignore", 2, 2]);
