import { ORPCError } from "@orpc/client";
import type { ErrorCode } from "#shared/api/errors.ts";
import { ConnectionLostError } from "./gate.ts";

/** A failure as a person meets it: a code of the closed list (or a lost connection), the core's words, the id in the log. */
export interface Failure {
  readonly code: ErrorCode | "CONNECTION_LOST";
  readonly message: string;
  /** null when the call never reached the core. */
  readonly correlationId: string | null;
}

/** Reads whatever was thrown by a call. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ConnectionLostError) {
    return { code: "CONNECTION_LOST", message: "", correlationId: null };
  }
  if (error instanceof ORPCError) {
    const data = error.data as { correlationId?: unknown } | null | undefined;
    const correlationId = typeof data?.correlationId === "string" ? data.correlationId : null;
    // Only errors of the contract carry a message that was written for people.
    return error.defined
      ? { code: error.code as ErrorCode, message: error.message, correlationId }
      : { code: "SERVER_ERROR", message: "", correlationId };
  }
  return { code: "SERVER_ERROR", message: error instanceof Error ? error.message : "", correlationId: null };
}
