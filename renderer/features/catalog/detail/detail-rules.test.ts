import { describe, expect, test } from "vitest";
import { uuidV7, uuidV8 } from "#shared/lib/ids.ts";
import { cloneCommand, isWebAddress } from "./addresses.ts";
import { arrivalOf, giveBackOf, tagOf, textGivenBack, undoOfRestore } from "./history-entry.ts";
import { joinedNotes } from "./notes-fields.ts";
import { headingLevel, readmeLink } from "./readme-rules.ts";
import { languageShares } from "./shares.ts";
import type { PocDetail } from "../types.ts";

describe("links of a README", () => {
  test.each(["https://example.org/a?b=c#d", "http://example.org/", "mailto:someone@example.org"])(
    "%s leads there",
    (href) => {
      expect(readmeLink(href)).toBe(href);
    },
  );

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "app://tatami/",
    "#/settings",
    "/api/session",
    "//example.org/x",
    "docs/readme.md",
    "",
  ])("%j leads nowhere", (href) => {
    expect(readmeLink(href)).toBeNull();
  });

  test("no link leads nowhere", () => {
    expect(readmeLink(null)).toBeNull();
  });
});

test("headings of a README stand below the page's own and skip no level", () => {
  const levels = (own: number[], above: number) => {
    let last = above;
    return own.map((level) => (last = headingLevel(level, above, last)));
  };
  expect(levels([1, 2, 3], 2)).toEqual([3, 4, 5]);
  expect(levels([3, 6, 1], 2)).toEqual([3, 4, 3]);
  expect(levels([1, 2, 3, 4, 5], 3)).toEqual([4, 5, 6, 6, 6]);
});

describe("the clone command", () => {
  test("leads to the folder of a POC inside a repository", () => {
    expect(cloneCommand("https://example.org/o/pocs", "")).toBe("git clone https://example.org/o/pocs");
    expect(cloneCommand("https://example.org/o/pocs.git", "java/kafka")).toBe(
      "git clone https://example.org/o/pocs.git && cd pocs/java/kafka",
    );
  });

  test("runs nothing that a name smuggles in", () => {
    expect(cloneCommand("https://example.org/o/p", "a b; rm -rf ~ && 'x")).toBe(
      String.raw`git clone https://example.org/o/p && cd 'p/a b; rm -rf ~ && '\''x'`,
    );
    expect(cloneCommand("--upload-pack=touch x", "")).toBe("git clone -- '--upload-pack=touch x'");
    expect(cloneCommand("$(touch x)", "")).toBe("git clone -- '$(touch x)'");
    expect(cloneCommand("https://example.org/o/-p", "a")).toBe(
      "git clone https://example.org/o/-p && cd ./-p/a",
    );
  });
});

test("only the web is opened as a remote", () => {
  expect(isWebAddress("https://example.org/o/p")).toBe(true);
  expect(isWebAddress("git@example.org:o/p")).toBe(false);
  expect(isWebAddress("javascript:alert(1)//https://")).toBe(false);
});

describe("language shares", () => {
  test("are parts of one, the small ones together", () => {
    const shares = languageShares(
      Array.from({ length: 9 }, (_, at) => ({ name: `L${at}`, bytes: 100 - at })),
    );
    expect(shares).toHaveLength(6);
    expect(shares.at(-1)?.name).toBeNull();
    expect(shares.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1);
  });

  test("nothing has no shares, and no bar is empty", () => {
    expect(languageShares([])).toEqual([]);
    expect(
      languageShares([
        { name: "Java", bytes: 5 },
        { name: "Shell", bytes: 0 },
      ]),
    ).toEqual([{ name: "Java", share: 1 }]);
  });
});

