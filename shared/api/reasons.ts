import { fillPlaces, type Places } from "#shared/lib/places.ts";
import { DOCTOR_REASONS } from "./doctor-reasons.ts";
import type { ErrorCode, Reason } from "./errors.ts";

/**
 * Every reason that the core gives in words of its own: its code of the closed list, and its English sentence. What differs
 * from case to case is a `{name}` place. The page has the same sentences in its languages (renderer/platform/
 * reason-messages.ts). Names stay: a page of another version may know them.
 */
export const REASONS = {
  "call.unknown": ["NOT_FOUND", "This Tatami knows no such call."],
  "call.unreadable": ["VALIDATION_ERROR", "This message cannot be read."],
  "call.cancelled": ["CANCELLED", "The call was cancelled."],
  "call.not-signed-in": ["AUTH_FAILED", "This call needs access that was not given."],
  "call.not-allowed": ["FORBIDDEN", "This call is not allowed."],
  "call.too-large": ["TOO_LARGE", "This message is larger than Tatami takes."],
  "call.timeout": ["TIMEOUT", "The call took too long."],
  "call.failed": [
    "SERVER_ERROR",
    "Something went wrong in Tatami itself; nothing that was saved is lost. The log tells more under this id.",
  ],

  "input.not-text": ["VALIDATION_ERROR", "{field}: this must be text."],
  "input.not-a-number": ["VALIDATION_ERROR", "{field}: this must be a number."],
  "input.not-whole": ["VALIDATION_ERROR", "{field}: this must be a whole number."],
  "input.not-yes-or-no": ["VALIDATION_ERROR", "{field}: this must be true or false."],
  "input.not-a-list": ["VALIDATION_ERROR", "{field}: this must be a list."],
  "input.not-an-id": ["VALIDATION_ERROR", "{field}: this is not an id."],
  "input.not-a-choice": ["VALIDATION_ERROR", "{field}: this must be one of {choices}."],
  "input.empty": ["VALIDATION_ERROR", "{field}: this must not be empty."],
  "input.too-short": ["VALIDATION_ERROR", "{field}: at least {minimum} characters."],
  "input.too-long": ["VALIDATION_ERROR", "{field}: at most {maximum} characters."],
  "input.too-few": ["VALIDATION_ERROR", "{field}: at least {minimum} at once."],
  "input.too-many": ["VALIDATION_ERROR", "{field}: at most {maximum} at once."],
  "input.too-low": ["VALIDATION_ERROR", "{field}: {minimum} at least."],
  "input.too-high": ["VALIDATION_ERROR", "{field}: {maximum} at most."],
  "input.wrong-format": ["VALIDATION_ERROR", "{field}: this is not written as it must be."],
  "input.unknown-fields": ["VALIDATION_ERROR", "Unknown fields: {fields}."],
  "input.invalid": ["VALIDATION_ERROR", "{field}: this value does not fit."],

  "path.null-character": ["VALIDATION_ERROR", "A path cannot hold a null character."],
  "path.not-absolute": ["VALIDATION_ERROR", '"{path}" is not an absolute path.'],
  "path.too-long": ["VALIDATION_ERROR", "This path is too long for the system."],
  "folder.missing": ["NOT_FOUND", 'There is no folder "{path}": it was moved, or its name is another.'],
  "folder.is-file": ["VALIDATION_ERROR", '"{path}" is a file: choose the folder that holds it.'],
  "folder.forbidden": ["FORBIDDEN", 'The folder "{path}" may not be read by you.'],
  "folder.unreadable": ["SERVICE_UNAVAILABLE", 'The folder "{path}" cannot be read ({cause}).'],

  "root.missing": ["NOT_FOUND", "This folder is not in the catalogue (any more)."],
  "ignore.open-bracket": [
    "VALIDATION_ERROR",
    'The pattern "{pattern}" matches nothing: its [ has no ]. Write \\[ for the character itself.',
  ],
  "ignore.open-escape": [
    "VALIDATION_ERROR",
    'The pattern "{pattern}" matches nothing: a \\ at the end has no character to stand for. Write / between folders.',
  ],
  "ignore.names-nothing": [
    "VALIDATION_ERROR",
    'The pattern "{pattern}" matches nothing: it has no name in it.',
  ],
  "correction.missing": ["NOT_FOUND", "This correction is not there (any more)."],
  "entry.missing": ["NOT_FOUND", "There is no such entry (any more)."],
  "entry.unreadable": [
    "STORAGE_DAMAGED",
    "This entry cannot be read; it is kept as it is, and Diagnostics says what is wrong with it.",
  ],
  "entry.needs-name": [
    "VALIDATION_ERROR",
    "This entry was added by hand: without its name nothing would be left to show.",
  ],
  "entry.too-many-tags": ["VALIDATION_ERROR", "An entry has at most {most} tags."],
  "entry.change-is-final": ["VALIDATION_ERROR", "This change cannot be taken back field by field."],
  "entry.no-remote": ["UNSUPPORTED", "This entry has no remote address that a browser can open."],
  "entry.folder-missing": [
    "NOT_FOUND",
    "The folder of this entry is not on this machine (any more). Scan again to find where it went.",
  ],

  "picture.not-small": ["VALIDATION_ERROR", "This is no small picture in WebP, PNG or JPEG."],
  "picture.changed": ["CONFLICT", "The picture of this entry is another one by now, or is gone."],

  "program.none-chosen": ["UNSUPPORTED", "No program is chosen: choose one under Settings."],
  "program.no-editor": ["UNSUPPORTED", "No editor was found on this machine: choose one under Settings."],
  "program.no-terminal": ["UNSUPPORTED", "No terminal was found on this machine: choose one under Settings."],
  "program.missing": [
    "UNSUPPORTED",
    '"{program}" did not start: it is not on this machine. Choose another program under Settings.',
  ],
  "program.not-started": [
    "UNSUPPORTED",
    '"{program}" did not start ({cause}). Choose another program under Settings.',
  ],

  "scan.unknown": ["NOT_FOUND", "This scan is not known (any more)."],
  "scan.cancelled": ["CANCELLED", "The scan was cancelled; what it saved so far is kept."],
  "scan.failed": [
    "SERVER_ERROR",
    "The scan failed by a fault of Tatami; what it saved so far is kept. The log tells more.",
  ],
  "scan.part-failed": ["SERVER_ERROR", "The scan stopped: a part of it failed."],
  "scan.part-ended": ["SERVER_ERROR", "The scan stopped: a part of it ended early."],
  "scan.no-end": ["SERVER_ERROR", "The scan did not end as it should."],
  "scan.root-missing": [
    "NOT_FOUND",
    "{path} does not exist. If the drive is not connected, connect it and scan again.",
  ],
  "scan.root-is-file": ["NOT_FOUND", "{path} is a file. Choose the folder that holds it."],
  "scan.root-forbidden": ["FORBIDDEN", "You have no permission to read {path}."],
  "scan.path-too-long": ["TOO_LARGE", "The path is longer than the system can open."],
  "scan.path-vanished": ["NOT_FOUND", "It vanished while it was read."],
  "scan.path-forbidden": ["FORBIDDEN", "You have no permission to read it."],
  "scan.path-unreadable": ["SERVICE_UNAVAILABLE", "It could not be read ({cause})."],
  "scan.path-not-utf8": ["VALIDATION_ERROR", "Its name is not valid UTF-8. Rename it to have it read."],

  "samples.not-written": [
    "SERVICE_UNAVAILABLE",
    "The samples cannot be written ({cause}): check that {folder} is a folder that you may write to.",
  ],
  "samples.in-the-way": ["CONFLICT", '"{path}" stands where the samples belong: move it elsewhere.'],

  "repository.bare": [
    "UNSUPPORTED",
    "A bare repository has no files on disk. Clone it to see what is in it.",
  ],
  "repository.not-trusted": [
    "FORBIDDEN",
    'It belongs to another user, so its history is not read. If you trust it: git config --global --add safe.directory "{path}"',
  ],
  "repository.no-history": ["SERVER_ERROR", "The history could not be read."],
  "repository.without-git": ["SERVER_ERROR", "Its files are read without git."],
  "git.missing": ["UNSUPPORTED", "Git was not found. Install git to read the history of repositories."],
  "git.not-started": ["UNSUPPORTED", "Git could not be started ({cause})."],
  "git.cancelled": ["CANCELLED", "Reading the repository was cancelled."],
  "git.stalled": ["TIMEOUT", "Git stood still and was stopped: a file that it reads may be a pipe."],
  "git.timeout": ["TIMEOUT", "Git took too long and was stopped."],
  "git.too-large": ["TOO_LARGE", "Git answered more than can be read."],
  "git.other-owner": ["FORBIDDEN", "The repository belongs to another user, so git does not read it."],
  "git.no-repository": ["NOT_FOUND", "This is not a git repository."],
  "git.pipe": ["SERVER_ERROR", "A file in its .git folder is a pipe or a device, so git does not read it."],
  "git.failed": ["SERVER_ERROR", "Git says: {said}."],
  "git.ended": ["SERVER_ERROR", "Git ended without a word (code {status})."],

  "workspace.missing": ["NOT_FOUND", "There is no such workspace on this device (any more)."],
  "workspace.first": [
    "FORBIDDEN",
    "The first workspace of a device cannot be left: it is where its settings live.",
  ],
  "workspace.owned": [
    "FORBIDDEN",
    "You own this workspace and others are in it: transfer it to one of them first, or nobody could appoint anybody.",
  ],
  "workspace.exists": ["CONFLICT", 'The workspace "{name}" is on this device already.'],

  "document.exists": ["CONFLICT", "There is a document of that id already."],
  "document.damaged": ["STORAGE_DAMAGED", "The log of this document cannot be read; it is kept as it is."],
  "document.unknown-kind": ["UNSUPPORTED", 'This Tatami does not know documents of the kind "{kind}".'],
  "document.no-name": ["STORAGE_DAMAGED", "It has no name."],
  "document.too-many-tags": ["STORAGE_DAMAGED", "It has more than {most} tags."],
  "database.set-aside": ["STORAGE_DAMAGED", "A damaged database, moved aside whole."],
  "database.stray-rows": ["STORAGE_DAMAGED", "Rows that refer to what does not exist: {count}."],

  "member.not-allowed": ["FORBIDDEN", "Your role in this workspace does not allow this."],
  "member.missing": ["NOT_FOUND", "This device is not in the workspace (any more)."],
  "member.unknown": ["NOT_FOUND", 'Nobody in this workspace is called "{name}".'],
  "member.not-removed": ["NOT_FOUND", 'Nobody was removed from this workspace who is called "{name}".'],
  "member.exists": ["CONFLICT", "This device is in the workspace already."],
  "member.bad-name": [
    "VALIDATION_ERROR",
    "A member's name has 1 to 80 characters in one line, and none that cannot be seen.",
  ],
  "member.bad-device": [
    "VALIDATION_ERROR",
    "This is no device's key, or one that cannot be told from another.",
  ],
  "member.is-owner": [
    "FORBIDDEN",
    "The owner can neither be removed nor get another role: transfer the workspace first.",
  ],
  "member.too-many": [
    "TOO_LARGE",
    "This workspace remembers {maximum} devices already: no other can be added.",
  ],
  "member.not-first": [
    "FORBIDDEN",
    "This device came in as another device of somebody: bring in more on the device that it came by.",
  ],
  "member.too-many-devices": [
    "TOO_LARGE",
    "You have brought in {maximum} devices, removed ones included: ask the owner or an admin to let in more.",
  ],
  "member.offer-void": ["CONFLICT", "This offer does not hold (any more): ask the owner for a new one."],

  "invitation.missing": ["NOT_FOUND", "There is no such invitation (any more)."],
  "invitation.none": ["VALIDATION_ERROR", "Paste the link of an invitation, or type its six words."],
  "invitation.word-count": ["VALIDATION_ERROR", "An invitation has {expected} words; these are {count}."],
  "invitation.unknown-word": [
    "VALIDATION_ERROR",
    '"{word}" is no word of an invitation; these are near it: {near}.',
  ],
  "invitation.strange-word": [
    "VALIDATION_ERROR",
    '"{word}" is no word of an invitation: ask for the words again.',
  ],
  "invitation.cut-link": [
    "VALIDATION_ERROR",
    "This link is not whole: copy it again, from its beginning to its end.",
  ],
  "invitation.newer-link": [
    "VERSION_MISMATCH",
    "This link was made by a newer Tatami: update Tatami, then try again.",
  ],
  "invitation.bad-address": [
    "VALIDATION_ERROR",
    "This link leads to an address that Tatami does not go to: ask for a new one.",
  ],

  "join.wrong": [
    "AUTH_FAILED",
    "This invitation does not fit the one that is open there: check it, or ask for a new one.",
  ],
  "join.expired": ["FORBIDDEN", "This invitation has expired or was taken back: ask for a new one."],
  "join.used": ["FORBIDDEN", "This invitation has been used up: ask for a new one."],
  "join.blocked": [
    "FORBIDDEN",
    "This device was removed from the workspace: only its owner or an admin can let it in again.",
  ],
  "join.full": ["FORBIDDEN", "The workspace has as many members as it may have."],
  "join.refused": ["FORBIDDEN", "You were not let in."],
  "join.other-version": [
    "VERSION_MISMATCH",
    "The other side uses another version of Tatami: use the same on both, then try again.",
  ],
  "join.timeout": ["TIMEOUT", "This took too long: try again, and answer within ten minutes."],
  "sync.nothing-shared": ["NOT_FOUND", "No workspace is shared: invite somebody, or join one."],
  "sync.out": ["FORBIDDEN", "This device is in no shared workspace any more: ask for a new invitation."],
  "sync.paused": ["CONFLICT", "Syncing is paused on this device: resume it first."],
  "sync.nobody": ["SERVICE_UNAVAILABLE", "No member was reached in 30 seconds: what was changed here waits."],

  "join.own": [
    "CONFLICT",
    "This is your own invitation to “{name}”: it lets in other devices, and this one is there already.",
  ],
  "join.owner-only": [
    "FORBIDDEN",
    "This device was an admin here and has left: only the owner lets it in again, or anybody once the owner's device has heard of it.",
  ],
  "join.left-here": [
    "CONFLICT",
    "This device had left this workspace, and not everybody has heard it yet. They are told now: try again in a moment.",
  ],
  "join.nowhere": [
    "VALIDATION_ERROR",
    "This invitation does not say where to look: name the address of a signaling server, or use a link that has one.",
  ],
  "join.nobody": [
    "NOT_FOUND",
    "Nobody who could let you in is there now: ask whoever invited you to open Tatami, and whether the invitation still stands.",
  ],
  "join.nobody-by-words": [
    "NOT_FOUND",
    "Nobody who could let you in by these words is there now: ask whoever invited you to open Tatami, and compare all six words. One may be wrong: Tatami knows each of them, but not which were meant.",
  ],
  "join.unreachable": [
    "SERVICE_UNAVAILABLE",
    "The signaling server was not reached: check its address and that it runs.",
  ],
  "join.not-nearby": [
    "NOT_FOUND",
    "Nobody who could let you in was found on this local network: open Tatami on both devices, in the same network. From elsewhere you need the address of a signaling server, and this link has none.",
  ],
  "join.not-nearby-by-words": [
    "NOT_FOUND",
    "Nobody who could let you in by these words was found on this local network: open Tatami on both devices, in the same network, and compare all six words, as one may be wrong. From elsewhere, words need the address of a signaling server.",
  ],
  "join.over": ["NOT_FOUND", "This attempt to join is over: begin again."],
  "join.lost": ["SERVICE_UNAVAILABLE", "The connection was lost before you were in: try again."],
  "join.broken": [
    "FORBIDDEN",
    "The other side did not keep to what it had offered, so nothing was taken from it: ask whoever invited you.",
  ],
  "join.not-saved": [
    "SERVER_ERROR",
    "The workspace could not be saved here: try again with the same invitation.",
  ],

  ...DOCTOR_REASONS,

  "storage.full": [
    "STORAGE_FULL",
    "The disk is full: the change was not saved, and nothing that was saved is lost. Free some space and try again.",
  ],
  "storage.damaged": [
    "STORAGE_DAMAGED",
    "The database is damaged: nothing was overwritten. Restart Tatami; it sets the damaged file aside and says where.",
  ],
  "storage.unavailable": [
    "SERVICE_UNAVAILABLE",
    "The database cannot be read or written: check that the data folder is there and writable.",
  ],
  "storage.newer": [
    "VERSION_MISMATCH",
    "This data folder was written by a newer Tatami (schema {schema}, this one knows {known}): update Tatami; nothing was changed.",
  ],
  "storage.folder-unusable": [
    "SERVICE_UNAVAILABLE",
    "The data folder {folder} cannot be used ({cause}): check that it is a folder that you may write to.",
  ],

  "core.other-version": [
    "VERSION_MISMATCH",
    "Another version of Tatami ({version}) is running on this data folder: close it, or use the same version.",
  ],
  "core.silent": [
    "SERVICE_UNAVAILABLE",
    "Another process holds this data folder and does not answer: wait until it has ended, or end it.",
  ],
  "core.gone": [
    "SERVICE_UNAVAILABLE",
    "The Tatami that this one had joined has ended: what it called saved is kept. Try again.",
  ],
  "core.none": ["SERVICE_UNAVAILABLE", "There is no core any more: start Tatami again."],

  "web.no-page": ["UNSUPPORTED", "This Tatami serves no page."],
  "web.not-built": ["NOT_FOUND", "The page is not built: run npm start, which builds it."],
  "web.port-taken": [
    "CONFLICT",
    "Port {port} is taken by another program: choose another with --port, or leave it out.",
  ],
  "web.not-a-window": [
    "UNSUPPORTED",
    "A browser tab does not end Tatami: the program that serves it does, with Ctrl+C in its terminal.",
  ],
  "web.no-folder-dialog": [
    "UNSUPPORTED",
    "A browser tab cannot name a folder: choose it in Tatami's own folder browser.",
  ],

  "signaling.port-taken": [
    "CONFLICT",
    "Port {port} is taken by another program: choose another with --port, or end that program.",
  ],
  "signaling.not-served": [
    "SERVICE_UNAVAILABLE",
    "Nothing can be served at {address} ({cause}): choose an address of this machine with --host and a port that you may use with --port.",
  ],
} as const satisfies Readonly<Record<string, readonly [code: ErrorCode, sentence: string]>>;

