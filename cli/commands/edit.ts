import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { plain, type Answer } from "../output.ts";

/** `edit <id> --description <text> --private-notes <text>`: changes what is said of an entry. */
export async function edit({ client }: Connection, args: Arguments): Promise<Answer> {
  const { description, privateNotes } = args;
  const [id] = args.rest;
  if (id === undefined || args.rest.length > 1 || (description === undefined && privateNotes === undefined))
    throw new UsageError("edit takes one id, and --description or --private-notes.");
  const poc = await client.catalog.update({ id: id.toLowerCase(), patch: { description, privateNotes } });
  const said = [`${plain(poc.name)}: ${plain(poc.description)}`];
  if (privateNotes !== undefined) said.push(`Private notes: ${plain(poc.privateNotes)}`);
  return {
    json: {
      schema: "tatami.edited/1",
      id: poc.id,
      name: poc.name,
      description: poc.description,
      privateNotes: poc.privateNotes,
    },
    text: said.join("\n"),
    exitCode: 0,
  };
}
