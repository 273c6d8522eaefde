import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of who else has a POC open. */
export const presenceMessages = defineMessages(
  {
    isHere: "{name} is here",
    isWriting: "{name} is writing",
    more: { one: "and {count} more", other: "and {count} more" },
  },
  {
    isHere: "{name} está aqui",
    isWriting: "{name} está escrevendo",
    more: { one: "e mais {count}", other: "e mais {count}" },
  },
);
