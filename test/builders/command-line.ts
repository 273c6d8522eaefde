import { readArguments } from "#cli/arguments.ts";
import { doctor } from "#cli/commands/doctor.ts";
import { edit } from "#cli/commands/edit.ts";
import { scan } from "#cli/commands/scan.ts";
import { search } from "#cli/commands/search.ts";
import { show } from "#cli/commands/show.ts";
import { sync } from "#cli/commands/sync.ts";
import { workspace } from "#cli/commands/workspace.ts";
import type { Answer } from "#cli/output.ts";
import type { Connection } from "#core/main.ts";

const COMMANDS = { scan, search, show, edit, doctor, workspace, sync };

/** Runs a command of the command line at a core, as `tatami <words>` does. Throws what its command throws. */
export async function commanded(connection: Connection, ...words: string[]): Promise<Answer> {
  const args = readArguments(words);
  const command = COMMANDS[args.command as keyof typeof COMMANDS];
  return command(connection, args, new AbortController().signal);
}
