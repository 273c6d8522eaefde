import { describe, expect, it } from "vitest";
import { MIGRATIONS } from "#core/db/migrations/index.ts";
import { migrate } from "#core/db/migrate.ts";
import { connect } from "#core/db/sqlite.ts";
import { PlacesStore, type RootRow } from "./places-store.ts";
import { rulesFor } from "./root-rules.ts";

function setUp(roots: Record<string, string[]>) {
  const db = connect(":memory:");
  migrate(db, MIGRATIONS, () => undefined);
  const places = new PlacesStore(db);
  for (const [path, patterns] of Object.entries(roots)) {
    places.addRoot(path, path);
    places.setIgnore(path, patterns);
  }
  const root = (path: string) => places.root(path) as RootRow;
  return { places, root };
}

describe("rulesFor", () => {
  it("takes a root's own patterns and corrections", () => {
    const { places, root } = setUp({ "/a": ["old/", "*.tmp"] });
    places.addCorrection("/a", { kind: "not-a-poc", path: "x" });
    expect(rulesFor(root("/a"), places)).toEqual({
      ignore: ["old/", "*.tmp"],
      corrections: [{ kind: "not-a-poc", path: "x" }],
    });
  });

  it("puts the place of an inner root in front of what it says", () => {
    const { places, root } = setUp({ "/a": [], "/a/b": ["old/", "/c/d", "!keep", "# why"] });
    places.addCorrection("/a/b", { kind: "merge", path: "", members: ["x", "y"] });
    expect(rulesFor(root("/a"), places)).toEqual({
      ignore: ["/b/**/old/", "/b/c/d", "!/b/**/keep", "# why"],
      corrections: [{ kind: "merge", path: "b", members: ["b/x", "b/y"] }],
    });
  });

  it("takes from an outer root what speaks of folders in here, and no neighbour's", () => {
    const { places, root } = setUp({ "/a": ["old/", "/b/x"], "/a/b": [], "/a/bc": ["no"] });
    places.addCorrection("/a", { kind: "split", path: "b/c" });
    places.addCorrection("/a", { kind: "split", path: "bc" });
    expect(rulesFor(root("/a/b"), places)).toEqual({
      ignore: ["old/"],
      corrections: [{ kind: "split", path: "c" }],
    });
  });
});

describe("placesUnder", () => {
  it("takes a folder and what is below it, and no neighbour whose name begins alike", () => {
    const { places, root } = setUp({ "/a": [] });
    const put = (id: string, path: string) =>
      places.putPlace(id, root("/a").id, {
        path,
        relativePath: path,
        thumbnail: null,
        oldestFileAt: 1,
        newestFileAt: 2,
        authors: [],
        fingerprint: "f",
        signature: path,
      });
    for (const [index, path] of ["/a/b", "/a/b/c", "/a/b-c", "/a/bc", "/a/b/é"].entries())
      put(`id${index}`, path);
    expect(places.placesUnder("/a/b").map((place) => place.path)).toEqual(["/a/b", "/a/b/c", "/a/b/é"]);
  });

  it("a folder that takes another's place takes its path too", () => {
    const { places, root } = setUp({ "/a": [] });
    const facts = {
      path: "/a/b",
      relativePath: "b",
      thumbnail: null,
      oldestFileAt: 1,
      newestFileAt: 2,
      authors: [],
      fingerprint: "f",
      signature: "s",
    };
    places.putPlace("one", root("/a").id, facts);
    places.putPlace("two", root("/a").id, facts);
    expect(places.place("one")).toBeUndefined();
    expect(places.placeByPath("/a/b")?.id).toBe("two");
  });
});
