import { ORPCError } from "@orpc/client";
import { expect, it } from "vitest";
import type { Reason } from "#shared/api/errors.ts";
import { reason } from "#shared/api/reasons.ts";
import { ConnectionLostError } from "./gate.ts";
import { failureOf } from "./failure.ts";
import { saidIn } from "./reason-text.ts";

/** An error of the contract as it arrives in the page. */
const arrived = (why: Reason | null | undefined, message = "The core's own words.") =>
  new ORPCError("NOT_FOUND", {
    defined: true,
    message,
    data: { correlationId: "click-1", ...(why !== undefined && { reason: why }) },
  });

it("says a reason in the language asked for", () => {
  const error = arrived(reason("folder.missing", { path: "/srv/{path}" }));
  expect(failureOf(error, "pt-BR")).toEqual({
    code: "NOT_FOUND",
    words: "NO_FOLDER",
    reason: "folder.missing",
    message: "Não existe a pasta “/srv/{path}”: ela foi movida ou tem outro nome.",
    correlationId: null,
  });
  expect(failureOf(error, "en").message).toBe(
    'There is no folder "/srv/{path}": it was moved, or its name is another.',
  );
});

it("says of members and invitations nothing that is true of files alone", () => {
  const of = (id: "member.not-allowed" | "invitation.missing" | "workspace.first") =>
    failureOf(
      new ORPCError("FORBIDDEN", {
        defined: true,
        message: "",
        data: { correlationId: "1", reason: reason(id, {}) },
      }),
      "en",
    );
  expect(of("member.not-allowed")).toMatchObject({ words: "NOT_SHARED_SO", correlationId: null });
  expect(of("workspace.first")).toMatchObject({ words: "NOT_SHARED_SO" });
  expect(of("invitation.missing")).toMatchObject({ words: "NOT_JOINED" });
  expect(
    failureOf(new ORPCError("FORBIDDEN", { defined: true, data: { correlationId: "1" } }), "en"),
  ).toMatchObject({
    words: "FORBIDDEN",
    correlationId: "1",
  });
});

it("writes numbers as the language does, and names the fields that a person knows", () => {
  const long = arrived(reason("input.too-long", { field: "patch.addTags.0", maximum: 4096 }));
  expect(failureOf(long, "pt-BR").message).toBe("Tags: no máximo 4.096 caracteres.");
  expect(failureOf(long, "en").message).toBe("Tags: at most 4,096 characters.");
  for (const field of ["correction.members.3", "constructor"])
    expect(failureOf(arrived(reason("input.empty", { field })), "pt-BR").message).toBe(
      `${field}: não pode ficar vazio.`,
    );
});

it.each<[string, Reason | null | undefined]>([
  ["no reason, for words from elsewhere", null],
  ["no reason, as of a core of before there were any", undefined],
  ["a reason of another version", { id: "folder.flying", params: {} }],
  ["a name that every object has", { id: "constructor", params: {} }],
  ["a reason whose places have changed", { id: "folder.missing", params: { folder: "/srv" } }],
])("keeps the core's own words with %s", (_what, why) => {
  expect(failureOf(arrived(why), "pt-BR").message).toBe("The core's own words.");
});

it("has nothing to add to a lost connection, or to a failure that is not of the contract", () => {
  expect(failureOf(new ConnectionLostError(), "pt-BR")).toMatchObject({
    code: "CONNECTION_LOST",
    message: "",
    correlationId: null,
  });
  const strange = new ORPCError("TEAPOT", { message: "short and stout", data: { correlationId: 7 } });
  expect(failureOf(strange, "pt-BR")).toEqual({
    code: "SERVER_ERROR",
    words: "SERVER_ERROR",
    reason: null,
    message: "",
    correlationId: null,
  });
});

it("says several reasons one after another, or none of them where one is not known", () => {
  const reasons = [reason("git.timeout", {}), reason("repository.without-git", {})];
  expect(saidIn("pt-BR", { words: "Words.", reasons })).toBe(
    "O git demorou demais e foi encerrado. Os arquivos são lidos sem o git.",
  );
  expect(saidIn("pt-BR", { words: "Words.", reasons: [...reasons, { id: "git.new", params: {} }] })).toBe(
    "Words.",
  );
  expect(saidIn("pt-BR", { words: "Words.", reasons: [] })).toBe("Words.");
});

it("names the id in the log where that tells more than the message", () => {
  const of = (code: string) => new ORPCError(code, { defined: true, data: { correlationId: "click-1" } });
  expect(failureOf(of("SERVICE_UNAVAILABLE"), "en").correlationId).toBe("click-1");
  expect(failureOf(of("VALIDATION_ERROR"), "en").correlationId).toBeNull();
  const bug = new ORPCError("INTERNAL_SERVER_ERROR", { data: { correlationId: "click-1" } });
  expect(failureOf(bug, "en")).toMatchObject({ words: "SERVER_ERROR", correlationId: "click-1" });
});
