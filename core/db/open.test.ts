import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "#test/builders/folders.ts";
import { takeLock } from "./lock.ts";
import { migrate, schemaVersion } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { openDatabase } from "./open.ts";
import { connect } from "./sqlite.ts";

const clock = () => Date.UTC(2026, 0, 2, 3, 4, 5);

describe("openDatabase", () => {
  it("begins a new database with write-ahead log, full synchronisation and every migration", () => {
    const { db, setAside } = openDatabase(temporaryFolder(), clock);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    expect(schemaVersion(db)).toBe(MIGRATIONS.at(-1)?.number);
    expect(setAside).toBeNull();
    db.close();
  });

  it("refuses a database of a newer Tatami and leaves it as it is", () => {
    const folder = temporaryFolder();
    const { db, file } = openDatabase(folder, clock);
    db.pragma("user_version = 99990");
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    const before = readFileSync(file);
    expect(() => openDatabase(folder, clock)).toThrow(expect.objectContaining({ code: "VERSION_MISMATCH" }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    [
      "text in place of a database",
      (file: string) => writeFileSync(file, "this is no database, but somebody's text".repeat(200)),
    ],
    ["a file cut in its middle", (file: string) => truncateSync(file, 9000)],
    [
      "pages overwritten",
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096, bytes.length);
        writeFileSync(file, bytes);
      },
    ],
  ])("sets %s aside whole and begins anew", (_what, damage) => {
    const folder = temporaryFolder();
    const { db, file } = openDatabase(folder, clock);
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    damage(file);
    const damaged = readFileSync(file);
    const again = openDatabase(folder, clock);
    expect(again.setAside).toBe(join(folder, "damaged-2026-01-02T03-04-05.000Z"));
    expect(readFileSync(join(again.setAside ?? "", "tatami.db")).equals(damaged)).toBe(true);
    expect(schemaVersion(again.db)).toBeGreaterThan(0);
    again.db.close();
  });
});

describe("migrations", () => {
  it("are numbered by tens, upwards", () => {
    const numbers = MIGRATIONS.map((step) => step.number);
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
    expect(numbers.every((number) => number % 10 === 0)).toBe(true);
  });

  it.each(MIGRATIONS.map((step, index) => [step.name, index] as const))(
    "%s applies on all before it, and only STRICT tables come",
    (_name, index) => {
      const db = connect(":memory:");
      migrate(db, MIGRATIONS.slice(0, index + 1), () => undefined);
      expect(schemaVersion(db)).toBe(MIGRATIONS[index]?.number);
      const loose = db
        .prepare(
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
        )
        .all();
      expect(loose).toEqual([]);
      db.close();
    },
  );

  it("document-marks gives what was deleted before it the time of its deletion as its mark", () => {
    const db = connect(":memory:");
    migrate(db, MIGRATIONS.slice(0, 2), () => undefined);
    db.exec(`
      INSERT INTO room (id, name, key, created_at) VALUES ('r', 'r', zeroblob(32), 1);
      INSERT INTO document (id, room_id, kind, schema, state_hash, created_at, updated_at, deleted_at)
      VALUES ('kept', 'r', 'poc', 1, x'00', 1, 1, NULL), ('gone', 'r', 'poc', 1, x'00', 1, 1, 77);`);
    migrate(db, MIGRATIONS.slice(0, 3), () => undefined);
    expect(db.prepare("SELECT id, marked_at FROM document ORDER BY id").all()).toEqual([
      { id: "gone", marked_at: 77 },
      { id: "kept", marked_at: 0 },
    ]);
    db.close();
  });

  it("put-aside begins with nothing put aside, and with nothing of before that could be", () => {
    const db = connect(":memory:");
    migrate(db, MIGRATIONS.slice(0, 4), () => undefined);
    db.exec(`
      INSERT INTO room (id, name, key, created_at) VALUES ('r', 'r', zeroblob(32), 1);
      INSERT INTO document (id, room_id, kind, schema, state_hash, created_at, updated_at)
      VALUES ('kept', 'r', 'poc', 1, x'00', 1, 1);`);
    migrate(db, MIGRATIONS.slice(0, 5), () => undefined);
    for (const table of ["put_aside", "document_unsettled"])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    expect(db.prepare("SELECT id FROM document").all()).toEqual([{ id: "kept" }]);
    // What is put aside outlives its document, what may have to be does not.
    db.exec("INSERT INTO put_aside (document_id, field, at) VALUES ('gone', 'name', 1)");
    expect(() =>
      db.exec("INSERT INTO document_unsettled (document_id, base_marked_at, since) VALUES ('gone', 0, 0)"),
    ).toThrow("FOREIGN KEY");
    db.close();
  });

  it("private-notes begins with none, leaves what is there alone, and keeps what has no document", () => {
    const db = connect(":memory:");
    migrate(db, MIGRATIONS.slice(0, 5), () => undefined);
    db.exec("INSERT INTO poc_text (num, readme, notes) VALUES (1, '', 'shared')");
    migrate(db, MIGRATIONS.slice(0, 6), () => undefined);
    expect(db.prepare("SELECT notes FROM poc_text").all()).toEqual([{ notes: "shared" }]);
    for (const table of ["private_notes", "private_notes_change"])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    db.exec("INSERT INTO private_notes (id, notes, changed_at) VALUES ('gone', 'mine', 1)");
    expect(() =>
      db.exec("INSERT INTO private_notes (id, notes, changed_at) VALUES ('gone', 'mine', 1)"),
    ).toThrow("UNIQUE");
    const change = "INSERT INTO private_notes_change (poc_id, at, command) VALUES ('gone', 1, 'test')";
    db.exec(`${change}; DELETE FROM private_notes_change; ${change}`);
    // No id is given twice: what somebody wants back is never another change.
    expect(db.prepare("SELECT id FROM private_notes_change").get()).toEqual({ id: 2 });
    db.close();
  });

  it("keeps a copy before the first due step of a database with content, and none for an empty one", () => {
    const db = connect(":memory:");
    const copies: number[] = [];
    migrate(db, MIGRATIONS.slice(0, 1), (version) => copies.push(version));
    expect(copies).toEqual([]);
    migrate(db, MIGRATIONS, (version) => copies.push(version));
    expect(copies).toEqual([MIGRATIONS[0]?.number]);
    expect(migrate(db, MIGRATIONS, (version) => copies.push(version))).toEqual([]);
    db.close();
  });

  it("a step that fails leaves the version and the tables of before", () => {
    const db = connect(":memory:");
    const bad = {
      number: 5,
      name: "bad",
      sql: "CREATE TABLE one (a INTEGER) STRICT; CREATE TABLE one (a INTEGER) STRICT;",
    };
    expect(() => migrate(db, [bad], () => undefined)).toThrow();
    expect(schemaVersion(db)).toBe(0);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()).toEqual({ n: 0 });
    db.close();
  });
});

describe("takeLock", () => {
  it("is held by one, and free again when released", () => {
    const folder = temporaryFolder();
    const first = takeLock(folder);
    expect(first).not.toBeNull();
    expect(takeLock(folder)).toBeNull();
    first?.release();
    const second = takeLock(folder);
    expect(second).not.toBeNull();
    second?.release();
    expect(existsSync(join(folder, "lock.db"))).toBe(true);
    expect(readdirSync(folder)).not.toContain("tatami.db");
  });
});
