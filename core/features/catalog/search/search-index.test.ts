import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
import type { Technology } from "#shared/features/catalog/catalog.ts";
import { SearchedCatalogue } from "#test/builders/searched-catalogue.ts";
import { COLUMNS_SQL } from "./columns.ts";
import { REBUILD_SQL } from "./index-writer.ts";
import { ITEM_SQL } from "./item-reader.ts";
import { SearchIndex } from "./search-index.ts";
import { PREFIX_SQL } from "./short-prefixes.ts";
import { TERMS_SQL } from "./vocabulary.ts";

let catalogue: SearchedCatalogue;

beforeEach(() => {
  catalogue = new SearchedCatalogue();
});

describe("words", () => {
  it("finds by whole word, prefix, substring and one typo, the earlier steps first", () => {
    catalogue.add(
      { name: "xkafkax" },
      { name: "kafak" },
      { name: "kafkaesque" },
      { name: "kafka" },
      { name: "unrelated" },
    );
    expect(catalogue.names({ query: "kafka" })).toEqual(["kafka", "kafkaesque", "xkafkax", "kafak"]);
  });

  it("takes no later step when the earlier ones give twenty hits", () => {
    catalogue.add(...Array.from({ length: 20 }, (_, at) => ({ name: `kafka ${at}` })), {
      name: "kafkaesque",
    });
    expect(catalogue.search({ query: "kafka" }).total).toBe(20);
    catalogue.write(new Map([[1, null]]));
    expect(catalogue.search({ query: "kafka" }).total).toBe(20);
  });

  it("tries no typo on words of three letters", () => {
    catalogue.add({ name: "cat" });
    expect(catalogue.search({ query: "cut" }).total).toBe(0);
  });

  it("ignores case and accents, in the query and in the text", () => {
    catalogue.add({ name: "São Paulo" }, { name: "sao joao" });
    expect(catalogue.search({ query: "SAO" }).total).toBe(2);
    expect(catalogue.search({ query: "são" }).total).toBe(2);
  });

  it.each([
    ["c++", "intro to C++"],
    ["C#", "a C# thing"],
    [".net", "a .NET service"],
    ["node.js", "node.js api"],
    ["nodejs", "node.js api"],
    ["spring-boot", "Spring Boot"],
    ["springboot", "spring-boot"],
    ["service", "OrderService"],
    ["order", "OrderService"],
    ["java 21", "java21"],
    ["order", "my_order_demo"],
    ["数据", "数据库"],
  ])("finds %s in %s", (query, name) => {
    catalogue.add({ name }, { name: "c net node spring java" });
    expect(catalogue.names({ query })).toContain(name);
  });

  it("looks in every field; name weighs more than description, and that more than the rest", () => {
    catalogue.add(
      { name: "a", readme: "needle" },
      { name: "b", notes: "needle" },
      { name: "c", tags: ["needle"] },
      { name: "d", derivedTags: ["needle"] },
      { name: "e", technologies: [{ name: "Needle", version: null, kind: "tool" }] },
      { name: "f", description: "needle" },
      { name: "needle" },
    );
    expect(catalogue.names({ query: "needle" })).toEqual(["needle", "f", "a", "b", "c", "d", "e"]);
  });

  it("finds phrases, and leaves out what is excluded", () => {
    catalogue.add(
      { name: "one", readme: "event sourcing works" },
      { name: "two", readme: "sourcing of an event" },
      { name: "three", tags: ["event", "sourcing"] },
    );
    expect(catalogue.names({ query: '"event sourcing"' })).toEqual(["one"]);
    expect(catalogue.names({ query: 'event -"event sourcing"' })).toEqual(["three", "two"]);
    expect(catalogue.names({ query: "event -works" })).toEqual(["three", "two"]);
  });

  it("marks hits of every step, and cuts a snippet where they do not show", () => {
    const readme = `${"filler ".repeat(40)}\nthe Kafka topic ${"more ".repeat(60)}`;
    catalogue.add(
      { name: "Ação-kafkaesque", description: "about xkafkax and kakfa" },
      { name: "hidden", readme },
    );
    const [first, second] = catalogue
      .search({ query: "kafka" })
      .items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    expect(first?.marks).toEqual({
      name: [[5, 10]],
      description: [
        [7, 12],
        [18, 23],
      ],
    });
    expect(first?.snippet).toBeNull();
    expect(second?.marks).toEqual({ name: [], description: [] });
    const { text, marks } = second?.snippet ?? { text: "", marks: [] };
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(["Kafka"]);
    expect(text.length).toBeLessThan(200);
    expect(text).not.toContain("\n");
    expect(catalogue.search({ query: "acao" }).items[0]?.marks.name).toEqual([[0, 4]]);
  });
});

