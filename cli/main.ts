#!/usr/bin/env node
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
import { failed } from "./failed.ts";
import { HELP } from "./help.ts";
import { plain, type Answer } from "./output.ts";

const HINT = "tatami help tells all commands and options.";

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
  const { code, message, exitCode } = failed(error);
  process.stderr.write(`${plain(message)}\n`);
  // All of it would push the sentence that matters out of sight.
  if (error instanceof UsageError)
    process.stderr.write(process.argv.length === 2 ? `\n${HELP}` : `${HINT}\n`);
  if (json) await print(JSON.stringify({ schema: "tatami.error/1", code, message }));
  return exitCode;
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
