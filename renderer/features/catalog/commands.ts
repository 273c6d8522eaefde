import { text } from "#renderer/platform/i18n.ts";
import type { Command } from "#renderer/ui/commands.ts";
import { IconFolderSearch, IconSearch } from "#renderer/ui/icons.ts";
import { catalogMessages } from "./messages.ts";

const group = text(catalogMessages, "catalog");

/** What can be done with the catalogue. Commands without `run` are bound by the screen that can do them. */
export const catalogCommands: readonly Command[] = [
  {
    id: "catalog.search",
    title: text(catalogMessages, "focusSearch"),
    group,
    icon: IconSearch,
    shortcut: "/",
  },
  {
    id: "catalog.scan",
    title: text(catalogMessages, "scanFolder"),
    group,
    icon: IconFolderSearch,
    run: ({ go }) => go("/folders?choose=1"),
  },
];
