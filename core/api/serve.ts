import { randomUUID } from "node:crypto";
import { withCorrelation, type Logger } from "#core/platform/logger.ts";
import { toContractError } from "./rpc-errors.ts";

/** Header that carries the id of a click from the page to the log. */
export const CORRELATION_HEADER = "x-correlation-id";

interface CallOptions {
  readonly request?: { readonly headers: Readonly<Record<string, unknown>> };
  readonly path: readonly string[];
  next(): Promise<unknown>;
}

/** What every transport gives its RPC handler: correlation, one line a call, and errors of the contract only. */
export function serveOptions(logger: Logger) {
  return {
    clientInterceptors: [
      async (call: CallOptions): Promise<unknown> => {
        const given = call.request?.headers[CORRELATION_HEADER];
        const id = typeof given === "string" && /^[0-9a-f-]{8,40}$/u.test(given) ? given : randomUUID();
        return withCorrelation(id, async () => {
          const begun = performance.now();
          try {
            const result = await call.next();
            logger.debug({ ms: Math.round(performance.now() - begun) }, `call ${call.path.join(".")}`);
            return result;
          } catch (error) {
            throw toContractError(error, id, logger);
          }
        });
      },
    ],
  };
}
