import { fc } from "#test/builders/properties.ts";
import { expect, it } from "vitest";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import { FACETS, FRAMEWORK_KINDS, type Facet, type Technology } from "#shared/features/catalog/catalog.ts";
import { parseQuery, type QueryToken } from "#shared/features/catalog/query.ts";
import { fold, naturalKey } from "#shared/lib/text.ts";
import { idOf, SearchedCatalogue, type SearchedPoc } from "#test/builders/searched-catalogue.ts";
import type { Search } from "./search-index.ts";
import { phraseTerms, termsOf, wordForms } from "./tokens.ts";

// The reference: the rules of the search once more, written to be short, over a map of documents.

type Streams = readonly (readonly string[])[];

function streamsOf(texts: readonly string[]): Streams {
  return texts.flatMap((text) => {
    const { main, groups } = termsOf(text);
    return [main, ...groups].map((terms) => terms.map((term) => term.text));
  });
}

function inARow(streams: Streams, row: readonly string[], open: boolean): boolean {
  return streams.some((stream) =>
    stream.some((_, at) =>
      row.every(
        (want, step) =>
          stream[at + step] === want ||
          (open && step === row.length - 1 && stream[at + step]?.startsWith(want)),
      ),
    ),
  );
}

function edits(word: string): Set<string> {
  // Every word one edit away, over the letters of the alphabet below.
  const all = new Set<string>();
  const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789+#.", "σ"];
  for (let at = 0; at <= word.length; at++) {
    all.add(word.slice(0, at) + word.slice(at + 1));
    if (at + 1 < word.length)
      all.add(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));
    for (const letter of letters)
      all
        .add(word.slice(0, at) + letter + word.slice(at))
        .add(word.slice(0, at) + letter + word.slice(at + 1));
  }
  all.delete(word);
  return all;
}

class Reference {
  readonly docs = new Map<number, SearchedPoc>();

