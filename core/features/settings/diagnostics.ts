import { readdirSync, statSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { CONTRACT_VERSION } from "#shared/api/contract.ts";
import { inEnglish, reason } from "#shared/api/reasons.ts";
import type { Diagnostics, LogLine } from "#shared/features/settings/settings.api.ts";
import type { Database } from "#core/db/sqlite.ts";
import { gitVersion } from "#core/platform/git.ts";
import type { Documents } from "#core/sync/documents.ts";

export type Shell = "electron" | "web" | "cli" | "test";

/** What this program is and where it runs: told at composition. */
export interface Running {
  readonly version: string;
  readonly shell: Shell;
  readonly dataFolder: string;
  readonly startedAt: number;
}

/** Bytes of the log's end that are read for the page of the log. */
const LOG_TAIL = 512 * 1024;

type Report = z.infer<typeof Diagnostics>;

/** Versions, health, sizes, counts and what was set aside. `thorough` also checks every page of the database. */
export async function diagnose(
  { db, documents }: { readonly db: Database; readonly documents: Documents },
  running: Running,
  thorough: boolean,
): Promise<Report> {
  const git = await gitVersion();
  const moved = reason("database.set-aside", {});
  const setAside = [
    ...problemsOf(documents),
    ...asideFolders(running.dataFolder).map((name) => ({
      id: name,
      kind: "database",
      why: inEnglish(moved),
      reason: moved,
    })),
  ];
  return {
    version: running.version,
    contractVersion: CONTRACT_VERSION,
    node: process.versions.node,
    sqlite: String(db.prepare<[], { v: string }>("SELECT sqlite_version() AS v").get()?.v),
    git,
    platform: `${process.platform} ${process.arch}`,
    shell: running.shell,
    dataFolder: running.dataFolder,
    startedAt: running.startedAt,
    memoryBytes: process.memoryUsage().rss,
    health: [databaseHealth(db, thorough), foreignHealth(db), gitHealth(git), asideHealth(setAside.length)],
    sizes: sizes(db.name, running.dataFolder),
    counts: counts(db),
    setAside,
  };
}

/** A damaged database must not hide what else can be told. */
function problemsOf(documents: Documents): ReturnType<Documents["problems"]> {
  try {
    return documents.problems();
  } catch {
    return [];
  }
}

type Health = Report["health"][number];

function databaseHealth(db: Database, thorough: boolean): Health {
  const name = "database";
  try {
    const answer = String(db.pragma(thorough ? "integrity_check(1)" : "quick_check(1)", { simple: true }));
    return answer === "ok"
      ? { name, state: "good", detail: "Every page that was checked is sound." }
      : { name, state: "bad", detail: answer };
  } catch (error) {
    return { name, state: "bad", detail: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function foreignHealth(db: Database): Health {
  const name = "references";
  try {
    const broken = db.prepare("SELECT count(*) AS n FROM pragma_foreign_key_check").get() as { n: number };
    if (broken.n === 0) return { name, state: "good", detail: "Every row belongs to a document." };
    const why = reason("database.stray-rows", { count: broken.n });
    return { name, state: "bad", detail: inEnglish(why), reason: why };
  } catch (error) {
    return { name, state: "bad", detail: messageOf(error) };
  }
}

function gitHealth(git: string | null): Health {
  const name = "git";
  return git === null
    ? {
        name,
        state: "warning",
        detail: "git was not found: scans work, without history and ignore rules of repositories.",
      }
    : { name, state: "good", detail: git };
}

function asideHealth(count: number): Health {
  const name = "set aside";
  return count === 0
    ? { name, state: "good", detail: "Every document fits its schema." }
    : { name, state: "warning", detail: `${count} could not be read; they are kept and listed below.` };
}

function asideFolders(dataFolder: string): string[] {
  return readdirSync(dataFolder).filter((name) => name.startsWith("damaged-"));
}

/** Of the database of a workspace, and of the logs of all. */
function sizes(file: string, dataFolder: string): Report["sizes"] {
  const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const logs = join(dataFolder, "logs");
  const logBytes = readdirSync(logs).reduce((sum, name) => sum + size(join(logs, name)), 0);
  return [
    { name: "database", bytes: size(file) },
    { name: "write-ahead log", bytes: size(`${file}-wal`) },
    { name: "logs", bytes: logBytes },
  ];
}

function counts(db: Database): Report["counts"] {
  const count = (name: string, sql: string) => {
    try {
      return [{ name, count: (db.prepare(sql).get() as { n: number }).n }];
    } catch {
      // The health of the database says what is wrong; what cannot be counted is left out.
      return [];
    }
  };
  return [
    ...count("documents", "SELECT count(*) AS n FROM document WHERE deleted_at IS NULL"),
    ...count("deleted documents", "SELECT count(*) AS n FROM document WHERE deleted_at IS NOT NULL"),
    ...count("updates in the log", "SELECT count(*) AS n FROM document_update"),
    ...count("changes in the history", "SELECT count(*) AS n FROM document_change"),
    ...count("folders", "SELECT count(*) AS n FROM catalog_root"),
  ];
}

const LEVELS: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

/** The last lines of the newest log file, oldest first. */
export async function readLog(folder: string, lines: number): Promise<z.infer<typeof LogLine>[]> {
  const names = (await readdir(folder)).filter((name) => /\.\d+\.log$/u.test(name));
  const newest = names
    .map((name) => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((left, right) => right.at - left.at)[0];
  if (newest === undefined) return [];
  const file = await open(join(folder, newest.name));
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_TAIL);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer
      .toString("utf8")
      .split("\n")
      .flatMap((line) => parseLine(line))
      .slice(-lines);
  } finally {
    await file.close();
  }
}

function parseLine(line: string): z.infer<typeof LogLine>[] {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const error = entry.err as { message?: unknown } | undefined;
    const detail = typeof error?.message === "string" ? `: ${error.message}` : "";
    return [
      {
        at: Number(entry.time),
        level: LEVELS[Number(entry.level)] ?? String(entry.level),
        message: String(entry.msg ?? "") + detail,
        correlationId: typeof entry.correlationId === "string" ? entry.correlationId : null,
      },
    ];
  } catch {
    // The first line of the tail is cut in its middle.
    return [];
  }
}
