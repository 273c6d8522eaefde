import { expect, it } from "vitest";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { OwnPresence, type Shown } from "./own-presence.ts";

const here = (document: string): Shown => ({ document, writing: false });
const writing = (document: string): Shown => ({ document, writing: true });
const NOTHING: Shown = { document: null, writing: false };

/** Lets what has no timer happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** A page, and a core that answers when it is let. */
function page() {
  const time = new VirtualTime();
  const said: Shown[] = [];
  const answers: { resolve(): void; reject(): void }[] = [];
  const own = new OwnPresence({
    timer: time,
    say: (shown) => {
      said.push(shown);
      return new Promise<void>((resolve, reject) =>
        answers.push({ resolve, reject: () => reject(new Error()) }),
      );
    },
  });
  const pass = async (ms: number) => {
    time.advance(ms);
    for (const { resolve } of answers.splice(0)) resolve();
    await settle();
  };
  return { own, said, answers, pass, time };
}

it("says what is shown once it stays, and nothing of what was passed on the way", async () => {
  const { own, said, pass } = page();
  own.begin();
  for (const id of ["a", "b", "c"]) {
    own.show(id);
    await pass(50);
    own.leave(id);
  }
  own.show("d");
  await pass(100);
  expect(said).toEqual([here("d")]);
  own.leave("d");
  own.show("d");
  await pass(1_000);
  expect(said).toHaveLength(1);
  // What was left before is not what is shown.
  own.leave("c");
  await pass(1_000);
  expect(said).toHaveLength(1);
});

it("is writing for five seconds from the last key, until the field is left or something else is shown", async () => {
  const { own, said, pass } = page();
  own.begin();
  own.show("a");
  await pass(100);
  own.write();
  await pass(4_000);
  own.write();
  await pass(4_000);
  expect(said).toEqual([here("a"), writing("a")]);
  await pass(1_100);
  expect(said.at(-1)).toEqual(here("a"));
  own.write();
  await pass(100);
  own.rest();
  await pass(100);
  expect(said.slice(3)).toEqual([writing("a"), here("a")]);
  own.write();
  own.leave("a");
  own.show("b");
  await pass(100);
  expect(said.at(-1)).toEqual(here("b"));
});

it("is nowhere at once when the page is hidden, and back when it is in sight", async () => {
  const { own, said, pass } = page();
  own.begin();
  own.show("a");
  await pass(100);
  own.hide(true);
  await pass(0);
  own.hide(false);
  await pass(0);
  expect(said).toEqual([here("a"), NOTHING, here("a")]);
});

it("says the newest alone when an answer takes its time, and all anew when the core has forgotten it", async () => {
  const { own, said, answers, pass, time } = page();
  own.show("a");
  await pass(1_000);
  // Nobody listens yet.
  expect(said).toEqual([]);
  own.begin();
  for (const id of ["b", "c", "d"]) {
    own.show(id);
    time.advance(100);
  }
  expect(said).toEqual([here("a")]);
  await pass(0);
  expect(said).toEqual([here("a"), here("d")]);
  // The answer is of a core that knows nothing of it any more.
  own.begin();
  await pass(0);
  expect(said).toEqual([here("a"), here("d"), here("d")]);
  await pass(0);
  own.show("e");
  time.advance(100);
  answers.splice(0)[0]?.reject();
  await settle();
  own.show("f");
  await pass(1_000);
  expect(said.slice(3)).toEqual([here("e")]);
  own.begin();
  await pass(0);
  expect(said.slice(4)).toEqual([here("f")]);
  // What broke off before the core listened again says nothing of it either.
  own.show("g");
  time.advance(100);
  own.begin();
  answers.splice(0)[0]?.reject();
  await settle();
  expect(said.slice(5)).toEqual([here("g"), here("g")]);
});
