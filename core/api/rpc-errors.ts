import { ORPCError } from "@orpc/server";
import { isErrorCode, TatamiError, type ErrorCode } from "#shared/api/errors.ts";
import { asStorageError } from "#core/db/sqlite.ts";
import type { Logger } from "#core/platform/logger.ts";

/** The RPC library's own codes in terms of the closed list. This is the one file that knows them. */
const OWN_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: "VALIDATION_ERROR",
  UNPROCESSABLE_CONTENT: "VALIDATION_ERROR",
  NOT_FOUND: "NOT_FOUND",
  UNAUTHORIZED: "AUTH_FAILED",
  FORBIDDEN: "FORBIDDEN",
  PAYLOAD_TOO_LARGE: "TOO_LARGE",
  CLIENT_CLOSED_REQUEST: "CANCELLED",
  TIMEOUT: "TIMEOUT",
};

/** Turns whatever was thrown into an error of the contract. A bug is logged with its stack and crosses as SERVER_ERROR. */
export function toContractError(
  thrown: unknown,
  correlationId: string,
  logger: Logger,
): ORPCError<ErrorCode, { correlationId: string }> {
  const error = asStorageError(thrown);
  const make = (code: ErrorCode, message: string) =>
    new ORPCError(code, { defined: true, message, data: { correlationId }, status: 400, cause: thrown });
  if (error instanceof TatamiError) {
    logger.info({ code: error.code, why: error.message }, `call refused: ${error.code}`);
    return make(error.code, error.message);
  }
  if (error instanceof ORPCError) {
    const code: string = error.code;
    const known = isErrorCode(code) ? code : OWN_CODES[code];
    if (known !== undefined) return make(known, validationMessage(error) ?? error.message);
  }
  if (error instanceof Error && error.name === "AbortError")
    return make("CANCELLED", "The call was cancelled.");
  logger.error({ err: error }, "call failed");
  return make(
    "SERVER_ERROR",
    "Something went wrong in Tatami itself; nothing that was saved is lost. The log tells more under this id.",
  );
}

function validationMessage(error: ORPCError<string, unknown>): string | null {
  const data = error.data as
    | { issues?: readonly { message: string; path?: readonly unknown[] }[] }
    | undefined;
  const issue = data?.issues?.[0];
  if (issue === undefined) return null;
  const where = (issue.path ?? [])
    .map((part) => (typeof part === "object" && part !== null && "key" in part ? part.key : part))
    .join(".");
  return where === "" ? issue.message : `${where}: ${issue.message}`;
}
