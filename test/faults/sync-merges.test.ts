import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { applyMeasured, MERGE_MOST, mergeWork } from "#core/sync/merge-cost.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { WORK_BURST } from "#shared/sync/limits.ts";
import type { Given } from "#shared/sync/messages.ts";
import { Forged, name } from "./support/forged.ts";
import { devices, id, type Device } from "./support/sync-devices.ts";

const STRANGER = new Uint8Array(32).fill(99);
const BASE = 1;
const COSTLY = { result: "refused", text: "Merging the change takes too much work." };
const NONE = { result: "refused", text: "The change is none." };

function given(at: number, update: Uint8Array): Given {
  return { id: id(at), kind: "poc", schema: 1, mark: { deleted: false, at: 0 }, update };
}

const numbers = (count: number): number[] => [...Array(count).keys()];

/** Letters of one client, each with its neighbours. */
function letters(
  client: number,
  places: readonly (readonly [left: readonly [number, number] | null, right: readonly [number, number]])[],
): Uint8Array {
  const forged = new Forged().number(1, places.length, client, 0);
  for (const [left, right] of places) forged.letter(left, right);
  return forged.number(0).update;
}

function text(length: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = BASE;
  doc.getText("notes").insert(0, "x".repeat(length));
  return Y.encodeStateAsUpdate(doc);
}

function take(device: Device, update: Uint8Array): unknown {
  return device.replica.take(given(1, update), STRANGER);
}

/** What taking it cost, in steps. */
function stepsOf(work: () => void): number {
  const before = mergeWork();
  work();
  return mergeWork() - before;
}

const MANY = 80_000;
const LEFT = 0x80;
const RIGHT = 0x40;
const KEY = 0x20;

/** An update of one client with these parts, from a clock on. */
function parts(
  client: number,
  clock: number,
  count: number,
  part: (forged: Forged, at: number) => void,
): Uint8Array {
  const forged = new Forged().number(1, count, client, clock);
  for (const at of numbers(count)) part(forged, at);
  return forged.number(0).update;
}

/** Letters that somebody puts before the last that he has put, from between two others on. */
function backwards(
  client: number,
  count: number,
  start: readonly [number, number],
  end: readonly [number, number],
) {
  return letters(
    client,
    numbers(count).map((at) => [start, at === 0 ? end : [client, at - 1]] as const),
  );
}

/** Changes that plain Yjs takes seconds to minutes for, after a text of MANY letters of which nobody lies. */
const ATTACKS: Record<string, () => Uint8Array> = {
  "deletions of parts that are gone, again and again": () => {
    const forged = new Forged().number(1, MANY, 2, 0);
    for (const at of numbers(MANY)) forged.letter(null, at === 0 ? [BASE, 0] : [2, at - 1]);
    forged.number(1, 2, MANY);
    for (const _ of numbers(MANY)) forged.number(0, MANY);
    return forged.update;
  },
  "deletions in reverse": () => {
    const forged = new Forged().number(0, 1, BASE, MANY / 2);
    for (const at of numbers(MANY / 2)) forged.number(MANY - 2 * at - 2, 1);
    return forged.update;
  },
  "deletions of nothing": () => {
    const forged = new Forged().number(0, 1, BASE, MANY);
    for (const at of numbers(MANY)) forged.number(at, 0);
    return forged.update;
  },
  "letters that all claim to follow nothing": () =>
    letters(
      2,
      numbers(MANY).map((at) => [null, [BASE, at]]),
    ),
  "letters that split the text from its end on, and lie of what they follow": () =>
    letters(
      2,
      numbers(MANY).map((at) => [null, [BASE, MANY - 1 - at]]),
    ),
  "many clients with a gap in each": () => {
    const forged = new Forged().number(MANY);
    for (const at of numbers(MANY))
      forged
        .number(3, at + 10, 0)
        .letter(null, [BASE, 0])
        .number(10, 5)
        .letter(null, [BASE, 0]);
    return forged.number(0).update;
  },
  "clients that are named twice": () => {
    const forged = new Forged().number(2 * MANY);
    for (const at of numbers(MANY))
      for (const clock of [0, 5]) forged.number(1, at + 10, clock).letter(null, [BASE, 0]);
    return forged.number(0).update;
  },
  "clients that bring nothing": () => {
    const forged = new Forged().number(MANY);
    for (const at of numbers(MANY)) forged.number(0, at + 10, 0);
    return forged.number(0).update;
  },
  formats: () =>
    parts(2, 0, 4_000, (forged, at) =>
      forged.info(LEFT | 6).number(BASE, 1, ...name(`k${at}`), ...name("1")),
    ),
  "things in a text": () =>
    parts(2, 0, 1, (forged) => forged.info(LEFT | 5).number(BASE, 1, ...name("[[]]"))),
  "documents in a document": () =>
    parts(2, 0, 4_000, (forged) => forged.info(LEFT | 9).number(BASE, 1, ...name("x"), 118, 0)),
  "elements of XML": () => parts(2, 0, 1, (forged) => forged.info(LEFT | 7).number(BASE, 1, 3, ...name("p"))),
  "maps in maps, forty deep": () =>
    parts(2, 0, 40, (forged, at) =>
      at === 0
        ? forged.info(KEY | 7).number(1, ...name("user"), ...name("x"), 1)
        : forged.info(KEY | 7).number(0, 2, at - 1, ...name("x"), 1),
    ),
  "values in values, forty deep": () =>
    parts(2, 0, 1, (forged) => {
      forged.info(KEY | 8).number(1, ...name("user"), ...name("x"), 1);
      for (const _ of numbers(40)) forged.number(117, 1);
      forged.number(126);
    }),
  "a million values": () =>
    parts(2, 0, 1, (forged) => {
      forged.info(KEY | 8).number(1, ...name("scan"), ...name("languages"), 1, 117, 1_000_000);
      for (const _ of numbers(1_000_000)) forged.number(126);
    }),
};

