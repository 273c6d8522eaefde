import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { mainLanguage, type ScanFacts } from "./catalog.ts";
import { historyFields, mergeText, projectPoc, writePatch, writeScan, writeText } from "./poc-document.ts";

const NOW = 1_000_000;

const FACTS: ScanFacts = {
  name: "kafka-fun",
  description: "Counts clicks",
  descriptionSource: "readme",
  languages: [{ name: "Java", bytes: 100 }],
  technologies: [{ name: "Java", version: "21", kind: "platform" }],
  derivedTags: ["messaging"],
  firstCommitAt: 1_000,
  lastCommitAt: 2_000,
  commits: 2,
  commitWeeks: [[0, 2]],
  licence: "MIT",
  linesOfCode: 10,
  files: 2,
  bytes: 120,
  remote: null,
  subfolder: "",
  readme: "# Kafka fun",
  headCommit: "a".repeat(40),
  headAt: 2_000,
  picture: null,
};

/** What is no text. */
const WRONG = [() => 7, () => new Y.Map([["a", 1]]), () => new Y.Text("theirs"), () => Uint8Array.of(1)];

function projected(doc: Y.Doc) {
  const result = projectPoc(doc);
  if (!result.ok) throw new Error(result.problem.id);
  return result.value;
}

function scanned(facts: Partial<ScanFacts> = {}): Y.Doc {
  const doc = new Y.Doc();
  writeScan(doc, { ...FACTS, ...facts }, NOW);
  return doc;
}

