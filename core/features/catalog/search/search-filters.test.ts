import { beforeEach, describe, expect, it } from "vitest";
import type { Technology } from "#shared/features/catalog/catalog.ts";
import { SearchedCatalogue } from "#test/builders/searched-catalogue.ts";

let catalogue: SearchedCatalogue;

beforeEach(() => {
  catalogue = new SearchedCatalogue();
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
    ["year:2024..2025", ["a", "b", "c"]],
    ["year:>2024", ["a"]],
    ["year:>=2024 -year:2025..", ["b", "c"]],
    ["-year:<=2024", ["a"]],
    ["year:2019..2023", []],
    ["year:..2023 year:2025", ["a"]],
    ["folder:java-pocs", ["a", "b"]],
    ["folder:java-pocs/pocs", ["a"]],
    ["tag:nothing", []],
    ["-tag:nothing", ["a", "b", "c"]],
  ])("%s", (query, found) => {
    expect(catalogue.names({ query, sort: "name" })).toEqual(found);
  });

  it("counts a range of years as it counts its years, and names it when it excludes most", () => {
    const { facets, total } = catalogue.search({ query: "year:2024..2025 language:go" });
    expect(total).toBe(1);
    expect(facets.year).toEqual([
      { value: "2024", count: 1, selected: false },
      { value: "2024..2025", count: 1, selected: true },
    ]);
    expect(catalogue.search({ query: "language:java year:<2000" }).excludes).toEqual({
      kind: "filter",
      facet: "year",
      value: "year:<2000",
      totalWithout: 2,
    });
    expect(catalogue.search({ query: "language:go -year:2024..2025" }).excludes).toMatchObject({
      value: "-year:2024..2025",
      totalWithout: 1,
    });
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
