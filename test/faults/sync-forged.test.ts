import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { writePatch, type PocPatch } from "#shared/features/catalog/poc-document.ts";
import { stateHash } from "#core/sync/state.ts";
import type { Given } from "#shared/sync/messages.ts";
import { Forged, name } from "./support/forged.ts";
import { devices, id, type Device } from "./support/sync-devices.ts";

const STRANGER = new Uint8Array(32).fill(99);
const NONE = { result: "refused", text: "The change is none." };
/** Who made the document, who wrote in it apart, and who forges. */
const [MAKER, OTHER, FORGER] = [1, 9, 2];

const [LEFT, RIGHT, KEY] = [0x80, 0x40, 0x20];
const [TEXT, TYPE, VALUES] = [4, 7, 8];

function given(update: Uint8Array): Given {
  return { id: id(1), kind: "poc", schema: 1, mark: { deleted: false, at: 0 }, update };
}

function take(device: Device, update: Uint8Array): unknown {
  return device.replica.take(given(update), STRANGER);
}

/** A document whose clocks are known: name 0, description 1, notes from 2 on, and behind them a letter of the other. */
function begin(device: Device): void {
  const doc = new Y.Doc();
  doc.clientID = MAKER;
  writePatch(doc, { name: "attacked", description: "honest", notes: "one 😀 two" });
  expect(take(device, Y.encodeStateAsUpdate(doc))).toEqual({ result: "changed" });
  const apart = new Forged()
    .number(1, 1, OTHER, 0)
    .info(TEXT)
    .number(1, ...name("notes"), ...name("!"));
  expect(take(device, apart.number(0).update)).toEqual({ result: "changed" });
  expect(device.documents.read(id(1)).getText("notes").toString()).toBe("one 😀 two!");
}

/** What is in memory is what the log makes, in its parts and in what they say. */
function isSound({ documents }: Device): void {
  const kept = documents.look(id(1), (doc) => ({
    hash: stateHash(doc),
    text: doc.getText("notes").toString(),
  }));
  const read = documents.read(id(1));
  expect(kept.text).toBe(read.getText("notes").toString());
  for (const hash of [kept.hash, stateHash(read)])
    expect(hash).toEqual(Buffer.from(documents.head(id(1))?.state_hash ?? []));
}

/** Parts that name as neighbours what cannot be: accepted one after another, they were refused or another in a document read whole. */
const FORGED: Record<string, () => Uint8Array> = {
  "neighbours in a value and in a text": () =>
    new Forged()
      .number(1, 1, FORGER, 0)
      .info(LEFT | RIGHT | VALUES)
      .number(MAKER, 1, MAKER, 4, 1, 126)
      .number(0).update,
  "neighbours in a text and in a value": () =>
    new Forged().number(1, 1, FORGER, 0).letter([MAKER, 11], [MAKER, 1]).number(0).update,
  "neighbours of two keys": () =>
    new Forged()
      .number(1, 1, FORGER, 0)
      .info(LEFT | RIGHT | VALUES)
      .number(MAKER, 1, MAKER, 0, 1, 126)
      .number(0).update,
  "neighbours in the wrong order, in one part": () =>
    new Forged().number(1, 1, FORGER, 0).letter([MAKER, 8], [MAKER, 4]).number(0).update,
  "neighbours in the wrong order, in two parts": () =>
    new Forged().number(1, 1, FORGER, 0).letter([MAKER, 11], [MAKER, 2]).number(0).update,
  "neighbours of which one knows nothing of the other, in the wrong order": () =>
    new Forged().number(1, 1, FORGER, 0).letter([OTHER, 0], [MAKER, 2]).number(0).update,
  "the same letter on both sides": () =>
    new Forged().number(1, 1, FORGER, 0).letter([MAKER, 3], [MAKER, 3]).number(0).update,
  "two values of one key, of which the second is deleted": () =>
    new Forged()
      .number(1, 1, FORGER, 0)
      .info(LEFT | VALUES)
      .number(MAKER, 1, 2, 126, 126)
      .number(1, FORGER, 1, 1, 1).update,
  "a text under a key": () =>
    new Forged()
      .number(1, 1, FORGER, 0)
      .info(LEFT | TEXT)
      .number(MAKER, 1, ...name("two"))
      .number(0).update,
  "a map whose key has two values, of which the second is deleted": () =>
    new Forged()
      .number(1, 2, FORGER, 0)
      .info(LEFT | TYPE)
      .number(MAKER, 1, 1)
      .info(KEY | VALUES)
      .number(0, FORGER, 0, ...name("a"), 2, 126, 126)
      .number(1, FORGER, 1, 2, 1).update,
};

