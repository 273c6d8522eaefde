import { ORPCError } from "@orpc/server";
import type * as z from "zod";
import { ERROR_STATUS, ErrorData, isErrorCode, TatamiError, type ErrorCode } from "#shared/api/errors.ts";
import { failure, failureFor } from "#shared/api/failures.ts";
import { issueReason } from "#shared/api/input-reasons.ts";
import { asStorageError } from "#core/db/sqlite.ts";
import type { Logger } from "#core/platform/logger.ts";

/** The RPC library's own codes as failures of ours. This is the one file that knows them. */
const OWN_CODES: Readonly<Record<string, () => TatamiError>> = {
  BAD_REQUEST: () => failure("call.unreadable", {}),
  UNPROCESSABLE_CONTENT: () => failure("call.unreadable", {}),
  NOT_FOUND: () => failure("call.unknown", {}),
  UNAUTHORIZED: () => failure("call.not-signed-in", {}),
  FORBIDDEN: () => failure("call.not-allowed", {}),
  PAYLOAD_TOO_LARGE: () => failure("call.too-large", {}),
  CLIENT_CLOSED_REQUEST: () => failure("call.cancelled", {}),
  TIMEOUT: () => failure("call.timeout", {}),
};

/**
 * Turns whatever was thrown into an error of the contract; one that is of the contract already, of this process or of the
 * core that it has joined, keeps its words and its reason. A bug is logged with its stack and crosses as SERVER_ERROR.
 */
export function toContractError(
  thrown: unknown,
  correlationId: string,
  logger: Logger,
): ORPCError<ErrorCode, ErrorData> {
  const error = asStorageError(thrown);
  const make = ({ code, message, reason }: Told) =>
    new ORPCError(code, {
      defined: true,
      message,
      data: { correlationId, reason },
      status: ERROR_STATUS,
      cause: thrown,
    });
  if (error instanceof TatamiError) {
    logger.info({ code: error.code, why: error.message }, `call refused: ${error.code}`);
    return make(error);
  }
  const said =
    error instanceof ORPCError ? (passedOn(error) ?? refusedInput(error) ?? ownError(error)) : null;
  if (said !== null) return make(said);
  if (error instanceof Error && error.name === "AbortError") return make(failure("call.cancelled", {}));
  logger.error({ err: error }, "call failed");
  return make(failure("call.failed", {}));
}

type Told = Pick<TatamiError, "code" | "message" | "reason">;
type AnyError = ORPCError<string, unknown>;

/** An error of the contract, as it came. */
function passedOn({ code, message, data }: AnyError): Told | null {
  const known = ErrorData.safeParse(data);
  return known.success && isErrorCode(code) ? { code, message, reason: known.data.reason ?? null } : null;
}

/** Input that its schema has refused: the first of what is wrong with it. */
function refusedInput({ data }: AnyError): Told | null {
  // Only zod's schemas stand in the contract.
  const issue = (data as { readonly issues?: readonly z.core.$ZodIssue[] } | undefined)?.issues?.[0];
  return issue === undefined ? null : failureFor(issueReason(issue));
}

function ownError({ code }: AnyError): Told | null {
  return Object.hasOwn(OWN_CODES, code) ? (OWN_CODES[code]?.() ?? null) : null;
}