/** Such that are not lies: nobody can tell them from what somebody did. */
const COSTLY_ATTACKS: Record<string, () => Uint8Array> = {
  "parts that split the text from its end on": () =>
    parts(2, 0, MANY - 1, (forged, at) => forged.letter([BASE, MANY - 2 - at], [BASE, MANY - 1 - at])),
  "many clients of which each waits for what does not come": () => {
    const forged = new Forged().number(MANY);
    for (const at of numbers(MANY)) forged.number(1, at + 10, 1).letter(null, [BASE, 0]);
    return forged.number(0).update;
  },
  "many clients of which each waits for another": () => {
    const forged = new Forged().number(MANY);
    for (const at of numbers(MANY)) forged.number(1, at + 10, 0).letter(null, [at + 9, 0]);
    return forged.number(0).update;
  },
  "a key that is written from its first value on": () =>
    parts(2, 0, MANY, (forged, at) =>
      at === 0
        ? forged.info(KEY | 8).number(1, ...name("user"), ...name("other"), 1, 126)
        : forged.info(RIGHT | KEY | 8).number(2, at - 1, 1, 126),
    ),
  "lists that become one, value by value": () =>
    parts(2, 0, MANY, (forged, at) =>
      at === 0
        ? forged.info(8).number(1, ...name("list"), 1, 126)
        : forged.info(LEFT | 8).number(2, at - 1, 1, 126),
    ),
  "letters of two who both go backwards at one place": () => {
    const [start, end] = [[BASE, 0] as const, [BASE, 1] as const];
    // What the last ones stand before makes Yjs begin with them.
    const both = [
      backwards(6, 1_500, start, end),
      letters(5, [[start, end]]),
      backwards(7, 1_500, start, [5, 0]),
    ];
    return Y.mergeUpdates(both);
  },
  "a hundred roots": () => {
    const forged = new Forged().number(1, 100, 2, 0);
    for (const at of numbers(100)) forged.number(4, 1, ...name(`root ${at}`), ...name("y"));
    return forged.number(0).update;
  },
};

/** Takes an attack, which is refused so; and an honest change, which is not. */
function attacked(update: Uint8Array, answer: unknown): void {
  const { one } = devices(1);
  expect(take(one, text(MANY))).toEqual({ result: "changed" });
  const steps = stepsOf(() => expect(take(one, update)).toEqual(answer));
  expect(steps).toBeLessThan(3 * MERGE_MOST);
  const before = one.documents.read(id(1));
  expect(before.getText("notes").toString()).toBe("x".repeat(MANY));
  const vector = Y.encodeStateVector(before);
  before.getText("notes").insert(7, "honest");
  expect(take(one, Y.encodeStateAsUpdate(before, vector))).toEqual({ result: "changed" });
}

