import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { applyMeasured, MERGE_MOST, mergeWork } from "#core/sync/merge-cost.ts";
import { WORK_BURST } from "#shared/sync/limits.ts";
import type { Given } from "#shared/sync/messages.ts";
import { devices, id, type Device } from "./support/sync-devices.ts";

const STRANGER = new Uint8Array(32).fill(99);
const BASE = 1;
const COSTLY = { result: "refused", text: "Merging the change takes too much work." };

function given(at: number, update: Uint8Array): Given {
  return { id: id(at), kind: "poc", schema: 1, mark: { deleted: false, at: 0 }, update };
}

/** Bytes of a Yjs update, written by hand: what no honest Yjs would write. */
class Forged {
  readonly #bytes: number[] = [];

  number(...values: readonly number[]): this {
    for (let value of values) {
      for (; value > 127; value = Math.floor(value / 128)) this.#bytes.push(128 | (value % 128));
      this.#bytes.push(value);
    }
    return this;
  }

  /** One letter of a text, between two others of the text; null for its beginning. */
  letter(left: readonly [number, number] | null, right: readonly [number, number]): this {
    this.#bytes.push(left === null ? 0x44 : 0xc4);
    if (left !== null) this.number(...left);
    return this.number(...right).number(1, 121);
  }

  get update(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
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

const MANY = 40_000;

/** Changes that plain Yjs takes minutes for, after a text of MANY letters. */
const ATTACKS: Record<string, () => Uint8Array> = {
  "letters that all claim to follow nothing": () =>
    letters(
      2,
      numbers(MANY).map((at) => [null, [BASE, at + 1]]),
    ),
  "letters that split the text from its end on, and lie of what they follow": () =>
    letters(
      2,
      numbers(MANY).map((at) => [null, [BASE, MANY - 1 - at]]),
    ),
  "deletions in reverse": () => {
    const forged = new Forged().number(0, 1, BASE, MANY / 2);
    for (const at of numbers(MANY / 2)) forged.number(MANY - 2 * at - 2, 1);
    return forged.update;
  },
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
};

describe("merging", () => {
  it.each(Object.keys(ATTACKS))("S-426 %s are refused, and the text goes on", (name) => {
    const { one } = devices(1);
    expect(take(one, text(MANY))).toEqual({ result: "changed" });
    const steps = stepsOf(() => expect(take(one, (ATTACKS[name] as () => Uint8Array)())).toEqual(COSTLY));
    expect(steps).toBeLessThan(4 * MERGE_MOST);
    const before = one.documents.read(id(1));
    expect(before.getText("notes").toString()).toBe("x".repeat(MANY));
    const vector = Y.encodeStateVector(before);
    before.getText("notes").insert(7, "honest");
    expect(take(one, Y.encodeStateAsUpdate(before, vector))).toEqual({ result: "changed" });
  });

  it("S-426 a key that was written over and over is not searched again and again", () => {
    const { one } = devices(1);
    const doc = new Y.Doc();
    doc.clientID = BASE;
    for (const at of numbers(20_000)) doc.getMap("user").set("name", `name ${at}`);
    expect(take(one, Y.encodeStateAsUpdate(doc))).toEqual({ result: "changed" });
    const forged = new Forged().number(1, 20_000, 2, 0);
    // Each a value of "name", without anything before it.
    for (const _ of numbers(20_000))
      forged.number(0x28, 1, 4, ...Buffer.from("user"), 4, ...Buffer.from("name"), 1, 126);
    expect(take(one, forged.number(0).update)).toEqual(COSTLY);
    expect(one.find("")).toEqual(["name 19999"]);
  });

  it("S-426 what is quick to take in parts, and slow to read whole, is not taken either", () => {
    const { one } = devices(1);
    const [low, middle, high] = [2, 3, 4];
    const [start, end] = [[BASE, 0] as const, [BASE, 1] as const];
    const backwards = (client: number, before: readonly [number, number]): Uint8Array =>
      letters(
        client,
        numbers(1_500).map((at) => [start, at === 0 ? before : [client, at - 1]] as const),
      );
    expect(take(one, text(2))).toEqual({ result: "changed" });
    expect(take(one, backwards(middle, end))).toEqual({ result: "changed" });
    // Comes to stand before all of these, so that what is written before it meets none of them.
    expect(take(one, letters(low, [[start, end]]))).toEqual({ result: "changed" });
    const last = backwards(high, [low, 0]);
    const doc = one.documents.read(id(1));
    expect(stepsOf(() => applyMeasured(doc, last, 10))).toBeLessThan(10);
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

  it("S-427 a device whose changes are too much work is not heard for a while, and the others are", () => {
    const { room, one, other, third } = devices(3);
    one.add(1, "attacked");
    one.add(2, "of another");
    room.join();
    room.settle();
    expect(take(one, text(MANY))).toEqual({ result: "changed" });
    one.sync.changed(id(1));
    room.settle();
    const attack = (ATTACKS["letters that all claim to follow nothing"] as () => Uint8Array)();
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
