import { eventIterator, oc } from "@orpc/contract";
import * as z from "zod";
import { Reason } from "#shared/api/errors.ts";
import { FACETS, SORTS } from "./catalog.ts";
import { isPictureId, PICTURE_LIMIT } from "./picture.ts";
import { TAG_LIMIT, TAG_READ_LIMIT } from "./tags.ts";

/** Most items of one page of results. */
export const PAGE_LIMIT = 200;

const Id = z.uuid();
const Ms = z.number();
const AbsolutePath = z.string().min(1).max(4096);

const LanguageShare = z.strictObject({ name: z.string(), bytes: z.number() });
const Technology = z.strictObject({
  name: z.string(),
  version: z.string().nullable(),
  kind: z.enum(["framework", "library", "database", "tool", "platform"]),
});

/** A run of characters to mark in a text: [start, end) in UTF-16 units. */
const Mark = z.tuple([z.number(), z.number()]);

/** A row of a list of results. */
export const PocItem = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** Main language, or null. */
  language: z.string().nullable(),
  /** Release of the main language when a manifest names it ("21"), or null. */
  languageVersion: z.string().nullable(),
  frameworks: z.array(z.string()),
  tags: z.array(z.string()),
  createdAt: Ms.nullable(),
  updatedAt: Ms.nullable(),
  commits: z.number(),
  /** Absolute path on this machine; null for an entry whose folder is not here. */
  path: z.string().nullable(),
  /** The folder was there and is gone. */
  missing: z.boolean(),
  /** Null without a picture; changes when there is another. */
  thumbnail: z.string().nullable(),
  marks: z.strictObject({ name: z.array(Mark), description: z.array(Mark) }),
  /** Where neither name nor description shows a hit: a piece of what does, with its marks. */
  snippet: z.strictObject({ text: z.string(), marks: z.array(Mark) }).nullable(),
});

/** Choices by facet: OR inside one, AND between them. */
export const Filters = z.strictObject({
  language: z.array(z.string().max(200)).max(100).optional(),
  framework: z.array(z.string().max(200)).max(100).optional(),
  tag: z.array(z.string().max(200)).max(100).optional(),
  year: z.array(z.string().max(200)).max(100).optional(),
  folder: z.array(z.string().max(4096)).max(100).optional(),
});

export const SearchInput = z.strictObject({
  /** What was typed: words, "exact words", `language:java`, `-tag:old`. */
  query: z.string().max(1000).default(""),
  filters: Filters.default({}),
  sort: z.enum(SORTS).default("relevance"),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(PAGE_LIMIT).default(50),
  /** Facet values of at most this many each; 0 leaves the facets out. */
  facetLimit: z.number().int().min(0).max(1000).default(50),
});

const FacetValue = z.strictObject({
  value: z.string(),
  count: z.number(),
  selected: z.boolean(),
});

export const SearchOutput = z.strictObject({
  total: z.number(),
  /** All entries of the workspace. */
  all: z.number(),
  items: z.array(PocItem),
  facets: z.record(z.enum(FACETS), z.array(FacetValue)),
  /** For an empty result: the filter or word without which most would be found. */
  excludes: z
    .strictObject({
      /** `word` is a piece of the query, `filter` a `key:value` of query or facets. */
      kind: z.enum(["word", "filter"]),
      facet: z.enum(FACETS).nullable(),
      value: z.string(),
      totalWithout: z.number(),
    })
    .nullable(),
  /** Pieces of the query that could not be understood and were searched as words. */
  notes: z.array(z.string()),
  /** Time in the core, milliseconds. */
  ms: z.number(),
});

export const PocDetail = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** What the scan found, shown when the user's own value is cleared. */
  scanned: z.strictObject({ name: z.string(), description: z.string() }).nullable(),
  user: z.strictObject({
    name: z.string().nullable(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    notes: z.string(),
  }),
  /** What was written for this machine alone: no document has it, and no other device ever gets it. */
  privateNotes: z.string(),
  derivedTags: z.array(z.string()),
  language: z.string().nullable(),
  languages: z.array(LanguageShare),
  technologies: z.array(Technology),
  createdAt: Ms.nullable(),
  updatedAt: Ms.nullable(),
  commits: z.number(),
  commitWeeks: z.array(z.tuple([Ms, z.number()])),
  licence: z.string().nullable(),
  linesOfCode: z.number(),
  files: z.number(),
  bytes: z.number(),
  remote: z.string().nullable(),
  subfolder: z.string(),
  readme: z.string(),
  path: z.string().nullable(),
  rootId: Id.nullable(),
  relativePath: z.string().nullable(),
  missing: z.boolean(),
  /** Null without a picture; changes when there is another. */
  thumbnail: z.string().nullable(),
  authors: z.array(z.strictObject({ name: z.string(), email: z.string(), commits: z.number() })),
  deletedAt: Ms.nullable(),
});

