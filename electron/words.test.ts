import { expect, it } from "vitest";
import { reason } from "#shared/api/reasons.ts";
import { reasonMessages } from "#renderer/platform/reason-messages.ts";
import { endIn, ENDING_REASONS, languageOf, titleIn } from "./words.ts";

it("speaks the system's language where it can", () => {
  expect(["pt-BR", "pt", "pt-PT", "en-GB", "de", ""].map(languageOf)).toEqual([
    "pt-BR",
    "pt-BR",
    "pt-BR",
    "en",
    "en",
    "en",
  ]);
  expect(titleIn("pt-BR", "cannotStart")).toBe("O Tatami não consegue iniciar");
});

it("says why the core has ended, in that language where the words are ours", () => {
  const newer = reason("storage.newer", { schema: 9, known: 4 });
  const end = { kind: "failed", message: "The core's own words.", reason: newer } as const;
  expect(endIn("en", end)).toBe("The core's own words.");
  expect(endIn("pt-BR", end)).toContain("(esquema 9, este conhece 4)");
  expect(endIn("pt-BR", { ...end, reason: { id: "core.of-tomorrow", params: {} } })).toBe(end.message);
  expect(endIn("pt-BR", { kind: "failed", message: "", reason: null })).toContain("Nenhum motivo");
  expect(endIn("en", { kind: "crashed", times: 4, code: 139 })).toContain("ended 4 times (last code 139)");
});

it.each(Object.entries(ENDING_REASONS))("%s reads as in the page", (id, sentence) => {
  const inPage: Readonly<Record<string, string>> = reasonMessages["pt-BR"];
  expect(sentence).toBe(inPage[id]);
});
