import { ORPCError } from "@orpc/client";
import type { ErrorCode, ErrorData } from "#shared/api/errors.ts";
import { ConnectionLostError } from "./gate.ts";
import type { Language } from "./i18n.ts";
import { saidIn } from "./reason-text.ts";

/** A failure as a person meets it: a code of the closed list (or a lost connection), why, and the id in the log. */
export interface Failure {
  readonly code: ErrorCode | "CONNECTION_LOST";
  /** In the language asked for, where the words are ours. Empty where there is nothing to add to the code. */
  readonly message: string;
  /** null when the call never reached the core. */
  readonly correlationId: string | null;
}

/** Reads whatever was thrown by a call, for a person who reads `language`. */
export function failureOf(error: unknown, language: Language): Failure {
  if (error instanceof ConnectionLostError) {
    return { code: "CONNECTION_LOST", message: "", correlationId: null };
  }
  if (error instanceof ORPCError) {
    const data = error.data as Partial<ErrorData> | null | undefined;
    const correlationId = typeof data?.correlationId === "string" ? data.correlationId : null;
    // Only errors of the contract carry a message that was written for people.
    return error.defined
      ? {
          code: error.code as ErrorCode,
          message: saidIn(language, { words: error.message, reasons: [data?.reason] }),
          correlationId,
        }
      : { code: "SERVER_ERROR", message: "", correlationId };
  }
  return { code: "SERVER_ERROR", message: error instanceof Error ? error.message : "", correlationId: null };
}
