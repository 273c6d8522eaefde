import { fc } from "#test/builders/properties.ts";
import { expect, test } from "vitest";
import { folderTree, scannedFirst } from "./folder-tree.ts";

const shown = (...values: string[]) =>
  folderTree(values.map((value) => ({ value }))).map(
    ({ name, skips, depth }) => `${"  ".repeat(depth)}${skips ? "…/" : ""}${name}`,
  );

test("folders stand below the one that they are in, in the order of their counts", () => {
  expect(shown("work", "labs", "work/a", "labs/x", "work/a/b", "work/c", "work/a/d")).toEqual([
    "work",
    "  a",
    "    b",
    "    d",
    "  c",
    "labs",
    "  x",
  ]);
});

test("where folders above one are not shown, it says so", () => {
  expect(shown("work", "work/a/b/c", "labs/x/y")).toEqual(["work", "  …/c", "…/y"]);
});

test("folders that only begin alike are none of each other's, and case does not part them", () => {
  expect(shown("work", "work-2", "work-2/a", "Work/b")).toEqual(["work", "  b", "work-2", "  a"]);
});

test("of many folders those that were scanned come first", () => {
  const values = ["work", "work/a", "work/b", "labs"].map((value) => ({ value }));
  expect(scannedFirst(values).map(({ value }) => value)).toEqual(["work", "labs", "work/a", "work/b"]);
});

test("every folder has one line, whatever they are called", () => {
  const part = fc.constantFrom("a", "A", "b", "ß", "a b", "");
  const paths = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    { selector: (path) => path.toLowerCase() },
  );
  fc.assert(
    fc.property(paths, (values) => {
      const lines = folderTree(values.map((value) => ({ value })));
      expect(lines.map((line) => line.of.value).toSorted()).toEqual(values.toSorted());
      for (const { of, name } of lines) expect(of.value.endsWith(name)).toBe(true);
    }),
  );
});