/** The name of a reason. */
export type ReasonId = keyof typeof REASONS;

type PlacesOf<Id extends ReasonId> = Places<(typeof REASONS)[Id][1]>;

/** What the places of a reason's sentence are filled with: all of them, and nothing else. */
export type ReasonParams<Id extends ReasonId> = [PlacesOf<Id>] extends [never]
  ? Readonly<Record<string, never>>
  : Readonly<Record<PlacesOf<Id>, string | number>>;

/** The English sentence of each reason, by its name. */
export const SENTENCES = Object.fromEntries(
  Object.entries(REASONS).map(([id, [, sentence]]) => [id, sentence]),
) as { readonly [Id in ReasonId]: (typeof REASONS)[Id][1] };

/** True for the name of a reason that this version knows. */
export function isReasonId(id: string): id is ReasonId {
  return Object.hasOwn(REASONS, id);
}

/** A reason of this table. */
export interface KnownReason extends Reason {
  readonly id: ReasonId;
}

/** A reason as it travels. */
export function reason<Id extends ReasonId>(id: Id, params: ReasonParams<Id>): KnownReason {
  return { id, params };
}

const english = new Intl.NumberFormat("en");

/** What a reason says in English; its bare name for one that this version does not know. */
export function inEnglish({ id, params }: Reason): string {
  return isReasonId(id) ? fillPlaces(SENTENCES[id], params, (value) => english.format(value)) : id;
}
