import { text } from "#renderer/platform/i18n.ts";
import type { Command } from "#renderer/ui/commands.ts";
import { IconEye, IconFolderSearch, IconPlus, IconSearch, IconTrash } from "#renderer/ui/icons.ts";
import { setAddDialog } from "./add-dialog-state.ts";
import { catalogMessages } from "./messages.ts";
import { samplesMessages } from "./samples/messages.ts";

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
  {
    id: "catalog.add",
    title: text(catalogMessages, "addByHand"),
    group,
    icon: IconPlus,
    run: ({ go }) => {
      setAddDialog(true);
      go("/catalog");
    },
  },
  { id: "catalog.look-at-samples", title: text(samplesMessages, "look"), group, icon: IconEye },
  { id: "catalog.remove-samples", title: text(samplesMessages, "remove"), group, icon: IconTrash },
  // What the list itself hears.
  {
    id: "catalog.move",
    title: text(catalogMessages, "moveSelection"),
    group,
    shortcut: "arrowup arrowdown",
    listKey: true,
  },
  {
    id: "catalog.page",
    title: text(catalogMessages, "movePage"),
    group,
    shortcut: "pageup pagedown",
    listKey: true,
  },
  {
    id: "catalog.ends",
    title: text(catalogMessages, "moveEnds"),
    group,
    shortcut: "home end",
    listKey: true,
  },
  { id: "catalog.open", title: text(catalogMessages, "openPoc"), group, shortcut: "enter", listKey: true },
  {
    id: "catalog.leave",
    title: text(catalogMessages, "leaveSearch"),
    group,
    shortcut: "escape",
    listKey: true,
  },
];