describe("filters", () => {
  beforeEach(() => {
    const spring: Technology = { name: "Spring Boot", version: "3", kind: "framework" };
    catalogue.add(
      {
        name: "a",
        language: "Java",
        technologies: [spring],
        tags: ["Kafka"],
        firstCommitAt: Date.UTC(2025, 1),
        place: { root: "/x/java-pocs", relativePath: "pocs/a", oldest: 0, newest: 1 },
      },
      {
        name: "b",
        language: "Java",
        technologies: [{ name: "Docker", version: null, kind: "tool" }],
        derivedTags: ["kafka"],
        place: { root: "/x/java-pocs", relativePath: "b", oldest: Date.UTC(2024, 1), newest: 2 },
      },
      { name: "c", language: "Go", tags: ["old"], firstCommitAt: Date.UTC(2024, 5) },
    );
  });

  it.each([
    ["language:java", ["a", "b"]],
    ["-language:java", ["c"]],
    ["language:java language:GO", ["a", "b", "c"]],
    ["language:java tag:kafka -tag:old", ["a", "b"]],
    ['framework:"spring boot"', ["a"]],
    ["framework:docker", ["b"]],
    ["year:2024", ["b", "c"]],
    ["folder:java-pocs", ["a", "b"]],
    ["folder:java-pocs/pocs", ["a"]],
    ["tag:nothing", []],
    ["-tag:nothing", ["a", "b", "c"]],
  ])("%s", (query, found) => {
    expect(catalogue.names({ query, sort: "name" })).toEqual(found);
  });

  it("offers every folder between a root and its POCs, and counts all below it", () => {
    const at = (name: string, relativePath: string) =>
      ({ name, place: { root: "/x/work", relativePath, oldest: 0, newest: 0 } }) as const;
    catalogue.add(
      at("root", ""),
      at("top", "top"),
      at("one", "a/one"),
      at("two", "a/b/c/two"),
      at("three", "a/b/c/three"),
    );
    expect(catalogue.search({}).facets.folder).toEqual([
      { value: "work", count: 5, selected: false },
      { value: "work/a", count: 3, selected: false },
      { value: "work/a/b", count: 2, selected: false },
      { value: "work/a/b/c", count: 2, selected: false },
    ]);
    expect(catalogue.names({ query: "folder:work/a/b", sort: "name" })).toEqual(["three", "two"]);
    expect(catalogue.names({ query: "folder:work -folder:work/a", sort: "name" })).toEqual(["root", "top"]);
    expect(catalogue.search({ query: "folder:work/a folder:work/a/b/c" }).total).toBe(3);
  });

  it("finds a language by what else it is called, and lists it as chosen under its name", () => {
    catalogue.write(
      new Map([
        [4, { name: "d", language: "C#" }],
        [5, { name: "e", language: "C++" }],
        [6, { name: "f", language: "Shell" }],
      ]),
    );
    const found = (query: string) => catalogue.names({ query, sort: "name" });
    expect(found("language:golang")).toEqual(["c"]);
    expect(found("language:CSharp language:cpp")).toEqual(["d", "e"]);
    expect(found("language:c++")).toEqual(["e"]);
    expect(found("language:bash")).toEqual(["f"]);
    expect(found("-language:golang -language:sh")).toEqual(["a", "b", "d", "e"]);
    expect(found("language:js")).toEqual([]);
    expect(catalogue.search({ filters: { language: ["golang"] } }).facets.language).toContainEqual({
      value: "Go",
      count: 1,
      selected: true,
    });
    expect(catalogue.search({ query: "tag:golang" }).total).toBe(0);
  });

  it("takes the name that POCs have before what else a language is called, while they have it", () => {
    catalogue.write(new Map([[4, { name: "d", language: "golang" }]]));
    expect(catalogue.names({ query: "language:golang" })).toEqual(["d"]);
    catalogue.write(new Map([[4, null]]));
    expect(catalogue.names({ query: "language:golang" })).toEqual(["c"]);
  });

  it("joins clicked filters with those of the query: OR in a facet, AND between facets", () => {
    expect(
      catalogue.names({
        query: "language:java",
        filters: { language: ["go"], year: ["2024"] },
        sort: "name",
      }),
    ).toEqual(["b", "c"]);
  });

  it("counts a facet without its own filter, offers no tools, and lists what is chosen even with 0", () => {
    const { facets } = catalogue.search({ query: "language:java tag:none framework:docker" });
    expect(facets.tag).toEqual([
      { value: "Kafka", count: 1, selected: false },
      { value: "none", count: 0, selected: true },
    ]);
    expect(facets.language).toEqual([{ value: "Java", count: 0, selected: true }]);
    expect(catalogue.search({ query: "language:java" }).facets).toEqual({
      language: [
        { value: "Java", count: 2, selected: true },
        { value: "Go", count: 1, selected: false },
      ],
      framework: [{ value: "Spring Boot", count: 1, selected: false }],
      tag: [{ value: "Kafka", count: 2, selected: false }],
      year: [
        { value: "2025", count: 1, selected: false },
        { value: "2024", count: 1, selected: false },
      ],
      folder: [
        { value: "java-pocs", count: 2, selected: false },
        { value: "java-pocs/pocs", count: 1, selected: false },
      ],
    });
    expect(catalogue.search({ facetLimit: 0 }).facets.language).toEqual([]);
    expect(
      catalogue.search({ facetLimit: 1, query: "", filters: { language: ["go"] } }).facets.language,
    ).toHaveLength(2);
  });

  it("names what excludes most when nothing is found", () => {
    expect(catalogue.search({ query: "language:java tag:old" }).excludes).toEqual({
      kind: "filter",
      facet: "tag",
      value: "tag:old",
      totalWithout: 2,
    });
    expect(catalogue.search({ query: "year:2024 zzz" }).excludes).toEqual({
      kind: "word",
      facet: null,
      value: "zzz",
      totalWithout: 2,
    });
    expect(catalogue.search({ query: "old -old" }).excludes).toEqual({
      kind: "word",
      facet: null,
      value: "old",
      totalWithout: 2,
    });
    expect(catalogue.search({ query: "xxx yyy" }).excludes).toBeNull();
    expect(catalogue.search({ query: "a" }).excludes).toBeNull();
  });

  it("forgets nothing after a rebuild, a removal or an edit", () => {
    const before = catalogue.search({ query: "kafka" });
    catalogue.index.rebuild();
    expect(catalogue.search({ query: "kafka" })).toEqual(before);
    catalogue.write(new Map([[1, null]]));
    expect(catalogue.names({ query: "kafka" })).toEqual(["b"]);
    expect(catalogue.search({}).all).toBe(2);
    expect(catalogue.search({}).facets.framework).toEqual([]);
    catalogue.write(new Map([[2, { name: "renamed" }]]));
    expect(catalogue.names({ query: "kafka" })).toEqual([]);
    expect(catalogue.names({ sort: "name" })).toEqual(["c", "renamed"]);
  });
});

