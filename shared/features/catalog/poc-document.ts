import * as Y from "yjs";
import * as z from "zod";
import type { Reason } from "#shared/api/errors.ts";
import { issueReason } from "#shared/api/input-reasons.ts";
import { reason } from "#shared/api/reasons.ts";
import { isTime } from "#shared/lib/time.ts";
import { mainLanguage, type ScanFacts, type UserFacts } from "./catalog.ts";
import { isPictureId, readPicture, type SharedPicture } from "./picture.ts";
import { normaliseTag, TAG_READ_LIMIT, TAGS_MOST } from "./tags.ts";

/**
 * The document of a POC. Root types: `user` (map: name, description), `tags` (map of tag to true), `notes` (text),
 * `scan` (map of plain values, the fields of ScanFacts), `picture` (map: see picture.ts). Unknown keys are kept and never read
 * as an error.
 */

const Text = z.string();
const Count = z.number().int().nonnegative();
/** A commit may name any date, and a member any number: what no calendar can write is not known. */
const Time = z
  .number()
  .int()
  .nullable()
  .transform((ms) => (ms !== null && isTime(ms) ? ms : null));
/** Scans find a few dozen; searches compare each with each. */
const LISTED_MOST = 1_000;
/** Characters of a name, description or address that somebody wrote: five times as many as may be written here. */
const WRITTEN_MOST = 20_000;

const Scan = z.object({
  name: Text,
  description: Text,
  descriptionSource: z.string(),
  languages: z.array(z.object({ name: Text, bytes: Count })).max(LISTED_MOST),
  technologies: z
    .array(
      z.object({
        name: Text,
        version: Text.nullable(),
        kind: z.enum(["framework", "library", "database", "tool", "platform"]).catch("library"),
      }),
    )
    .max(LISTED_MOST),
  derivedTags: z.array(Text).max(LISTED_MOST),
  firstCommitAt: Time,
  lastCommitAt: Time,
  commits: Count,
  commitWeeks: z
    .array(z.tuple([z.number(), Count]))
    .max(LISTED_MOST)
    .transform((weeks) => weeks.filter(([week]) => isTime(week))),
  licence: Text.nullable(),
  linesOfCode: Count,
  files: Count,
  bytes: Count,
  remote: Text.nullable(),
  subfolder: Text,
  readme: Text,
  headCommit: Text.nullable(),
  headAt: Time,
  // Documents of before there was this have none; and nothing that stands there keeps a POC from being read.
  picture: Text.refine(isPictureId).nullable().catch(null),
});

/** The scan's part of a document, as it stands; null for an entry that was added by hand. */
export type StoredScan = z.infer<typeof Scan>;

/** The projection of a POC: one row, and what the search index needs. */
export interface PocProjection {
  readonly name: string;
  readonly description: string;
  readonly user: UserFacts;
  readonly scan: StoredScan | null;
  readonly language: string | null;
  readonly languageVersion: string | null;
  readonly remote: string | null;
  /** The small picture that members see, if it was made from the picture that the scan has found. */
  readonly picture: SharedPicture | null;
}

export type Projected =
  | { readonly ok: true; readonly value: PocProjection }
  | { readonly ok: false; readonly problem: Reason };

/** Reads a POC's document. A document that does not fit is a problem to show, never an exception. */
export function projectPoc(doc: Y.Doc): Projected {
  const rawScan = doc.getMap("scan");
  const scan = rawScan.size === 0 ? null : Scan.safeParse(rawScan.toJSON());
  if (scan !== null && !scan.success) return { ok: false, problem: misfit(scan.error, "scan") };
  if (hasTooManyTags(doc))
    return { ok: false, problem: reason("document.too-many-tags", { most: TAGS_MOST }) };
  const facts = scan === null ? null : scan.data;
  const user = readUser(doc);
  const name = user.name ?? facts?.name;
  if (name === undefined) return { ok: false, problem: reason("document.no-name", {}) };
  const language = facts === null ? null : mainLanguage(facts.languages);
  const platform = facts?.technologies.find((entry) => entry.kind === "platform" && entry.name === language);
  return {
    ok: true,
    value: {
      name,
      description: user.description ?? facts?.description ?? "",
      user,
      scan: facts,
      language,
      languageVersion: platform?.version ?? null,
      remote: facts?.remote ?? written(doc, "remote"),
      picture: readPicture(doc, facts?.picture ?? null),
    },
  };
}

/** What is wrong with a part of the document: the first of it. */
function misfit(error: z.ZodError, part: string): Reason {
  const first = error.issues[0];
  return first === undefined
    ? reason("input.invalid", { field: part })
    : issueReason(first, [part, ...first.path]);
}

/** A value that the user wrote; what is no text, or longer than anybody may write, is none: an edit replaces it. */
function written(doc: Y.Doc, key: "name" | "description" | "remote"): string | null {
  const value = doc.getMap("user").get(key);
  return typeof value === "string" && value.length <= WRITTEN_MOST ? value : null;
}

/** The user's tags, in no order, at most `most` of them. */
function readTags(doc: Y.Doc, most: number): string[] {
  const tags: string[] = [];
  for (const [tag, value] of doc.getMap("tags").entries()) {
    if (tags.length === most) break;
    if (value === true && tag.length <= TAG_READ_LIMIT) tags.push(tag);
  }
  return tags;
}

/** True for a POC that has more tags than it may have. */
export function hasTooManyTags(doc: Y.Doc): boolean {
  return readTags(doc, TAGS_MOST + 1).length > TAGS_MOST;
}