export const HistoryEntry = z.strictObject({
  /** Names the change among those of its POC, for `revert`. */
  id: z.string(),
  at: Ms,
  /** Name of the device that made the change. */
  author: z.string(),
  command: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const Patch = z.strictObject({
  /** null gives the scan's value back. */
  name: z.string().trim().min(1).max(200).nullable().optional(),
  description: z.string().trim().max(4000).nullable().optional(),
  notes: z.string().max(200_000).optional(),
  /** The notes that they were made from: what was written elsewhere since then stays. */
  notesBase: z.string().max(200_000).optional(),
  /** Whoever may not write in the workspace may write these: nobody else gets them. */
  privateNotes: z.string().max(200_000).optional(),
  privateNotesBase: z.string().max(200_000).optional(),
  addTags: z.array(z.string().trim().min(1).max(TAG_LIMIT)).max(50).optional(),
  removeTags: z.array(z.string().trim().min(1).max(TAG_READ_LIMIT)).max(50).optional(),
});

export const ScanFailure = z.strictObject({
  path: z.string(),
  why: z.string(),
  /** What `why` says, sentence by sentence; absent from a core of before there were reasons. */
  reasons: z.array(Reason).readonly().optional(),
  code: z.enum([
    "UNREADABLE",
    "INVALID_NAME",
    "DUBIOUS_OWNERSHIP",
    "GIT_FAILED",
    "TOO_LARGE",
    "PATH_TOO_LONG",
    "NOT_FOUND",
  ]),
});

export const ScanProgress = z.strictObject({
  phase: z.enum(["discover", "history", "read", "save"]),
  done: z.number(),
  total: z.number().nullable(),
  current: z.string(),
  failed: z.number(),
});

export const ScanResult = z.strictObject({
  root: z.string(),
  found: z.number(),
  new: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  missing: z.number(),
  failed: z.array(ScanFailure),
  /** Failures beyond the 1,000 that are listed. */
  failedMore: z.number(),
  ms: z.number(),
});

/** A running or ended scan. A page that reloads finds it again. */
export const ScanJob = z.strictObject({
  id: Id,
  root: z.string(),
  startedAt: Ms,
  state: z.enum(["running", "done", "cancelled", "failed"]),
  progress: ScanProgress,
  result: ScanResult.nullable(),
  error: z
    .strictObject({ code: z.string(), message: z.string(), reason: Reason.nullable().optional() })
    .nullable(),
});

export const Correction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("not-a-poc"), path: z.string().max(4096) }),
  z.strictObject({
    kind: z.literal("merge"),
    path: z.string().max(4096),
    members: z.array(z.string().max(4096)).min(2).max(1000),
  }),
  z.strictObject({ kind: z.literal("split"), path: z.string().max(4096) }),
]);

export const Root = z.strictObject({
  id: Id,
  path: z.string(),
  ignore: z.array(z.string()),
  corrections: z.array(z.strictObject({ id: z.number(), correction: Correction })),
  pocs: z.number(),
  missing: z.number(),
  /** The folder of Tatami's own samples. */
  samples: z.boolean(),
  lastScan: z.strictObject({ at: Ms, new: z.number(), changed: z.number(), failed: z.number() }).nullable(),
});

/** What removing the samples did. */
export const SamplesRemoved = z.strictObject({
  /** Entries that left the catalogue. */
  removed: z.number(),
  /** Absolute path of the samples' folder. */
  folder: z.string(),
  /**
   * What stays on disk, below `folder` with `/`: what a person put there or changed, at most 100. A path that ends with
   * `/` stands for all that is in it, "." for the folder itself.
   */
  kept: z.array(z.string()),
  keptMore: z.number(),
});

/** What the core tells everybody who listens: what to ask again. */
export const CatalogEvent = z.discriminatedUnion("type", [
  /** Documents that changed; an empty list means "many". */
  z.strictObject({ type: z.literal("changed"), ids: z.array(Id) }),
  z.strictObject({ type: z.literal("roots") }),
  z.strictObject({ type: z.literal("jobs") }),
]);

const Done = z.strictObject({ saved: z.literal(true) });

/** Names a picture in a POC's folder: see `ScanFacts.picture`. */
const PictureId = z.string().refine(isPictureId);

/** A picture of an entry as a page gets it, its type as its file's name or its first bytes say. */
export const Thumbnail = z.strictObject({ type: z.string(), base64: z.string() });

/** An entry whose picture lies on this machine and has not been made small for the members of the workspace. */
export const PictureToMake = z.strictObject({ id: Id, of: PictureId });

export const OpenTarget = z.enum(["folder", "editor", "terminal", "remote"]);

/** An entry as the command line and reports list it. */
export const PocSummary = z.strictObject({
  id: Id,
  name: z.string(),
  path: z.string().nullable(),
  description: z.string(),
  language: z.string().nullable(),
  languages: z.array(LanguageShare),
  frameworks: z.array(z.string()),
  tags: z.array(z.string()),
  createdAt: Ms.nullable(),
  updatedAt: Ms.nullable(),
  commits: z.number(),
  licence: z.string().nullable(),
  linesOfCode: z.number(),
  remote: z.string().nullable(),
  missing: z.boolean(),
});

