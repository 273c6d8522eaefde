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

/** The HTTP status of them all: no transport of ours reads it. */
export const ERROR_STATUS = 400;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Why something failed, by the name of a sentence and what fills its places (see reasons.ts): a page says it in its own
 * language. The name is any text here, because the core of another version may have sentences that a page does not know.
 */
export const Reason = z.object({
  id: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Reason = z.infer<typeof Reason>;

/** What travels with every error: the id under which the log tells more, and the reason where the words are ours. */
export const ErrorData = z.object({
  correlationId: z.string(),
  /** Absent from a core of before there were reasons. */
  reason: Reason.nullable().optional(),
});
export type ErrorData = z.infer<typeof ErrorData>;

/** What an error is made with beside its words. */
export interface TatamiErrorOptions extends ErrorOptions {
  readonly reason?: Reason | null | undefined;
}

/**
 * A failure that a person can meet. The message says what happened and what to do; `code` is from the closed list. Made by
 * `failure()` (failures.ts), except where the words come from elsewhere: those have no reason.
 */
export class TatamiError extends Error {
  readonly code: ErrorCode;
  readonly reason: Reason | null;
  constructor(code: ErrorCode, message: string, { reason = null, ...options }: TatamiErrorOptions = {}) {
    super(message, options);
    this.name = "TatamiError";
    this.code = code;
    this.reason = reason;
  }
}

/** True for a value of the closed list of codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.includes(value as ErrorCode);
}
