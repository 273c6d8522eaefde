import { fc } from "#test/builders/properties.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { SearchInput } from "#shared/features/catalog/catalog.api.ts";
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

  it("finds the words of the first 250,000 characters of a text, which may end within a letter", () => {
    const filled = (length: number, end: string) => `early ${"x ".repeat(length)}`.slice(0, length) + end;
    catalogue.add(
      { name: "whole", readme: filled(249_994, "latest") },
      { name: "longer", readme: filled(249_999, "😀 beyond"), notes: filled(250_001, " beyond") },
    );
    expect(new Set(catalogue.names({ query: "early" }))).toEqual(new Set(["whole", "longer"]));
    expect(catalogue.names({ query: "latest" })).toEqual(["whole"]);
    expect(catalogue.names({ query: "beyond" })).toEqual([]);
    catalogue.index.rebuild();
    expect(catalogue.names({ query: "latest" })).toEqual(["whole"]);
  });

  it("takes a word that stands in the catalogue as meant: short ones have no typos, longer ones none in the first letter", () => {
    catalogue.add({ name: "rust" }, { name: "rest just dust" });
    expect(catalogue.names({ query: "rust" })).toEqual(["rust"]);
    catalogue.add({ name: "spark" }, { name: "stark" }, { name: "shark" }, { name: "xpark" });
    expect(new Set(catalogue.names({ query: "spark" }))).toEqual(new Set(["spark", "stark", "shark"]));
    // Nowhere as it was typed: then every typo may be the one.
    catalogue.add({ name: "java" });
    expect(catalogue.names({ query: "jvaa" })).toEqual(["java"]);
    expect(catalogue.names({ query: "kava" })).toEqual(["java"]);
  });

  it("puts the beginning of a name before a word of a README, and the middle of a name behind it", () => {
    catalogue.add(
      { name: "a", readme: "one thread" },
      { name: "threads-fun" },
      { name: "multithreading" },
      { name: "thread" },
      { name: "b", description: "threads" },
    );
    expect(catalogue.names({ query: "thread" })).toEqual([
      "thread",
      "threads-fun",
      "b",
      "a",
      "multithreading",
    ]);
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
      { name: "g", privateNotes: "needle" },
      { name: "needle" },
    );
    expect(catalogue.names({ query: "needle" })).toEqual(["needle", "f", "a", "b", "c", "d", "e", "g"]);
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
          privateNotes: "",
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
    ["picture", ITEM_SQL.picture],
    ["texts", ITEM_SQL.texts],
    ["private text", ITEM_SQL.privateText],
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
