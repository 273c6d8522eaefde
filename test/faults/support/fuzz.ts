import { fc } from "#test/builders/properties.ts";
import { ORPCError } from "@orpc/client";
import * as z from "zod";
import { ERROR_CODES, ErrorData } from "#shared/api/errors.ts";
import { inEnglish, isReasonId } from "#shared/api/reasons.ts";
import { anything, nearly, type Places } from "./hostile-values.ts";

export interface Procedure {
  readonly path: readonly string[];
  /** The schema of its input; nothing where it takes none. */
  readonly input: z.ZodType | null;
  readonly call: (input: unknown) => Promise<unknown>;
}

/** Every procedure of a contract with the call of a client. */
export function procedures(contract: unknown, client: unknown, path: readonly string[] = []): Procedure[] {
  const definition = (contract as { "~orpc"?: { inputSchema?: unknown } })["~orpc"];
  if (definition !== undefined) {
    const input = definition.inputSchema instanceof z.ZodType ? definition.inputSchema : null;
    return [{ path, input, call: client as Procedure["call"] }];
  }
  return Object.entries(contract as object).flatMap(([name, part]) =>
    procedures(part, (client as Record<string, unknown> | undefined)?.[name], [...path, name]),
  );
}

const STREAM_STEPS = 2;

/** Calls once; answers what is wrong with the failure, or null for an answer or a typed error that a page can say. */
export async function outcome(call: Promise<unknown>): Promise<string | null> {
  try {
    const answer = await call;
    if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer)
      await listen(answer as AsyncIterableIterator<unknown>);
    return null;
  } catch (error) {
    if (!(error instanceof ORPCError)) return `no error of the contract: ${String(error)}`;
    const code: string = error.code;
    if (code === "SERVER_ERROR" || !(ERROR_CODES as readonly string[]).includes(code))
      return `${code}: ${error.message}`;
    const data = ErrorData.safeParse(error.data);
    if (!data.success) return `${code} without a correlation id`;
    const why = data.data.reason ?? null;
    // The core's words are those of the reason: no place is left open, and none is another's.
    return why !== null && isReasonId(why.id) && inEnglish(why) === error.message
      ? null
      : `${code} without its reason: ${error.message}`;
  }
}

/** The first steps of a stream, or what comes within a moment. */
async function listen(stream: AsyncIterableIterator<unknown>): Promise<void> {
  for (let step = 0; step < STREAM_STEPS; step++) {
    const next = await Promise.race([
      stream.next(),
      new Promise<null>((done) => setTimeout(() => done(null), 20)),
    ]);
    if (next === null || next.done === true) break;
  }
  await stream.return?.();
}

/** Calls a procedure with values that fit, nearly fit or do not. Throws with the smallest input that is not met with a typed error. */
export async function fuzz(procedure: Procedure, places: Places, runs: number, seed: number): Promise<void> {
  const inputs =
    procedure.input === null
      ? anything
      : fc.oneof(
          { weight: 5, arbitrary: nearly(procedure.input, places) },
          { weight: 1, arbitrary: anything },
        );
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const wrong = await outcome(procedure.call(input));
      if (wrong !== null) throw new Error(wrong);
    }),
    { numRuns: procedure.input === null ? Math.ceil(runs / 5) : runs, seed, endOnFailure: true },
  );
}
