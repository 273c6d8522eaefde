#!/usr/bin/env node
import { isErrorCode, TatamiError, type ErrorCode } from "#shared/api/errors.ts";
import { connectCore, dataFolder, VERSION, type Connection } from "#core/main.ts";
import { readArguments, UsageError, type Arguments } from "./arguments.ts";
import { doctor } from "./commands/doctor.ts";
import { edit } from "./commands/edit.ts";
import { scan } from "./commands/scan.ts";
import { search } from "./commands/search.ts";
import { show } from "./commands/show.ts";
import { signal } from "./commands/signal.ts";
import { sync } from "./commands/sync.ts";
import { workspace } from "./commands/workspace.ts";
import { plain, type Answer } from "./output.ts";

const HELP = `tatami <command> [options]

  scan <folder>     find the POCs of a folder and keep them in the catalogue
  search <query>    find POCs: words, "exact words", language:java tag:kafka -tag:old
                    framework:"spring boot" year:2025 folder:name
  show <id>         all that is known of one
  edit <id>         --description <text> changes what is said of one,
                    --private-notes <text> what only this machine has of it
  doctor            versions, health and sizes; --rebuild builds the projections anew
  workspace         list | create <name> | use <name> | rename <name> | members
                    invite [--role editor|observer] [--uses <n>] [--signal <address>]
                    invitations | revoke <id>
                    join <words or link> --name <yours> [--signal <address>]
                    role <member> admin|editor|observer | remove <member>
                    transfer <member> offers the ownership, to yourself takes that back; accept
                    leave removes it from here, --keep keeps it, shared with nobody
                    put-aside lists what you wrote and nobody took; put-aside forget
                    pause | resume syncing, of all workspaces
                    doctor [<words or link>] [--signal <address>] what keeps devices apart
  sync              keeps workspaces in step with their members, until Ctrl+C;
                    --once ends when that is so
  signal            lets Tatamis find each other through this machine, until Ctrl+C;
                    --port <n> (4747), --host <address> (0.0.0.0: all of this machine),
                    --turn <address> --turn-secret <file>: tells them of a TURN server

  --json            one object with a schema name and version
  --data <folder>   where data lives (else TATAMI_DATA, else the system's place)
  --limit <n>       results of a search, 1 to 200 (20)     --offset <n>   the first of them
  --sort <order>    relevance, created, updated, name      --version, --help

Exit codes: 0 good, 1 problems were found, 2 not understood, 3 failed.
`;

type Command = (connection: Connection, args: Arguments, signal: AbortSignal) => Promise<Answer>;
const COMMANDS: Readonly<Record<string, Command>> = { scan, search, show, edit, doctor, workspace, sync };

async function run(args: Arguments): Promise<number> {
  if (args.version) return print(VERSION);
  if (args.help || args.command === "help") return print(HELP.trimEnd());
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  process.once("SIGTERM", () => abort.abort());
  // It needs no data, and so no core.
  if (args.command === "signal") return signal(args, abort.signal, print);
  const command = Object.hasOwn(COMMANDS, args.command) ? COMMANDS[args.command] : undefined;
  if (command === undefined) {
    throw new UsageError(args.command === "" ? "Which command?" : `There is no command "${args.command}".`);
  }
  const connection = await connectCore({ dataFolder: dataFolder(args.data), shell: "cli" });
  try {
    const answer = await command(connection, args, abort.signal);
    await print(args.json ? JSON.stringify(answer.json) : answer.text);
    // Other commands may have joined this one's core: their work is done before it ends.
    await connection.alone(abort.signal);
    return answer.exitCode;
  } finally {
    await connection.close();
  }
}

/** Writes to stdout and waits until it is taken: a pipe takes 64 KiB at a time. */
async function print(text: string): Promise<number> {
  await new Promise<void>((done) => process.stdout.write(`${text}\n`, () => done()));
  return 0;
}

async function fail(error: unknown, json: boolean): Promise<number> {
  const usage = error instanceof UsageError;
  const code: ErrorCode = usage ? "VALIDATION_ERROR" : codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(usage ? `${plain(message)}\n\n${HELP}` : `${plain(message)}\n`);
  if (json) await print(JSON.stringify({ schema: "tatami.error/1", code, message }));
  return usage ? 2 : 3;
}

function codeOf(error: unknown): ErrorCode {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof TatamiError) return error.code;
  return isErrorCode(code) ? code : "SERVER_ERROR";
}

// A reader that goes early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});
const json = process.argv.includes("--json");
try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  process.exitCode = await fail(error, json);
}
