import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import type { Arguments } from "../arguments.ts";
import { cut, day, plain, type Answer } from "../output.ts";

/** `search <query>`: the same query language as the search field. */
export async function search({ client }: Connection, args: Arguments): Promise<Answer> {
  const query = queryOf(args.rest);
  const result = await client.catalog.search({
    query,
    limit: args.limit,
    offset: args.offset,
    sort: args.sort,
    facetLimit: args.json ? 50 : 0,
  });
  const items = result.items.map((item) => ({
    ...item,
    createdAt: toIso(item.createdAt),
    updatedAt: toIso(item.updatedAt),
  }));
  const lines = result.items.map((item) => {
    const language = [item.language, item.languageVersion].filter((part) => part !== null).join(" ");
    return `${cut(plain(item.name), 40).padEnd(40)}  ${day(item.updatedAt)}  ${cut(plain(language), 14).padEnd(14)}  ${cut(plain(item.description), 60)}\n  ${item.id}  ${plain(item.path ?? "(not on this machine)")}`;
  });
  const shown =
    result.items.length < result.total
      ? `, ${args.offset + 1} to ${args.offset + result.items.length} shown`
      : "";
  const head = `${result.total} of ${result.all} POCs, ${result.ms.toFixed(1)} ms${result.items.length === 0 ? "" : shown}`;
  const hint =
    result.excludes === null
      ? []
      : [`Without ${plain(result.excludes.value)}: ${result.excludes.totalWithout}.`];
  return {
    json: {
      schema: "tatami.search/1",
      total: result.total,
      all: result.all,
      items,
      facets: result.facets,
      excludes: result.excludes,
      notes: result.notes,
      ms: result.ms,
    },
    text: [...lines, head, ...hint, ...result.notes.map(plain)].join("\n"),
    exitCode: 0,
  };
}

/**
 * One argument is a query as it stands. Of several, a shell has taken the quotes of `framework:"spring boot"` away: they
 * are put back round what has spaces.
 */
export function queryOf(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return words.map((word) => (/\s/u.test(word) && !word.includes('"') ? quoted(word) : word)).join(" ");
}

function quoted(word: string): string {
  const filter = /^(-?\p{L}+:)(.*)$/su.exec(word);
  return filter === null ? `"${word}"` : `${filter[1]}"${filter[2]}"`;
}