/** What the user wrote; values of a wrong type read as absent, and too many tags as none. */
function readUser(doc: Y.Doc): UserFacts {
  const tags = readTags(doc, TAGS_MOST + 1);
  return {
    name: written(doc, "name"),
    description: written(doc, "description"),
    tags: tags.length > TAGS_MOST ? [] : tags.toSorted(),
    notes: doc.getText("notes").toString(),
  };
}

/** The fields that the history tells of, as text. */
export function historyFields(doc: Y.Doc): Record<string, string | null> {
  const user = readUser(doc);
  const fields: Record<string, string | null> = {
    name: user.name,
    description: user.description,
    notes: user.notes || null,
  };
  for (const tag of user.tags) fields[`tag:${tag}`] = tag;
  return fields;
}

/** The field of the history that a key of a root is, of which one value counts; null for any other. */
export function historyFieldOf(root: string, key: string): string | null {
  return root === "user" && (key === "name" || key === "description") ? key : null;
}

/** Facts that came with a later version: null where a document has none, which is not written for that alone. */
const LATER: ReadonlySet<string> = new Set<keyof ScanFacts>(["picture"]);

/** How far a head may be ahead of the clock of whoever scans. */
const HEAD_AHEAD = 24 * 60 * 60 * 1000;

/**
 * Writes a scan's facts where they differ, and answers the names of the fields that changed. Facts of an older head
 * commit than the document's are not written: of two machines, the one that has pulled wins. `now` in milliseconds: a head
 * that has not come yet would win for years, and is believed only by whose own has not come either, so that the clock is wrong.
 */
export function writeScan(doc: Y.Doc, facts: ScanFacts, now: number): string[] {
  const scan = doc.getMap("scan");
  const headAt = scan.get("headAt");
  const most = now + HEAD_AHEAD;
  const isOlder =
    typeof headAt === "number" &&
    facts.headAt !== null &&
    facts.headAt < headAt &&
    (headAt <= most || facts.headAt > most);
  // What cannot be read is no scan of anybody's, whatever head it names.
  if (isOlder && Scan.safeParse(scan.toJSON()).success) return [];
  const changed: string[] = [];
  const before = scan.size > 0;
  for (const [key, value] of Object.entries(facts)) {
    if (before && value === null && LATER.has(key) && !scan.has(key)) continue;
    if (scan.has(key) && same(scan.get(key), value)) continue;
    scan.set(key, value);
    changed.push(key);
  }
  return changed;
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  try {
    return JSON.stringify(left) === JSON.stringify(right);
  } catch {
    // Whoever wrote it put in what JSON does not have.
    return false;
  }
}

/** A person's edit. `null` for name or description gives the scan's value back. */
export interface PocPatch {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly notes?: string | undefined;
  /** The notes that `notes` were made from: what somebody else has written since stays. Without it they are replaced. */
  readonly notesBase?: string | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** A person's edit with what is kept beside the document; `privateNotesBase` is to them what `notesBase` is to notes. */
export interface PocEdit extends PocPatch {
  readonly privateNotes?: string | undefined;
  readonly privateNotesBase?: string | undefined;
}

/** Applies an edit to the document, touching only what differs. */
export function writePatch(doc: Y.Doc, patch: PocPatch): void {
  const user = doc.getMap("user");
  for (const key of ["name", "description"] as const) {
    const value = patch[key];
    if (value === undefined || value === (user.get(key) ?? null)) continue;
    if (value === null) user.delete(key);
    else user.set(key, value);
  }
  if (patch.notes !== undefined) {
    const text = doc.getText("notes");
    writeText(text, mergeText(patch.notesBase ?? text.toString(), text.toString(), patch.notes));
  }
  const tags = doc.getMap("tags");
  for (const tag of patch.addTags ?? [])
    if (tags.get(normaliseTag(tag)) !== true) tags.set(normaliseTag(tag), true);
  const removed = new Set(patch.removeTags?.map(normaliseTag));
  // Somebody else's Tatami may have written it otherwise.
  if (removed.size > 0) for (const tag of tags.keys()) if (removed.has(normaliseTag(tag))) tags.delete(tag);
}

/** What two edits of one text make together: each keeps what it wrote, as two people's edits of a document do. */
export function mergeText(base: string, one: string, other: string): string {
  if (base === one) return other;
  // An edit that is sent twice, its answer lost on the way, is one.
  if (one === other) return one;
  const [first, second] = [new Y.Doc(), new Y.Doc()];
  first.getText().insert(0, base);
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  writeText(first.getText(), one);
  writeText(second.getText(), other);
  Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
  return first.getText().toString();
}

/** Replaces only the middle that differs, so that two people's edits of the same text interleave and do not double. */
export function writeText(text: Y.Text, next: string): void {
  const before = text.toString();
  // What is no letter has a length, too, and stands in the way of every place: somebody else put it there.
  if (text.length !== before.length) {
    Y.Array.prototype.delete.call(text, 0, text.length);
    text.insert(0, next);
    return;
  }
  if (before === next) return;
  const most = Math.min(before.length, next.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === next.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === next.charCodeAt(next.length - 1 - end)
  )
    end++;
  if (end > 0 && isLowSurrogate(before.charCodeAt(before.length - end))) end--;
  const removed = before.length - start - end;
  if (removed > 0) text.delete(start, removed);
  const inserted = next.slice(start, next.length - end);
  if (inserted !== "") text.insert(start, inserted);
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
