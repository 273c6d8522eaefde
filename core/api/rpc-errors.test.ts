import { implement, createRouterClient, ORPCError } from "@orpc/server";
import { oc } from "@orpc/contract";
import { expect, it } from "vitest";
import * as z from "zod";
import { TatamiError } from "#shared/api/errors.ts";
import { failure } from "#shared/api/failures.ts";
import { silentLogger } from "#core/platform/logger.ts";
import { toContractError } from "./rpc-errors.ts";
import { serveOptions } from "./serve.ts";

const logger = silentLogger();
const crossed = (error: unknown) => toContractError(error, "click-1", logger);

it("a failure of ours crosses with its reason, words from elsewhere without one", () => {
  expect(crossed(failure("program.missing", { program: "zed" }))).toMatchObject({
    defined: true,
    code: "UNSUPPORTED",
    message: expect.stringContaining('"zed" did not start') as string,
    data: { correlationId: "click-1", reason: { id: "program.missing", params: { program: "zed" } } },
  });
  expect(crossed(new TatamiError("CONFLICT", "fatal: index.lock exists"))).toMatchObject({
    code: "CONFLICT",
    message: "fatal: index.lock exists",
    data: { correlationId: "click-1", reason: null },
  });
});

it("an error of the contract that is passed on keeps words and reason, under the id of this call", () => {
  const inner = toContractError(failure("root.missing", {}), "click-0", logger);
  expect(crossed(inner)).toMatchObject({
    defined: true,
    code: inner.code,
    message: inner.message,
    data: { correlationId: "click-1", reason: { id: "root.missing", params: {} } },
  });
  // From a core of before there were reasons.
  const older = new ORPCError("NOT_FOUND", { message: "Gone.", data: { correlationId: "click-0" } });
  expect(crossed(older)).toMatchObject({
    code: "NOT_FOUND",
    message: "Gone.",
    data: { correlationId: "click-1", reason: null },
  });
});

it.each([
  ["NOT_FOUND", "NOT_FOUND", "call.unknown"],
  ["BAD_REQUEST", "VALIDATION_ERROR", "call.unreadable"],
  ["PAYLOAD_TOO_LARGE", "TOO_LARGE", "call.too-large"],
])("the library's own %s is said in words of ours", (own, code, id) => {
  expect(crossed(new ORPCError(own))).toMatchObject({ code, data: { reason: { id } } });
});

it("a bug is SERVER_ERROR and tells nothing of itself", () => {
  for (const bug of [new TypeError("x is not a function"), "thrown text", new ORPCError("constructor")])
    expect(crossed(bug)).toMatchObject({ code: "SERVER_ERROR", data: { reason: { id: "call.failed" } } });
});

it("input that its schema refuses is told by its field, through a whole call", async () => {
  const os = implement({ rename: oc.input(z.strictObject({ name: z.string().max(3) })) });
  const router = os.router({ rename: os.rename.handler(() => undefined) });
  const { clientInterceptors } = serveOptions(logger);
  const client = createRouterClient(router, { interceptors: clientInterceptors as [] });
  await expect(client.rename({ name: "four" })).rejects.toMatchObject({
    code: "VALIDATION_ERROR",
    message: "name: at most 3 characters.",
    data: { reason: { id: "input.too-long", params: { field: "name", maximum: 3 } } },
  });
});
