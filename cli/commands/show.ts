import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { day, plain, type Answer } from "../output.ts";

/** `show <id>`: all that is known of an entry. */
export async function show({ client }: Connection, args: Arguments): Promise<Answer> {
  const id = args.rest[0]?.toLowerCase();
  if (id === undefined || args.rest.length > 1)
    throw new UsageError("show takes one id, as scan and search print it.");
  const poc = await client.catalog.get({ id });
  const rows: [string, string][] = [
    ["Folder", poc.path === null ? "not on this machine" : poc.path + (poc.missing ? " (gone)" : "")],
    ["Remote", poc.remote ?? "–"],
    ["Created", day(poc.createdAt)],
    ["Changed", `${day(poc.updatedAt)}, ${poc.commits} commits`],
    ["Languages", poc.languages.map((entry) => entry.name).join(", ") || "–"],
    [
      "Technologies",
      poc.technologies
        .map((entry) => [entry.name, entry.version].filter((part) => part !== null).join(" "))
        .join(", ") || "–",
    ],
    ["Tags", [...poc.user.tags, ...poc.derivedTags].join(", ") || "–"],
    ["Licence", poc.licence ?? "–"],
    ["Size", `${poc.linesOfCode} lines in ${poc.files} files`],
  ];
  if (poc.user.notes !== "") rows.push(["Notes", poc.user.notes]);
  if (poc.privateNotes !== "") rows.push(["Private notes", poc.privateNotes]);
  return {
    json: {
      schema: "tatami.poc/1",
      ...poc,
      createdAt: toIso(poc.createdAt),
      updatedAt: toIso(poc.updatedAt),
      deletedAt: toIso(poc.deletedAt),
      commitWeeks: poc.commitWeeks.map(([week, commits]) => [toIso(week), commits]),
    },
    text: [
      plain(poc.name),
      plain(poc.description),
      "",
      ...rows.map(([name, value]) => `${name.padEnd(13)} ${plain(value)}`),
    ].join("\n"),
    exitCode: 0,
  };
}