describe("a change", () => {
  it.each(Object.keys(FORGED))("S-428 with %s is none, and the document goes on", (what) => {
    const { one } = devices(1);
    begin(one);
    expect(take(one, (FORGED[what] as () => Uint8Array)())).toEqual(NONE);
    one.documents.change(id(1), one.origin, (doc) =>
      writePatch(doc, { description: "mine", notes: "mine 😀" }),
    );
    expect(one.documents.read(id(1)).getMap("user").get("description")).toBe("mine");
    isSound(one);
  });

  it("S-428 that gives what is known another place splits no letter, alone or with something new", () => {
    const { one } = devices(1);
    begin(one);
    const known = new Forged().number(1, 1, FORGER, 0).letter([MAKER, 2], [MAKER, 3]).number(0).update;
    expect(take(one, known)).toEqual({ result: "changed" });
    // The emoji's halves are 6 and 7.
    const again = new Forged().number(1, 1, FORGER, 0).letter([MAKER, 6], [MAKER, 7]).number(0).update;
    expect(take(one, again)).toEqual({ result: "same" });
    isSound(one);
    const more = new Forged()
      .number(1, 2, FORGER, 0)
      .letter([MAKER, 6], [MAKER, 7])
      .letter([OTHER, 0], [FORGER, 0])
      .number(0).update;
    expect(take(one, more)).toEqual(NONE);
    const longer = new Forged()
      .number(1, 1, FORGER, 0)
      .info(LEFT | TEXT)
      .number(MAKER, 6, ...name("yz"))
      .number(0).update;
    expect(take(one, longer)).toEqual({ result: "changed" });
    expect(one.documents.read(id(1)).getText("notes").toString()).toBe("oyzne 😀 two!");
    isSound(one);
  });

  it("S-428 that builds on what is gone for good is taken, and gone with it, and not what is half there", () => {
    const { one } = devices(1);
    begin(one);
    const map = new Forged()
      .number(1, 2, FORGER, 0)
      .info(LEFT | TYPE)
      .number(MAKER, 1, 0)
      .info(VALUES)
      .number(0, FORGER, 0, 1, 126)
      .number(0).update;
    expect(take(one, map)).toEqual({ result: "changed" });
    one.documents.change(id(1), one.origin, (doc) => writePatch(doc, { description: "mine" }));
    const half = new Forged().number(1, 1, FORGER, 2).letter([FORGER, 1], [MAKER, 2]).number(0).update;
    expect(take(one, half)).toEqual(NONE);
    const later = new Forged()
      .number(1, 1, FORGER, 2)
      .info(LEFT | VALUES)
      .number(FORGER, 1, 1, 126)
      .number(0).update;
    expect(take(one, later)).toEqual({ result: "changed" });
    expect(one.documents.read(id(1)).getMap("user").toJSON()).toEqual({
      name: "attacked",
      description: "mine",
    });
    isSound(one);
  });

  it("S-416 that sets 1,500 tags at once, or 900 in place of 900 others, writes a thousand steps of the history at most", () => {
    const { one } = devices(1);
    const rows = () => one.db.prepare<[], number>("SELECT count(*) FROM document_change").pluck().get();
    const tags = (count: number, kind: string) => Array.from({ length: count }, (_, at) => `${kind} ${at}`);
    const doc = new Y.Doc();
    const give = (patch: PocPatch): void => {
      writePatch(doc, patch);
      expect(take(one, Y.encodeStateAsUpdate(doc))).toEqual({ result: "changed" });
    };
    give({ name: "tagged", addTags: tags(900, "old") });
    expect(rows()).toBe(902);
    give({ removeTags: tags(900, "old"), addTags: tags(900, "new") });
    expect(rows()).toBe(1_902);
    give({ addTags: tags(600, "more") });
    expect(rows()).toBeLessThanOrEqual(2_902);
  });
});
