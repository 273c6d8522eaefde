import { create, insert, search as searchOrama } from "@orama/orama";
import MiniSearch from "minisearch";
import { utcYear } from "#shared/lib/time.ts";
import type { CorpusPoc } from "./corpus.ts";
import type { MixedSearch } from "./search-mix.ts";

/** A POC as the peers index it: the same fields, weights and facets as ours. */
interface PeerDocument {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly technologies: string;
  readonly notes: string;
  readonly readme: string;
  readonly language: string;
  readonly framework: string[];
  readonly tag: string[];
  readonly year: string;
  readonly folder: string[];
}

const FACET_FIELDS = ["language", "framework", "tag", "year", "folder"] as const;
const TEXT_FIELDS = ["name", "description", "tags", "technologies", "notes", "readme"] as const;
const BOOST = { name: 3, description: 2 };
/** Results of a page. */
const LIMIT = 50;

/** A library that answers the mix; the answer is the number of hits. */
export interface Peer {
  readonly name: string;
  readonly search: (search: MixedSearch) => number;
}

function documentOf(poc: CorpusPoc): PeerDocument {
  const { facts, local } = poc.scanned;
  const tag = [...poc.user.tags, ...facts.derivedTags];
  const root = poc.root.split("/").at(-1) ?? "";
  return {
    id: poc.id,
    name: facts.name,
    description: facts.description,
    tags: tag.join(" "),
    technologies: facts.technologies.map((one) => one.name).join(" "),
    notes: poc.user.notes,
    readme: facts.readme,
    language: facts.languages[0]?.name ?? "",
    framework: facts.technologies.map((one) => one.name),
    tag,
    year: String(utcYear(facts.firstCommitAt ?? local.oldestFileAt ?? 0)),
    folder: [root, `${root}/${local.relativePath.split("/")[0] ?? ""}`],
  };
}

/**
 * MiniSearch: prefixes, all words, the same weights. It has no facets: they are filtered and counted in a loop over its
 * results, as one would write it.
 */
export function miniSearchPeer(pocs: Iterable<CorpusPoc>): Peer {
  const index = new MiniSearch<PeerDocument>({ fields: [...TEXT_FIELDS], storeFields: [...FACET_FIELDS] });
  for (const poc of pocs) index.add(documentOf(poc));
  return {
    name: "MiniSearch",
    search: ({ query, filters }) => {
      const results = index.search(query, {
        prefix: true,
        combineWith: "AND",
        boost: BOOST,
      }) as unknown as PeerDocument[];
      const chosen = FACET_FIELDS.map((facet) => new Set(filters[facet] ?? []));
      const counts = FACET_FIELDS.map(() => new Map<string, number>());
      let total = 0;
      for (const result of results) {
        const values = FACET_FIELDS.map((facet) => [result[facet]].flat());
        const refused = values.flatMap((have, at) =>
          (chosen[at]?.size ?? 0) > 0 && !have.some((value) => chosen[at]?.has(value)) ? [at] : [],
        );
        if (refused.length === 0) total++;
        for (const [at, have] of values.entries()) {
          if (refused.some((other) => other !== at)) continue;
          for (const value of have) counts[at]?.set(value, (counts[at].get(value) ?? 0) + 1);
        }
      }
      return total;
    },
  };
}

/** Orama: prefixes, all words, the same weights, its own filters and facets (which count only what passes every filter). */
export function oramaPeer(pocs: Iterable<CorpusPoc>): Peer {
  const index = create({
    schema: {
      id: "string",
      name: "string",
      description: "string",
      tags: "string",
      technologies: "string",
      notes: "string",
      readme: "string",
      language: "enum",
      framework: "enum[]",
      tag: "enum[]",
      year: "enum",
      folder: "enum[]",
    },
  });
  for (const poc of pocs) void insert(index, documentOf(poc));
  return {
    name: "Orama",
    search: ({ query, filters }) => {
      const where = Object.fromEntries(
        FACET_FIELDS.flatMap((facet) => {
          const values = filters[facet] ?? [];
          return values.length === 0
            ? []
            : [[facet, facet === "language" || facet === "year" ? { in: values } : { containsAny: values }]];
        }),
      );
      const found = searchOrama(index, {
        term: query,
        properties: [...TEXT_FIELDS],
        boost: BOOST,
        threshold: 0,
        limit: LIMIT,
        where: where as never,
        facets: Object.fromEntries(FACET_FIELDS.map((facet) => [facet, {}])) as never,
      });
      // Synchronous without hooks; a promise would make the measure wrong.
      if (found instanceof Promise) throw new Error("Orama answered with a promise");
      return found.count;
    },
  };
}