describe("a POC's document", () => {
  it("shows the user's value, else the scan's, and gives the scan's back for null", () => {
    const doc = scanned();
    expect(projected(doc)).toMatchObject({ name: "kafka-fun", language: "Java", languageVersion: "21" });
    writePatch(doc, { name: "Mine", description: "" });
    expect(projected(doc)).toMatchObject({ name: "Mine", description: "" });
    writePatch(doc, { name: null, description: null });
    expect(projected(doc)).toMatchObject({ name: "kafka-fun", description: "Counts clicks" });
  });

  it("a second scan never touches what the user wrote", () => {
    const doc = scanned();
    writePatch(doc, { name: "Mine", notes: "remember", addTags: ["Talk "] });
    writeScan(doc, { ...FACTS, name: "renamed", description: "other", headAt: 3_000 }, NOW);
    expect(projected(doc)).toMatchObject({
      name: "Mine",
      description: "other",
      user: { tags: ["talk"], notes: "remember" },
    });
  });

  it("writes only the facts that differ, and none of an older head", () => {
    const doc = scanned();
    expect(writeScan(doc, { ...FACTS }, NOW)).toEqual([]);
    expect(writeScan(doc, { ...FACTS, commits: 3, headAt: 3_000 }, NOW)).toEqual(["commits", "headAt"]);
    expect(writeScan(doc, { ...FACTS, commits: 1, headAt: 1_500 }, NOW)).toEqual([]);
    expect(projected(doc).scan?.commits).toBe(3);
  });

  it("believes no head that is more than a day ahead, unless one's own is, and the clock wrong", () => {
    const day = 24 * 60 * 60 * 1000;
    for (const headAt of [NOW + day + 1, 9e15]) {
      const doc = scanned({ headAt, description: "forged" });
      expect(writeScan(doc, FACTS, NOW)).toEqual(["description", "headAt"]);
    }
    const doc = scanned({ headAt: NOW + day });
    expect(writeScan(doc, FACTS, NOW)).toEqual([]);
    const ahead = scanned({ headAt: NOW + 3 * day });
    expect(writeScan(ahead, { ...FACTS, headAt: NOW + 2 * day }, NOW)).toEqual([]);
  });

  it("has no time that no calendar can write, whatever a commit or a member says", () => {
    const [first, last] = [-62_135_596_800_000, 253_402_300_799_999];
    const kept = { firstCommitAt: first, lastCommitAt: last, commitWeeks: [[last, 2]] as [number, number][] };
    expect(projected(scanned(kept)).scan).toMatchObject(kept);
    for (const wrong of [first - 1, last + 1, 8.7e15, -8.7e15]) {
      const weeks: [number, number][] = [
        [1_000, 1],
        [wrong, 2],
      ];
      const doc = scanned({ firstCommitAt: wrong, lastCommitAt: wrong, headAt: wrong, commitWeeks: weeks });
      const none = { firstCommitAt: null, lastCommitAt: null, headAt: null, commitWeeks: [[1_000, 1]] };
      expect(projected(doc).scan).toMatchObject(none);
    }
  });

  it("two people who add tags both keep them, and edits of one text interleave", () => {
    const left = scanned();
    const right = new Y.Doc();
    writePatch(left, { notes: "one two three" });
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
    writePatch(left, { addTags: ["a"], notes: "one 1 two three" });
    writePatch(right, { addTags: ["b"], notes: "one two three 3" });
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left));
    Y.applyUpdate(left, Y.encodeStateAsUpdate(right));
    expect(projected(left).user).toEqual(projected(right).user);
    expect(projected(left).user).toMatchObject({ tags: ["a", "b"], notes: "one 1 two three 3" });
  });

  it("keeps fields that it does not know", () => {
    const doc = scanned();
    doc.getMap("scan").set("fromTheFuture", { deep: 1 });
    writeScan(doc, { ...FACTS, commits: 9 }, NOW);
    expect(doc.getMap("scan").get("fromTheFuture")).toEqual({ deep: 1 });
    expect(projectPoc(doc).ok).toBe(true);
  });

  it("a document of before there were pictures is not written only to say that there is none", () => {
    const doc = scanned();
    doc.getMap("scan").delete("picture");
    expect(projected(doc).scan?.picture).toBeNull();
    expect(writeScan(doc, FACTS, NOW)).toEqual([]);
    const picture = "0".repeat(32);
    expect(writeScan(doc, { ...FACTS, picture }, NOW)).toEqual(["picture"]);
    expect(writeScan(doc, { ...FACTS, picture: "1".repeat(32), headAt: 1_000 }, NOW)).toEqual([]);
    expect(projected(doc).scan?.picture).toBe(picture);
    expect(writeScan(doc, FACTS, NOW)).toEqual(["picture"]);
  });

  it("reads what is no text, or longer than anybody may write, as if it was not there, and an edit replaces it", () => {
    for (const wrong of [...WRONG, () => null, () => "x".repeat(20_001)]) {
      const doc = scanned();
      for (const key of ["name", "description", "remote"]) doc.getMap("user").set(key, wrong());
      expect(projected(doc)).toMatchObject({ name: "kafka-fun", description: "Counts clicks", remote: null });
      writePatch(doc, { name: "Mine", description: "mine" });
      expect(projected(doc)).toMatchObject({ name: "Mine", description: "mine" });
      writePatch(doc, { name: null });
      expect(doc.getMap("user").has("name")).toBe(false);
    }
  });

  it("writes a scan that cannot be read anew, whatever head it names", () => {
    for (const key of Object.keys(FACTS).filter((fact) => fact !== "headAt" && fact !== "picture")) {
      const doc = scanned();
      doc.getMap("scan").set("headAt", NOW);
      expect(writeScan(doc, FACTS, NOW)).toEqual([]);
      doc.getMap("scan").set(key, new Y.Map([["deep", new Y.Map()]]));
      expect(projectPoc(doc).ok).toBe(false);
      writeScan(doc, FACTS, NOW);
      expect(projected(doc).scan).toEqual(FACTS);
    }
  });

  it("has at most a thousand tags: more are a problem, and none of the history", () => {
    const doc = scanned();
    writePatch(doc, { addTags: Array.from({ length: 1_000 }, (_, at) => `tag ${at}`) });
    expect(projected(doc).user.tags).toHaveLength(1_000);
    writePatch(doc, { addTags: ["one more"] });
    expect(projectPoc(doc)).toEqual({
      ok: false,
      problem: { id: "document.too-many-tags", params: { most: 1_000 } },
    });
    expect(Object.keys(historyFields(doc))).toEqual(["name", "description", "notes"]);
    writePatch(doc, { removeTags: ["tag 7"] });
    expect(projected(doc).user.tags).toHaveLength(1_000);
  });

  it("gives up a tag however another wrote it, and takes what is too long for none", () => {
    const doc = scanned();
    for (const tag of [" Odd  Tag", "x".repeat(181), "kept"]) doc.getMap("tags").set(tag, true);
    doc.getMap("tags").set("number", 7);
    expect(projected(doc).user.tags).toEqual([" Odd  Tag", "kept"]);
    writePatch(doc, { removeTags: ["odd tag"] });
    expect(projected(doc).user.tags).toEqual(["kept"]);
  });

  it.each([
    [
      "a scan of a wrong type",
      (doc: Y.Doc) => doc.getMap("scan").set("commits", "many"),
      "scan.commits",
      "input.not-a-number",
    ],
    [
      "a time that is no whole number, which no database takes",
      (doc: Y.Doc) => doc.getMap("scan").set("firstCommitAt", 1.5),
      "scan.firstCommitAt",
      "input.not-whole",
    ],
    [
      "a scan of which somebody made a list of thousands",
      (doc: Y.Doc) => doc.getMap("scan").set("derivedTags", Array<string>(1_001).fill("tag")),
      "scan.derivedTags",
      "input.too-many",
    ],
  ])("says what is wrong of %s instead of throwing", (_what, spoil, field, id) => {
    const doc = scanned();
    spoil(doc);
    expect(projectPoc(doc)).toMatchObject({ ok: false, problem: { id, params: { field } } });
  });

  it("an empty document is a problem, not a nameless entry", () => {
    expect(projectPoc(new Y.Doc())).toEqual({
      ok: false,
      problem: { id: "document.no-name", params: {} },
    });
  });
});

