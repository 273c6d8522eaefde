import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { ORPCError } from "@orpc/server";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import { correlationId, withCorrelation, type Logger } from "#core/platform/logger.ts";
import { toContractError } from "./rpc-errors.ts";

/** Header that carries the id of a click from the page to the log. */
export const CORRELATION_HEADER = "x-correlation-id";

interface RequestOptions {
  readonly request: { readonly headers: Readonly<Record<string, unknown>> };
  next(): Promise<{ readonly matched: boolean }>;
}

interface CallOptions {
  readonly path: readonly string[];
  next(): Promise<unknown>;
}

/** Whether the input of the running request was understood: before that, what fails is the sender's. */
const requests = new AsyncLocalStorage<{ understood: boolean }>();

/** What every transport gives its RPC handler: correlation, one line a call, and errors of the contract only. */
export function serveOptions(logger: Logger) {
  return {
    /** Round each request of a transport, from before its input is read. */
    interceptors: [
      async (call: RequestOptions): Promise<unknown> => {
        const given = call.request.headers[CORRELATION_HEADER];
        const id = typeof given === "string" && /^[0-9a-f-]{8,40}$/u.test(given) ? given : randomUUID();
        const request = { understood: false };
        const run = async () => {
          try {
            const result = await call.next();
            if (!result.matched) throw failure("call.unknown", {});
            return result;
          } catch (error) {
            const malformed =
              !request.understood && !(error instanceof ORPCError) && !(error instanceof TatamiError);
            const said = malformed ? failure("call.unreadable", {}, { cause: error }) : error;
            throw toContractError(said, id, logger);
          }
        };
        return withCorrelation(id, () => requests.run(request, run));
      },
    ],
    /** Round each call; also of clients in this process. */
    clientInterceptors: [
      async (call: CallOptions): Promise<unknown> => {
        const request = requests.getStore();
        if (request !== undefined) request.understood = true;
        const id = correlationId() ?? randomUUID();
        return withCorrelation(id, async () => {
          const begun = performance.now();
          try {
            const result = await call.next();
            logger.debug({ ms: Math.round(performance.now() - begun) }, `call ${call.path.join(".")}`);
            return isStream(result) ? steps(result, id, logger) : result;
          } catch (error) {
            throw toContractError(error, id, logger);
          }
        });
      },
    ],
  };
}

function isStream(output: unknown): output is AsyncIterableIterator<unknown> {
  return typeof output === "object" && output !== null && Symbol.asyncIterator in output;
}

/** A stream whose later steps, too, run under the call's id and fail with errors of the contract. */
function steps(
  stream: AsyncIterableIterator<unknown>,
  id: string,
  logger: Logger,
): AsyncIterableIterator<unknown> {
  const fail = (error: unknown) => {
    throw toContractError(error, id, logger);
  };
  const outer: AsyncIterableIterator<unknown> = {
    next: () => withCorrelation(id, () => stream.next().catch(fail)),
    return: (value?: unknown) =>
      withCorrelation(id, () =>
        (stream.return?.(value) ?? Promise.resolve({ done: true, value })).catch(fail),
      ),
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}
