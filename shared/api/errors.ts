import * as z from "zod";

/** Every failure that a person can meet, by code. Anything else is a bug and crosses as SERVER_ERROR. */
export const ERROR_CODES = [
  "VALIDATION_ERROR",
  "NOT_FOUND",
  "CONFLICT",
  "FORBIDDEN",
  "AUTH_FAILED",
  "RATE_LIMITED",
  "TOO_LARGE",
  "VERSION_MISMATCH",
  "STORAGE_FULL",
  "STORAGE_DAMAGED",
  "TIMEOUT",
  "CANCELLED",
  "SERVICE_UNAVAILABLE",
  "UNSUPPORTED",
  "SERVER_ERROR",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What travels with every error: the id under which the log tells more. */
export const ErrorData = z.object({ correlationId: z.string() });

/** A failure that a person can meet. The message says what happened and what to do; `code` is from the closed list. */
export class TatamiError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TatamiError";
    this.code = code;
  }
}

/** True for a value of the closed list of codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.includes(value as ErrorCode);
}
