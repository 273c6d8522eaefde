import { ORPCError } from "@orpc/client";
import type { ErrorCode, ErrorData } from "#shared/api/errors.ts";
import { ConnectionLostError } from "./gate.ts";
import type { Language } from "./i18n.ts";
import { saidIn } from "./reason-text.ts";

/** A failure as a person meets it: a code of the closed list (or a lost connection), why, and the id in the log. */
export interface Failure {
  readonly code: ErrorCode | "CONNECTION_LOST";
  /** The key of its title and of what to do next: its code, or what says more of it. */
  readonly words: ErrorCode | "CONNECTION_LOST" | "NO_FOLDER" | "NOT_SHARED_SO" | "NOT_JOINED";
  /** Id of the reason that the core gave; null where it gave none. */
  readonly reason: string | null;
  /** In the language asked for, where the words are ours. Empty where there is nothing to add to the code. */
  readonly message: string;
  /** null when the log tells no more than the message: the call never reached the core, or what it asked for was the fault. */
  readonly correlationId: string | null;
}

/** Where the fault lies in Tatami, its files or its machine: the log tells more of these. */
const TRACED: ReadonlySet<string> = new Set<ErrorCode>([
  "FORBIDDEN",
  "VERSION_MISMATCH",
  "STORAGE_FULL",
  "STORAGE_DAMAGED",
  "TIMEOUT",
  "SERVICE_UNAVAILABLE",
  "SERVER_ERROR",
]);

/** Reads whatever was thrown by a call, for a person who reads `language`. */
export function failureOf(error: unknown, language: Language): Failure {
  if (error instanceof ConnectionLostError) return failed("CONNECTION_LOST");
  if (error instanceof ORPCError) {
    const data = error.data as Partial<ErrorData> | null | undefined;
    const correlationId = typeof data?.correlationId === "string" ? data.correlationId : null;
    // Only errors of the contract carry a message that was written for people.
    if (!error.defined) return { ...failed("SERVER_ERROR"), correlationId };
    const code = error.code as ErrorCode;
    const words = wordsOf(code, data?.reason?.id ?? "");
    return {
      code,
      words,
      reason: data?.reason?.id ?? null,
      message: saidIn(language, { words: error.message, reasons: [data?.reason] }),
      correlationId: TRACED.has(words) ? correlationId : null,
    };
  }
  return failed("SERVER_ERROR", error instanceof Error ? error.message : "");
}

/** What a code says of files and programs is not true of folders that are gone, of people and of their invitations. */
function wordsOf(code: ErrorCode, reason: string): Failure["words"] {
  if (reason === "folder.missing") return "NO_FOLDER";
  if (/^(?:join|invitation)\./u.test(reason)) return "NOT_JOINED";
  return /^(?:member|workspace)\./u.test(reason) ? "NOT_SHARED_SO" : code;
}

function failed(code: Failure["code"], message = ""): Failure {
  return { code, words: code, reason: null, message, correlationId: null };
}