describe("writeText", () => {
  it("replaces what holds more than letters", () => {
    for (const at of [0, 3, 6])
      for (const wrong of WRONG) {
        const doc = new Y.Doc();
        const text = doc.getText("t");
        text.insert(0, "before");
        Y.Array.prototype.insert.call(text, at, [wrong()]);
        writeText(text, "before and after");
        expect(text.toDelta()).toEqual([{ insert: "before and after" }]);
        expect(text.length).toBe(16);
      }
  });

  it("makes any text of any other, and never cuts a surrogate pair", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "é", "😀", "😁", "\n"), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const doc = new Y.Doc();
        const shared = doc.getText("t");
        writeText(shared, before);
        writeText(shared, after);
        expect(shared.toString()).toBe(after);
        const copy = new Y.Doc();
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
        expect(copy.getText("t").toString()).toBe(after);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

it.each([
  [
    "the largest",
    [
      ["Java", 60],
      ["Kotlin", 40],
    ],
    "Java",
  ],
  [
    "the program's and not its page's",
    [
      ["HTML", 60],
      ["Java", 40],
    ],
    "Java",
  ],
  [
    "the page's where there is hardly a program",
    [
      ["HTML", 95],
      ["JavaScript", 5],
    ],
    "HTML",
  ],
  ["a script's where there is nothing else", [["Shell", 10]], "Shell"],
  ["none of none", [], null],
] as const)("mainLanguage is %s", (_what, shares, expected) => {
  expect(mainLanguage(shares.map(([name, bytes]) => ({ name, bytes })))).toBe(expected);
});

it.each([
  ["both at the end", "note", "note +A", "note +B", ["+A", "+B"]],
  ["at both ends", "note", "A note", "note B", ["A ", " B"]],
  [
    "one takes out, the other puts in",
    "one two three",
    "one three",
    "one two three four",
    ["one ", "three", " four"],
  ],
  ["one replaces all", "old", "new", "old and more", ["new", " and more"]],
  ["from nothing", "", "mine", "yours", ["mine", "yours"]],
  ["outside of the first plane", "a😀b", "a😀b!", "a🚀b", ["🚀", "!"]],
])("two edits of the notes keep what each wrote: %s", (_what, base, one, other, kept) => {
  const merged = mergeText(base, one, other);
  for (const piece of kept) expect(merged).toContain(piece);
  const doc = new Y.Doc();
  writePatch(doc, { notes: one });
  writePatch(doc, { notes: other, notesBase: base });
  for (const piece of kept) expect(doc.getText("notes").toString()).toContain(piece);
  // Who began from what stands there replaces it, as before.
  writePatch(doc, { notes: "last", notesBase: doc.getText("notes").toString() });
  expect(doc.getText("notes").toString()).toBe("last");
});

it("an edit of the notes that arrives twice is written once", () => {
  const doc = new Y.Doc();
  for (let time = 0; time < 2; time++) writePatch(doc, { notes: "mine", notesBase: "" });
  expect(doc.getText("notes").toString()).toBe("mine");
});
