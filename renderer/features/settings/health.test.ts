import { expect, it } from "vitest";
import { reason } from "#shared/api/reasons.ts";
import { translator } from "#renderer/platform/i18n.ts";
import { healthText } from "./health.ts";
import { settingsMessages } from "./messages.ts";

const t = translator(settingsMessages, "pt-BR");

it("says a finding of the core in the language of the page, and leaves SQLite's words as they are", () => {
  const stray = {
    name: "references",
    state: "bad",
    detail: "Rows that refer to what does not exist: 1,200.",
    reason: reason("database.stray-rows", { count: 1200 }),
  } as const;
  expect(healthText(stray, t, "pt-BR").finding).toBe("Linhas que apontam para o que não existe: 1.200.");
  const page = {
    name: "database",
    state: "bad",
    detail: "Page 7: btreeInitPage() returns error code 11",
  } as const;
  expect(healthText(page, t, "pt-BR").finding).toBe(page.detail);
});

it("a check that this page does not know keeps the core's name of it, and its reason is said", () => {
  const check = { name: "peers", state: "bad", detail: "Gone.", reason: reason("core.gone", {}) } as const;
  expect(healthText(check, t, "pt-BR")).toMatchObject({
    title: "peers",
    detail: expect.stringMatching(/^O Tatami ao qual este/u) as string,
    finding: null,
  });
});