describe("transactions", () => {
  it("finds terms by their parts after a rolled back transaction had them first", () => {
    expect(() =>
      catalogue.db.transaction(() => {
        catalogue.index.put(1, {
          name: "xylophone",
          description: "",
          tags: [],
          derivedTags: [],
          technologies: [],
          notes: "",
          readme: "",
        });
        throw new Error("back");
      })(),
    ).toThrow("back");
    catalogue.index.changed([1]);
    expect(catalogue.search({ query: "ylopho" }).total).toBe(0);
    catalogue.add({ name: "xylophone" });
    expect(catalogue.search({ query: "ylopho" }).total).toBe(1);
    expect(catalogue.search({ query: "xylofhone" }).total).toBe(1);
  });

  it("lets a second index see what the first one wrote", () => {
    catalogue.add({ name: "xylophone" });
    const second = new SearchIndex(catalogue.db);
    expect(second.search(SearchInput.parse({ query: "ylopho" })).total).toBe(1);
  });
});

it("finds the same after it was tidied, which ends", () => {
  for (let num = 1; num <= 30; num++)
    catalogue.write(new Map([[num, { name: `poc ${num}`, readme: `kafka ${num % 7}` }]]));
  for (let num = 1; num <= 30; num += 3) catalogue.write(new Map([[num, null]]));
  const before = catalogue.search({ query: "kafka" });
  let steps = 0;
  while (catalogue.index.tidy()) expect(++steps).toBeLessThan(200);
  expect(steps).toBeGreaterThan(0);
  catalogue.index.changed("all");
  expect(catalogue.search({ query: "kafka" })).toEqual(before);
});

describe("hot SQL", () => {
  it.each([
    ["columns of one", COLUMNS_SQL.one],
    ["columns of a page", COLUMNS_SQL.page],
    ["rebuild", REBUILD_SQL],
    ["item", ITEM_SQL.row],
    ["place", ITEM_SQL.place],
    ["texts", ITEM_SQL.texts],
    ["prefixes", PREFIX_SQL.page],
    ["prefixes of one", PREFIX_SQL.one],
    ["new terms", TERMS_SQL],
  ])("%s uses an index", (_name, sql) => {
    const plan = catalogue.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(1) as { readonly detail: string }[];
    for (const { detail } of plan) expect(detail).toMatch(/^SEARCH /);
  });
});

it("takes any text for a query", () => {
  catalogue.add({ name: "kafka demo", readme: "NEAR OR AND NOT name: * ^ { } ( )" }, { name: "other" });
  const syntax = fc.constantFrom(
    '"',
    "'",
    "*",
    "^",
    "(",
    ")",
    "{",
    "}",
    ":",
    "NEAR(",
    " OR ",
    " AND ",
    " NOT ",
    "name",
    "-",
    "+",
    "kafka",
    "\u0000",
    "\ue000",
    "\\",
    ";",
    "--",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(syntax, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 12 }),
      (parts) => {
        catalogue.search({ query: parts.join("").slice(0, 1000), filters: { tag: [parts[0] ?? ""] } });
      },
    ),
    { seed: 2, numRuns: 400 },
  );
  for (const query of [
    "NEAR(kafka demo)",
    "kafka OR other",
    "name:kafka",
    "kaf*",
    '"kafka" *',
    "{name} : kafka",
  ])
    catalogue.search({ query });
  expect(catalogue.search({ query: "kafka OR other" }).total).toBe(0);
});