describe("merging", () => {
  it.each(Object.keys(ATTACKS))("S-428 %s are none, and the text goes on", (attack) => {
    attacked((ATTACKS[attack] as () => Uint8Array)(), NONE);
  });

  it.each(Object.keys(COSTLY_ATTACKS))("S-426 %s are too much work, and the text goes on", (attack) => {
    attacked((COSTLY_ATTACKS[attack] as () => Uint8Array)(), COSTLY);
  });

  it("S-426 what is quick to take in parts, and slow to read whole, is not taken either", () => {
    const { one } = devices(1);
    const [low, middle, high] = [2, 3, 4];
    const [start, end] = [[BASE, 0] as const, [BASE, 1] as const];
    expect(take(one, text(2))).toEqual({ result: "changed" });
    expect(take(one, backwards(middle, 1_500, start, end))).toEqual({ result: "changed" });
    // Comes to stand before all of these, so that what is written before it meets none of them.
    expect(take(one, letters(low, [[start, end]]))).toEqual({ result: "changed" });
    const last = backwards(high, 1_500, start, [low, 0]);
    const doc = one.documents.read(id(1));
    expect(stepsOf(() => applyMeasured(doc, last, 10))).toBeLessThan(MERGE_MOST / 100);
    // Whoever reads it whole begins with the last, and goes past all of it for each of the first.
    expect(take(one, last)).toEqual(COSTLY);
    expect(stepsOf(() => void one.documents.read(id(1)))).toBeLessThan(MERGE_MOST / 10);
  });

  it("S-426 what people write apart for long, at many places and at one, is merged", () => {
    const { one } = devices(1);
    const both = ["left", "right"].map((_, at) => {
      const doc = new Y.Doc();
      doc.clientID = 10 + at;
      Y.applyUpdate(doc, text(20_000));
      for (const key of numbers(3_000)) doc.getText("notes").insert((key * 7919) % 20_000, "a");
      // A list that each begins with its newest line.
      for (const line of numbers(100)) doc.getText("notes").insert(0, `line ${line}\n`);
      for (const key of numbers(500)) doc.getMap("user").set("name", `name ${key}`);
      for (const word of numbers(2_000)) doc.getText("notes").delete(700 + word, 1);
      return doc;
    });
    const merged = new Y.Doc();
    for (const doc of both) {
      expect(take(one, Y.encodeStateAsUpdate(doc))).toEqual({ result: "changed" });
      Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
    }
    expect(one.documents.read(id(1)).getText("notes").toString()).toBe(merged.getText("notes").toString());
  });

  it("S-426 who wrote apart on top of one text for most of a year is refused, told, and loses nothing", () => {
    const { one } = devices(1);
    const both = numbers(2).map(() => new Y.Doc());
    let session = 0;
    /** A day on which each writes five lines on top, in a program that was started anew; answers what the second gives. */
    const day = (): Uint8Array => {
      const given = both.map((doc, at) => {
        const before = Y.encodeStateVector(doc);
        doc.clientID = 1_000 + ((++session * 48_271) % 2_147_483_647);
        for (const line of numbers(5)) doc.getText("notes").insert(0, `${at} ${session} ${line}\n`);
        return Y.encodeStateAsUpdate(doc, before);
      });
      for (const [at, doc] of both.entries()) Y.applyUpdate(doc, given[1 - at] as Uint8Array);
      return Y.mergeUpdates(given);
    };
    for (const _ of numbers(140)) day();
    expect(take(one, Y.encodeStateAsUpdate(both[0] as Y.Doc))).toEqual({ result: "changed" });
    const text = (): string => one.documents.read(id(1)).getText("notes").toString();
    let shown = text();
    let taken: unknown;
    let days = 140;
    for (; days < 250; days++) {
      taken = take(one, day());
      if ((taken as { result: string }).result === "refused") break;
      shown = text();
    }
    expect(taken).toEqual(COSTLY);
    expect(days).toBeGreaterThan(150);
    expect(text()).toBe(shown);
    // What was written is where it was written, and goes on to be: on either side, here too.
    one.documents.change(id(1), one.origin, (doc) => doc.getText("notes").insert(0, "mine\n"));
    expect(text()).toBe(`mine\n${shown}`);
    expect(both[1]?.getText("notes").toString()).toContain(`1 ${session} 4\n`);
    // Another document takes all of it, and what is refused of one holds up none.
    one.documents.create({ id: id(2), roomId: one.roomId, kind: "poc" }, one.origin, (doc) =>
      writePatch(doc, { name: "goes on", notes: both[1]?.getText("notes").toString() }),
    );
    expect(one.find("")).toEqual(["goes on"]);
    expect(one.documents.rebuild()).toMatchObject({ documents: 2, differed: 0 });
  });

  it("S-428 nothing that Yjs writes for somebody is taken for forged, undone and redone, in whatever order it comes", () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 12; round++) {
      const people = numbers(4).map((at) => {
        const doc = new Y.Doc();
        doc.clientID = 100 + ((at * 7 + round) % 4);
        const undo = new Y.UndoManager([doc.getText("notes"), doc.getMap("user"), doc.getArray("list")], {
          captureTimeout: 0,
        });
        return { doc, undo };
      });
      const sent: Uint8Array[] = [];
      for (const { doc } of people)
        doc.on("update", (update, origin) => void (origin === "received" || sent.push(update)));
      for (let act = 0; act < 400; act++) {
        const { doc, undo } = people[random(4)] as (typeof people)[number];
        const notes = doc.getText("notes");
        const list = doc.getArray<number>("list");
        const deeds = [
          () => notes.insert(random(notes.length + 1), "ab".repeat(1 + random(3))),
          () => notes.insert(0, "first"),
          () => notes.length > 4 && notes.delete(random(notes.length - 3), 1 + random(3)),
          () => void doc.getMap("user").set(`field ${random(3)}`, act),
          () => void doc.getMap("user").delete(`field ${random(3)}`),
          () => void doc.getMap("user").set("map", new Y.Map([["inner", act]])),
          () => list.insert(random(list.length + 1), [act, act]),
          () => list.length > 2 && list.delete(random(list.length - 1), 2),
          () => void undo.undo(),
          () => void undo.redo(),
          () => {
            const other = people[random(4)] as (typeof people)[number];
            Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.doc), "received");
          },
        ];
        deeds[random(deeds.length)]?.();
      }
      const taken = new Y.Doc();
      // What builds on others waits until they are there, as it does for a peer that asks anew.
      let left = sent.map((update) => ({ update, at: random(1_000) })).sort((a, b) => a.at - b.at);
      while (left.length > 0) {
        const waiting = left.filter(({ update }) => {
          const trial = new Y.Doc();
          Y.applyUpdate(trial, Y.encodeStateAsUpdate(taken));
          Y.applyUpdate(trial, update);
          if (trial.store.pendingStructs !== null || trial.store.pendingDs !== null) return true;
          applyMeasured(taken, update, MERGE_MOST);
          return false;
        });
        expect(waiting.length).toBeLessThan(left.length);
        left = waiting;
      }
      const whole = new Y.Doc();
      for (const { doc } of people) applyMeasured(whole, Y.encodeStateAsUpdate(doc), MERGE_MOST);
      expect(taken.toJSON()).toEqual(whole.toJSON());
    }
  });

  it("S-427 three changes of a hundred thousand tags are as much as a device may have merged at once", () => {
    const { one } = devices(1);
    const many = parts(2, 0, 100_000, (forged, at) =>
      forged.info(KEY | 8).number(1, ...name("tags"), ...name(`tag ${at}`), 1, 120),
    );
    const steps = stepsOf(() => expect(take(one, many)).toEqual({ result: "changed" }));
    expect(steps).toBeGreaterThan(WORK_BURST / 3);
    expect(one.documents.problems()).toMatchObject([{ id: id(1), reason: { id: "document.too-many-tags" } }]);
  });

  it("S-427 a device whose changes are too much work is not heard for a while, and the others are", () => {
    const { room, one, other, third } = devices(3);
    one.add(1, "attacked");
    one.add(2, "of another");
    room.join();
    room.settle();
    expect(take(one, text(MANY))).toEqual({ result: "changed" });
    one.sync.changed(id(1));
    room.settle();
    const attack = (
      COSTLY_ATTACKS["letters of two who both go backwards at one place"] as () => Uint8Array
    )();
    const sendMany = (): void => {
      for (const _ of numbers(10)) other.sync.publish(given(1, attack));
      room.time.advance(100);
    };
    // Each of the two that hear it does at most so much.
    expect(stepsOf(() => numbers(3).forEach(sendMany))).toBeLessThan(2 * (WORK_BURST + 2 * MERGE_MOST));
    other.rename(2, "not heard yet");
    third.rename(1, "heard");
    room.time.advance(10);
    expect(one.find("")).toEqual(["heard", "of another"]);
    room.time.advance(60_000);
    room.settle();
    expect(one.find("")).toEqual(["heard", "not heard yet"]);
  });
});
