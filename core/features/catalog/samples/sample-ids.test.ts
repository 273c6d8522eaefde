import { sep } from "node:path";
import { expect, it } from "vitest";
import { connect } from "#core/db/sqlite.ts";
import { migrate } from "#core/db/migrate.ts";
import { MIGRATIONS } from "#core/db/migrations/index.ts";
import { pocKind } from "#core/features/catalog/catalog-store.ts";
import { SearchIndex } from "#core/features/catalog/search/search-index.ts";
import { Documents } from "#core/sync/documents.ts";
import { PURGE_AFTER } from "#core/sync/purge.ts";
import { sampleIds } from "./sample-ids.ts";

const ROOM = "0197f000-0000-7000-8000-000000000001";
const ORIGIN = { author: "device-one", command: "test" };
const SAMPLES = `${sep}data${sep}samples`;
const ZIG = `${SAMPLES}${sep}zig-ring-buffer`;

function setUp() {
  const db = connect(":memory:");
  migrate(db, MIGRATIONS, () => undefined);
  db.prepare("INSERT INTO room (id, name, key, created_at) VALUES (?, 'Personal', zeroblob(32), 0)").run(
    ROOM,
  );
  let now = 1_000_000;
  const documents = new Documents(db, () => now);
  documents.register(pocKind(db, new SearchIndex(db)));
  return { documents, idOf: sampleIds(SAMPLES, ROOM, documents), pass: (ms: number) => (now += ms) };
}

it("only the folders of samples have an id, each its own, the same every time", () => {
  const { idOf } = setUp();
  expect(idOf(ZIG)).toMatch(/^[0-9a-f-]{36}$/u);
  expect(idOf(ZIG)).toBe(setUp().idOf(ZIG));
  expect(idOf(`${SAMPLES}${sep}axum-rate-limiter`)).not.toBe(idOf(ZIG));
  for (const path of [SAMPLES, `${SAMPLES}${sep}mine`, `${ZIG}${sep}src`, `${sep}home${sep}zig-ring-buffer`])
    expect(idOf(path)).toBeNull();
});

it("an id that was purged stays dead: the sample is a new entry from then on", () => {
  const { documents, idOf, pass } = setUp();
  const first = idOf(ZIG) ?? "";
  documents.create({ id: first, roomId: ROOM, kind: "poc" }, ORIGIN, (doc) => {
    doc.getMap("user").set("name", "Ring");
  });
  documents.remove([first], ORIGIN);
  expect(idOf(ZIG)).toBe(first);
  pass(PURGE_AFTER + 1);
  expect(documents.purge()).toBe(1);
  expect(idOf(ZIG)).not.toBe(first);
  expect(idOf(ZIG)).toBe(idOf(ZIG));
});
