import {
  ErrorData,
  isErrorCode,
  TatamiError,
  type ErrorCode,
  type Reason as AnyReason,
} from "#shared/api/errors.ts";
import { inEnglish, type ReasonId } from "#shared/api/reasons.ts";
import { NAME_LENGTH } from "#shared/features/workspace/records.ts";
import { UsageError } from "./arguments.ts";

/** How a command that has failed ends: the code and the sentence for whoever typed it, and the exit code. */
export interface Failed {
  readonly code: ErrorCode;
  readonly message: string;
  readonly exitCode: 2 | 3;
}

/** What is taken for a field of the contract: its own words tell of a field, and nobody has typed one. */
const TAKES: Readonly<Record<string, string>> = {
  id: "This is no id. One looks like 01890a5d-ac96-774b-bcce-b302099a8057: tatami search prints those of POCs.",
  name: `A name has 1 to ${NAME_LENGTH} characters in one line, and none that cannot be seen.`,
  addresses:
    "--signal takes the address of a signaling server, like ws://192.168.1.7:4747 or wss://example.org.",
};

/** What a field is called where its words say all the rest. */
const CALLED: Readonly<Record<string, string>> = {
  invitation: "The invitation",
  path: "The folder",
  query: "The query",
  "patch.description": "--description",
  "patch.privateNotes": "--private-notes",
};

/** What to type after a failure whose sentence says what to do, and not how it is done here. */
const NEXT: Partial<Record<ReasonId, string>> = {
  "entry.missing": "tatami search prints the ids of those that there are.",
  "invitation.missing": "tatami workspace invitations shows those that there are.",
  "join.nowhere": "--signal <address> names one.",
  "member.missing": "tatami workspace members shows who is.",
  "member.unknown": "tatami workspace members shows who is there.",
  "member.not-removed": "tatami workspace members shows who was.",
  "member.not-allowed": "tatami workspace members shows who has which role.",
  "sync.nothing-shared": "tatami workspace invite and tatami workspace join do so.",
  "sync.paused": "tatami workspace resume does so.",
  "workspace.missing": "tatami workspace list shows those that there are.",
  "workspace.owned": "tatami workspace transfer <member> offers it.",
};

/** What a person is told of anything that a command has thrown, in the words of the command line. */
export function failed(error: unknown): Failed {
  if (error instanceof UsageError) return { code: "VALIDATION_ERROR", message: error.message, exitCode: 2 };
  const code = codeOf(error);
  const reason = reasonOf(error);
  const next = reason === null ? undefined : NEXT[reason.id as ReasonId];
  const said = refusedValue(reason) ?? (error instanceof Error ? error.message : String(error));
  return {
    code,
    message: next === undefined ? said : `${said} ${next}`,
    // What cannot be what it is given as, was typed wrong.
    exitCode: code === "VALIDATION_ERROR" ? 2 : 3,
  };
}

/** What is wrong with a value that a schema of the contract has refused; null for any other failure. */
function refusedValue(reason: AnyReason | null): string | null {
  const field = reason?.params["field"];
  if (reason === null || !reason.id.startsWith("input.") || typeof field !== "string") return null;
  const typed = field.replace(/\.\d+$/u, "");
  if (Object.hasOwn(TAKES, typed)) return TAKES[typed] ?? null;
  return inEnglish({ ...reason, params: { ...reason.params, field: CALLED[typed] ?? field } });
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof TatamiError) return error.code;
  const code = (error as { code?: unknown } | null)?.code;
  return isErrorCode(code) ? code : "SERVER_ERROR";
}

function reasonOf(error: unknown): AnyReason | null {
  if (error instanceof TatamiError) return error.reason;
  return ErrorData.safeParse((error as { data?: unknown } | null)?.data).data?.reason ?? null;
}