  /** By number of the hits of a word: its weight. */
  #hits(token: QueryToken): Map<number, number> | null {
    // Whether the word stands somewhere as it was typed; known once the first step is done.
    let known = false;
    const fields = (doc: SearchedPoc): [number, Streams][] => [
      [3, streamsOf([doc.name])],
      [2, streamsOf([doc.description])],
      [
        1,
        streamsOf([
          ...doc.tags,
          ...doc.derivedTags,
          ...doc.technologies.map((one) => one.name),
          doc.notes,
          doc.privateNotes,
          doc.readme,
        ]),
      ],
    ];
    const tests: ((streams: Streams) => boolean)[] = [];
    if (token.kind === "phrase") {
      const row = phraseTerms(token.text);
      if (row.length === 0) return null;
      tests.push((streams) => inARow(streams, row, false));
    } else if (token.kind === "word") {
      const forms = wordForms(token.text);
      if (forms === null) return null;
      const { whole, row } = forms;
      const some = (streams: Streams, fits: (term: string) => boolean): boolean =>
        whole !== null && streams.flat().some(fits);
      tests.push(
        (streams) => some(streams, (term) => term === whole) || (row !== null && inARow(streams, row, false)),
      );
      if (!token.negated) {
        tests.push(
          (streams) =>
            some(streams, (term) => term.startsWith(whole ?? "")) ||
            (row !== null && inARow(streams, row, true)),
        );
        tests.push((streams) => some(streams, (term) => term.includes(whole ?? "")));
        const near = edits(whole ?? "");
        const length = [...(whole ?? "")].length;
        tests.push((streams) =>
          some(streams, (term) =>
            known ? length >= 5 && near.has(term) && term[0] === whole?.[0] : length >= 4 && near.has(term),
          ),
        );
      }
    } else return null;
    const found = new Map<number, number>();
    let tried = 0;
    for (const step of tests.keys()) {
      if (step > 0 && found.size >= 20) break;
      tried = step;
      if (step === 1) known = found.size > 0;
      for (const [num, doc] of this.docs)
        if (fields(doc).some(([, streams]) => tests[step]?.(streams))) found.set(num, 0);
    }
    // A field counts by the first of the steps that were tried and find the word in it.
    for (const num of found.keys()) {
      const doc = this.docs.get(num) as SearchedPoc;
      const weight = fields(doc).reduce((sum, [value, streams]) => {
        const first = tests.slice(0, tried + 1).findIndex((one) => one(streams));
        return sum + (first < 0 ? 0 : value * ([8, 6, 2, 1][first] as number));
      }, 0);
      found.set(num, weight);
    }
    return found;
  }

  values(doc: SearchedPoc): Record<Facet, string[]> {
    const created = doc.firstCommitAt ?? doc.place?.oldest ?? null;
    const root = doc.place?.root.split("/").at(-1);
    const above = doc.place?.relativePath.split("/").slice(0, -1) ?? [];
    return {
      language: doc.language === null ? [] : [doc.language],
      framework: doc.technologies.map((one) => one.name),
      tag: [...doc.tags, ...doc.derivedTags],
      year: created === null ? [] : [String(new Date(created).getUTCFullYear())],
      folder: root === undefined ? [] : [root, ...above].map((_, at, all) => all.slice(0, at + 1).join("/")),
    };
  }

  search(input: Search): { ids: string[]; total: number; facets: Record<Facet, [string, number][]> } {
    const { tokens } = parseQuery(input.query);
    const words = tokens
      .map((token) => ({ token, hits: this.#hits(token) }))
      .filter((word) => word.hits !== null);
    const keys = new Set<string>();
    const positive = words.filter(({ token }) => {
      if (token.negated) return false;
      const key = JSON.stringify(
        token.kind === "phrase" ? phraseTerms(token.text) : token.kind === "word" && wordForms(token.text),
      );
      return !keys.has(key) && keys.add(key);
    });
    const negative = words.filter(({ token }) => token.negated);
    const passes = (doc: SearchedPoc, without: Facet | null): boolean =>
      FACETS.every((facet) => {
        const has = new Set(this.values(doc)[facet].map(fold));
        const of = tokens.flatMap((token) =>
          token.kind === "filter" && token.facet === facet ? [token] : [],
        );
        const any = [
          ...of.filter((token) => !token.negated).map((token) => token.value),
          ...(input.filters[facet] ?? []),
        ];
        if (of.some((token) => token.negated && has.has(fold(token.value)))) return false;
        return facet === without || any.length === 0 || any.some((value) => has.has(fold(value)));
      });
    const inWords = [...this.docs].filter(
      ([num]) =>
        positive.every((word) => word.hits?.has(num)) && !negative.some((word) => word.hits?.has(num)),
    );
    const hits = inWords.filter(([, doc]) => passes(doc, null));
    const facets = Object.fromEntries(
      FACETS.map((facet) => {
        const counts = new Map<string, number>();
        for (const [, doc] of inWords)
          if (passes(doc, facet))
            for (const value of new Set(this.values(doc)[facet].map(fold)))
              counts.set(value, (counts.get(value) ?? 0) + 1);
        const offered = new Set(
          [...this.docs.values()].flatMap((doc) =>
            doc.technologies.filter((one) => FRAMEWORK_KINDS.includes(one.kind)).map((one) => fold(one.name)),
          ),
        );
        const chosen = tokens.flatMap((token) =>
          token.kind === "filter" && token.facet === facet && !token.negated ? [fold(token.value)] : [],
        );
        const listed = [...counts].filter(
          ([value]) => facet !== "framework" || offered.has(value) || chosen.includes(value),
        );
        return [
          facet,
          listed.toSorted((one, other) =>
            facet === "year"
              ? Number(other[0]) - Number(one[0])
              : other[1] - one[1] || (one[0] < other[0] ? -1 : 1),
          ),
        ];
      }),
    ) as Record<Facet, [string, number][]>;
    const says = (count: number): number =>
      Math.max(1, Math.round(16 * Math.log2(1 + this.docs.size / Math.max(1, count))));
    const rank = (num: number): number =>
      -positive.reduce((sum, word) => sum + says(word.hits?.size ?? 0) * (word.hits?.get(num) ?? 0), 0);
    const time = (value: number | null): number => (value === null ? Infinity : -value);
    const sortKey = ([num, doc]: [number, SearchedPoc]): (number | string)[] => {
      const created = time(doc.firstCommitAt ?? doc.place?.oldest ?? null);
      const updated = time(doc.lastCommitAt ?? doc.place?.newest ?? null);
      const name = naturalKey(doc.name);
      if (input.sort === "name") return [name, num];
      return input.sort === "created"
        ? [created, name, num]
        : input.sort === "updated"
          ? [updated, name, num]
          : [rank(num), updated, name, num];
    };
    const sorted = hits
      .map((hit) => ({ num: hit[0], key: sortKey(hit) }))
      .toSorted((one, other) => {
        const at = one.key.findIndex((part, place) => part !== other.key[place]);
        return (one.key[at] as number) < (other.key[at] as number) ? -1 : 1;
      });
    return {
      ids: sorted.slice(input.offset, input.offset + input.limit).map(({ num }) => idOf(num)),
      total: hits.length,
      facets,
    };
  }
}

const WORDS = [
  "kafka",
  "kafkaesque",
  "Kafka-Stream",
  "stream",
  "streams",
  "OrderService",
  "order",
  "são",
  "sao",
  "c++",
  ".NET",
  "spring-boot",
  "Spring",
  "boot",
  "kakfa",
  "x21",
  "a",
];
const texts = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(" "));
const labels = (values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const KINDS = ["framework", "tool", "library"] as const;
const docs: fc.Arbitrary<SearchedPoc> = fc.record({
  name: texts,
  description: texts,
  language: fc.constantFrom(null, "Java", "Go", "C++"),
  technologies: labels(["Spring Boot", "spring boot", "Docker", "Kafka"]).map((found) =>
    found.map((name, at): Technology => ({
      name,
      version: null,
      kind: name === "Docker" ? "tool" : (KINDS[at % 2 === 0 ? 0 : 2] as "framework"),
    })),
  ),
  tags: labels(["kafka", "São", "old"]),
  derivedTags: labels(["Kafka", "sao", "rest"]),
  firstCommitAt: fc.constantFrom(null, Date.UTC(2023, 3), Date.UTC(2024, 3), Date.UTC(2025, 3)),
  lastCommitAt: fc.constantFrom(null, Date.UTC(2025, 4), Date.UTC(2026, 4)),
  notes: texts,
  privateNotes: texts,
  readme: texts,
  place: fc.option(
    fc.record({
      root: fc.constantFrom("/r/java-pocs", "/r/work"),
      relativePath: fc.constantFrom("", "a", "pocs/a", "pocs/deep/a", "pocs/deep/er/a"),
      oldest: fc.constantFrom(1, Date.UTC(2024, 1)),
      newest: fc.constant(5),
    }),
  ),
});
const pieces = fc.oneof(
  fc.constantFrom(...WORDS, "ka", "afk", "kafak", "streem", "orde", "boo", "zzz", "java21"),
  fc.constantFrom(
    '"spring boot"',
    '"kafka stream"',
    "-kafka",
    '-"order"',
    "-c++",
    "tag:kafka",
    "-tag:old",
    "tag:SAO",
    "language:java",
    "language:c++",
    'framework:"spring boot"',
    "framework:docker",
    "year:2024",
    "-year:2023",
    "folder:java-pocs",
    "folder:work/pocs",
    "folder:java-pocs/pocs/deep",
  ),
);
const searches = fc.record({
  query: fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(" ")),
  filters: fc.record({
    language: fc.constantFrom([], ["Go"], ["java", "go"]),
    tag: fc.constantFrom([], ["rest", "old"]),
  }),
  sort: fc.constantFrom("relevance", "created", "updated", "name"),
  offset: fc.constantFrom(0, 0, 3),
  limit: fc.constantFrom(200, 5),
});

it("answers as the reference does, through changes and removals", () => {
  const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 70 }), fc.option(docs, { freq: 4 })), {
    minLength: 1,
    maxLength: 8,
  });
  const rounds = fc.array(
    fc.record({ changes, searches: fc.array(searches, { minLength: 4, maxLength: 6 }) }),
    { minLength: 2, maxLength: 3 },
  );
  fc.assert(
    fc.property(fc.array(docs, { minLength: 30, maxLength: 60 }), rounds, (first, later) => {
      const catalogue = new SearchedCatalogue();
      const reference = new Reference();
      const all = new Map<number, SearchedPoc | null>(
        Array.from({ length: 70 }, (_, at) => [at + 1, first[at] ?? null]),
      );
      for (const round of [{ changes: [...all], searches: [] }, ...later]) {
        const changed = new Map(round.changes);
        catalogue.write(changed);
        for (const [num, doc] of changed) {
          if (doc === null) reference.docs.delete(num);
          else reference.docs.set(num, doc);
        }
        for (const given of round.searches) {
          const input = SearchInput.parse(given);
          const result = catalogue.search(input);
          const expected = reference.search(input);
          expect({ total: result.total, ids: result.items.map((item) => item.id), query: input }).toEqual({
            total: expected.total,
            ids: expected.ids,
            query: input,
          });
          for (const facet of FACETS) {
            const listed = result.facets[facet]
              .filter((value) => value.count > 0)
              .map((value) => [fold(value.value), value.count]);
            expect({ facet, input, listed }).toEqual({ facet, input, listed: expected.facets[facet] });
          }
          expect(result.all).toBe(reference.docs.size);
        }
      }
    }),
    { seed: 42, numRuns: 30, endOnFailure: true },
  );
});
