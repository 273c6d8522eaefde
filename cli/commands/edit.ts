import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { plain, type Answer } from "../output.ts";

/** `edit <id> --description <text>`: changes what is said of an entry. */
export async function edit({ client }: Connection, args: Arguments): Promise<Answer> {
  const [id] = args.rest;
  if (id === undefined || args.rest.length > 1 || args.description === undefined)
    throw new UsageError("edit takes one id and --description.");
  const poc = await client.catalog.update({ id: id.toLowerCase(), patch: { description: args.description } });
  return {
    json: { schema: "tatami.edited/1", id: poc.id, name: poc.name, description: poc.description },
    text: `${plain(poc.name)}: ${plain(poc.description)}`,
    exitCode: 0,
  };
}