describe("taking back a restored change", () => {
  const user = { name: "mine", description: null, tags: ["kafka"], notes: "n" };
  const privateNotes = "p";

  test("gives the field what it has now", () => {
    expect(undoOfRestore({ user, privateNotes }, { field: "name" })).toEqual({ name: "mine" });
    expect(undoOfRestore({ user, privateNotes }, { field: "description" })).toEqual({ description: null });
    expect(undoOfRestore({ user, privateNotes }, { field: "notes" })).toEqual({ notes: "n" });
    expect(undoOfRestore({ user, privateNotes }, { field: "privateNotes" })).toEqual({ privateNotes: "p" });
    expect(undoOfRestore({ user, privateNotes }, { field: "tag:kafka" })).toEqual({ addTags: ["kafka"] });
    expect(undoOfRestore({ user, privateNotes }, { field: "tag:gone" })).toEqual({ removeTags: ["gone"] });
  });

  const scanned = { name: "on-disk", description: "As the README says." };
  const offered = (
    field: string,
    before: string | null,
    poc = { user, privateNotes, scanned } as PocDetail,
  ) => [giveBackOf(poc, { field, before }), textGivenBack(poc, { field, before })];

  test("is offered by the name of what comes back", () => {
    expect(offered("name", "older")).toEqual(["giveBackName", "older"]);
    expect(offered("name", null)).toEqual(["giveBackScannedName", "on-disk"]);
    expect(offered("description", "older")).toEqual(["giveBackDescription", "older"]);
    expect(offered("notes", "older")).toEqual(["giveBackNotes", "older"]);
    expect(offered("notes", null)).toEqual(["giveBackNoNotes", null]);
    expect(offered("privateNotes", "older")).toEqual(["giveBackPrivateNotes", "older"]);
    expect(offered("privateNotes", null)).toEqual(["giveBackNoPrivateNotes", null]);
    expect(offered("tag:kafka", null)).toEqual(["giveBackNoTag", "kafka"]);
    expect(offered("tag:a:b", "a:b")).toEqual(["giveBackTag", "a:b"]);
    const described = { ...user, description: "mine" };
    expect(offered("description", null, { user: described, scanned } as PocDetail)).toEqual([
      "giveBackScannedDescription",
      "As the README says.",
    ]);
    expect(offered("description", null, { user: described, scanned: null } as PocDetail)).toEqual([
      "giveBackNoDescription",
      null,
    ]);
  });

  test("is not offered for what is as it was, would be nothing, or happened to the whole", () => {
    expect(giveBackOf({ user, scanned } as PocDetail, { field: "name", before: "mine" })).toBeNull();
    expect(giveBackOf({ user, scanned } as PocDetail, { field: "description", before: null })).toBeNull();
    expect(giveBackOf({ user, scanned } as PocDetail, { field: "notes", before: "n" })).toBeNull();
    const written = { user, privateNotes, scanned } as PocDetail;
    expect(giveBackOf(written, { field: "privateNotes", before: "p" })).toBeNull();
    expect(giveBackOf({ user, scanned } as PocDetail, { field: "tag:kafka", before: "kafka" })).toBeNull();
    expect(giveBackOf({ user, scanned } as PocDetail, { field: "tag:gone", before: null })).toBeNull();
    expect(giveBackOf({ user, scanned: null } as PocDetail, { field: "name", before: null })).toBeNull();
    for (const field of ["created", "deleted", "restored", "scan"])
      expect(giveBackOf({ user, scanned } as PocDetail, { field, before: null })).toBeNull();
  });

  test("private notes have the notes behind them, with a blank line between", () => {
    expect(joinedNotes("", "shared")).toBe("shared");
    expect(joinedNotes(" \n", "shared")).toBe("shared");
    expect(joinedNotes("mine\n", "shared\n")).toBe("mine\n\nshared\n");
  });

  test("a tag may have a colon", () => {
    expect(tagOf("tag:a:b")).toBe("a:b");
  });
});

describe("how a POC came here", () => {
  const NOW = 1_800_000_000_000;
  const made = (at: number) => uuidV7(at, (length) => new Uint8Array(length));
  const came = { field: "created", command: "sync", at: NOW };
  const later = { field: "name", command: "catalog.update", at: NOW + 1 };

  test("one that was added here came from nobody", () => {
    for (const command of ["catalog.add", "scan"])
      expect(arrivalOf(made(NOW), [later, { ...came, command }])).toBeNull();
    expect(arrivalOf(made(NOW), [later])).toBeNull();
  });

  test("one that came as it was added came from who added it", () => {
    const live = { addedAt: NOW - 2_000, receivedAt: NOW, live: true };
    expect(arrivalOf(made(NOW - 2_000), [later, came])).toEqual(live);
    // By a clock that is a little ahead.
    expect(arrivalOf(made(NOW + 2_000), [came])).toEqual({ ...live, addedAt: NOW });
  });

  test("one that was there before may have been passed on, and keeps the time of its making", () => {
    const addedAt = NOW - 86_400_000;
    expect(arrivalOf(made(addedAt), [came])).toEqual({ addedAt, receivedAt: NOW, live: false });
  });

  test("when it was added is not known by an id without a time, nor by one that has not come yet", () => {
    const unknown = { addedAt: null, receivedAt: NOW, live: false };
    expect(arrivalOf(uuidV8(new Uint8Array(16)), [came])).toEqual(unknown);
    expect(arrivalOf(made(NOW + 86_400_000), [came])).toEqual(unknown);
  });
});