/** The catalogue's contract. Names are `catalog.verb`. */
export const catalogContract = {
  search: oc.input(SearchInput).output(SearchOutput),
  /** Entries whose folder is at or below `under`, by path. */
  list: oc
    .input(
      z.strictObject({
        under: AbsolutePath,
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(PAGE_LIMIT).default(PAGE_LIMIT),
      }),
    )
    .output(z.array(PocSummary)),
  get: oc.input(z.strictObject({ id: Id })).output(PocDetail),
  /** Answers when the change is durable. */
  update: oc.input(z.strictObject({ id: Id, patch: Patch })).output(PocDetail),
  /** An entry by hand: an idea, or a POC that is not on this disk. */
  add: oc
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        description: z.string().trim().max(4000).default(""),
        tags: z.array(z.string().trim().min(1).max(TAG_LIMIT)).max(50).default([]),
        remote: z.string().trim().max(2000).default(""),
      }),
    )
    .output(PocDetail),
  /** Marks as deleted; the folder is never touched. */
  remove: oc.input(z.strictObject({ ids: z.array(Id).min(1).max(1000) })).output(Done),
  restore: oc.input(z.strictObject({ ids: z.array(Id).min(1).max(1000) })).output(Done),
  /** The newest 500 changes, newest first. */
  history: oc.input(z.strictObject({ id: Id })).output(z.array(HistoryEntry)),
  /** Gives a field the value it had before a change. */
  revert: oc.input(z.strictObject({ id: Id, changeId: z.string().max(40) })).output(PocDetail),
  /** The picture of an entry, small where it was made so; with `source` the file that it is made of, if it still is that picture. */
  thumbnail: oc.input(z.strictObject({ id: Id, source: PictureId.optional() })).output(Thumbnail.nullable()),
  /** Some in the order in which they were found, from the one after `after` on. */
  picturesToMake: oc
    .input(
      z.strictObject({ after: Id.nullable(), limit: z.number().int().min(1).max(PAGE_LIMIT).default(50) }),
    )
    .output(z.array(PictureToMake)),
  /** Keeps a picture that a page has made small of the picture `of`. */
  keepPicture: oc
    .input(
      z.strictObject({
        id: Id,
        of: PictureId,
        base64: z.base64().max(Math.ceil(PICTURE_LIMIT / 3) * 4),
      }),
    )
    .output(Done),
  open: oc
    .input(z.strictObject({ id: Id, target: OpenTarget }))
    .output(z.strictObject({ opened: z.string() })),

  startScan: oc.input(z.strictObject({ path: AbsolutePath })).output(ScanJob),
  cancelScan: oc.input(z.strictObject({ id: Id })).output(ScanJob),
  jobs: oc.output(z.array(ScanJob)),
  /** The job as it is, then each step, at most ten a second; ends with the job. */
  watchScan: oc.input(z.strictObject({ id: Id })).output(eventIterator(ScanJob)),

  roots: oc.output(z.array(Root)),
  setIgnore: oc
    .input(z.strictObject({ rootId: Id, ignore: z.array(z.string().max(500)).max(500) }))
    .output(Root),
  /** Forgets the folder and its local facts; entries stay, marked as missing. */
  removeRoot: oc.input(z.strictObject({ rootId: Id })).output(Done),
  /** Writes Tatami's own samples into the data folder, where they are not there yet, and scans them. */
  addSamples: oc.output(ScanJob),
  /** Takes the samples out of the catalogue and from the disk; adding them again brings back what was written about them. */
  removeSamples: oc.output(SamplesRemoved),
  /** Records a correction; the next scan obeys it. */
  correct: oc.input(z.strictObject({ rootId: Id, correction: Correction })).output(Root),
  removeCorrection: oc.input(z.strictObject({ rootId: Id, correctionId: z.number().int() })).output(Root),

  /** Sub-folders of a folder, for shells that have no folder dialog; null starts at the home folder. */
  browse: oc
    .input(z.strictObject({ path: AbsolutePath.nullable(), hidden: z.boolean().default(false) }))
    .output(
      z.strictObject({
        path: z.string(),
        parent: z.string().nullable(),
        folders: z.array(z.strictObject({ name: z.string(), path: z.string(), git: z.boolean() })),
        /** Shortcuts: home, common code folders, drives. */
        places: z.array(z.strictObject({ name: z.string(), path: z.string() })),
        /** More folders than are listed. */
        more: z.number(),
      }),
    ),

  recentSearches: oc.output(z.array(z.string())),
  addRecentSearch: oc.input(z.strictObject({ query: z.string().trim().min(1).max(1000) })).output(Done),
  clearRecentSearches: oc.output(Done),

  events: oc.output(eventIterator(CatalogEvent)),
};
