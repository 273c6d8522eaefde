import { expect, test } from "vitest";
import { withMessage, withToast, type Toast } from "./toast-list.ts";

const after = (toasts: readonly Toast[]) =>
  toasts.reduce<ReturnType<typeof withToast>>((shown, one, id) => withToast(shown, { ...one, id }), []);
const messages = (toasts: readonly Toast[]) => after(toasts).map((one) => one.message);

test("a later toast about the same thing takes the place of the earlier one", () => {
  const undo = () => undefined;
  const shown = after([
    { message: "Name changed", key: "poc 1" },
    { message: "Tag a added", key: "poc 1" },
    { message: "Tag b added", key: "poc 1", undo },
  ]);
  expect(shown).toEqual([{ id: 2, message: "Tag b added", key: "poc 1", undo }]);
});

test("it is the newest then: it stands last, and the other things stay", () => {
  expect(
    messages([
      { message: "one", key: "poc 1" },
      { message: "two", key: "poc 2" },
      { message: "copied" },
      { message: "one again", key: "poc 1" },
    ]),
  ).toEqual(["two", "copied", "one again"]);
});

test("toasts without a key stand beside each other, at most three, the oldest goes", () => {
  expect(messages(["a", "a", "b", "c"].map((message) => ({ message })))).toEqual(["a", "b", "c"]);
});

test("how something went on is said in its place, with its Undo, and not where it is gone", () => {
  const undo = () => undefined;
  const shown = after([{ message: "Noted. Scanning…", undo }, { message: "copied" }]);
  expect(withMessage(shown, 0, "Noted. 3 found.")).toEqual([
    { id: 0, message: "Noted. 3 found.", undo },
    { id: 1, message: "copied" },
  ]);
  expect(withMessage(shown, 7, "late")).toEqual(shown);
});
