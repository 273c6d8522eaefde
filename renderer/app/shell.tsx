import { Outlet, useRouter } from "@tanstack/react-router";
import { part } from "#renderer/platform/part.ts";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { isNobody } from "#renderer/ui/focus.ts";
import { dropToasts, Toasts, useNewestUndo } from "#renderer/ui/toasts.tsx";
import { keepTypedAhead, takeTypedAhead } from "#renderer/ui/typed-ahead.ts";
import {
  AddCommands,
  forgetPlaces,
  MakePictures,
  SamplesCommands,
} from "#renderer/features/catalog/index.ts";
import {
  PausedStrip,
  useVisit,
  WorkspaceCommands,
  WorkspaceDialogs,
} from "#renderer/features/workspace/index.ts";
import { ConnectionStrip } from "./connection-strip.tsx";
import { appMessages } from "./messages.ts";
import { Rail } from "./rail.tsx";
import { StatusBar } from "./status-bar.tsx";
import { useShortcutKeys } from "./shortcut-keys.ts";
import classes from "./app.module.css";

const loadPalette = () => part(() => import("./palette.tsx"));
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const ShortcutSheet = lazy(() =>
  part(() => import("./shortcut-sheet.tsx")).then((module) => ({ default: module.ShortcutSheet })),
);

type Dialog = "palette" | "shortcuts" | null;

/** Rail, content with what is to be said above it, status bar; palette and shortcut sheet above them. */
export function Shell() {
  const t = useMessages(appMessages);
  const [dialog, setDialog] = useState<Dialog>(null);
  const undo = useNewestUndo();
  const visit = useVisit();
  useNewWorkspace(visit);
  useShortcutKeys(dialog === null ? null : `app.${dialog}`);
  useCommandHandlers({
    "app.palette": () => {
      if (dialog !== "palette") keepTypedAhead();
      setDialog(dialog === "palette" ? null : "palette");
    },
    "app.shortcuts": () => setDialog((was) => (was === "shortcuts" ? null : "shortcuts")),
    "app.undo": undo ?? false,
  });
  useEffect(() => {
    // Fetched while nothing else is to do: whoever opens the palette goes on typing at once.
    const idle = requestIdleCallback(() => void loadPalette(), { timeout: 3_000 });
    return () => cancelIdleCallback(idle);
  }, []);
  const close = () => {
    takeTypedAhead();
    setDialog(null);
  };
  return (
    <div className={classes["shell"]}>
      <a
        className={classes["skip"]}
        href="#content"
        onClick={(event) => {
          // The address behind the # belongs to the router.
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
      >
        {t("skipToContent")}
      </a>
      <Rail />
      <div>
        <ConnectionStrip />
        <PausedStrip />
      </div>
      {/* Before the page: what the page itself can do of it, it does. */}
      <AddCommands />
      <main id="content" tabIndex={-1} className={classes["content"]}>
        {visit === null ? null : <Outlet key={visit} />}
      </main>
      <StatusBar
        onPalette={() => {
          keepTypedAhead();
          setDialog("palette");
        }}
      />
      <Toasts />
      <SamplesCommands />
      {visit === null ? null : <MakePictures key={visit} />}
      <WorkspaceCommands />
      <WorkspaceDialogs />
      <Suspense fallback={null}>
        {dialog === "palette" ? <Palette onClose={close} /> : null}
        {dialog === "shortcuts" ? <ShortcutSheet onClose={close} /> : null}
      </Suspense>
    </div>
  );
}

/** Screens whose address says nothing of what is in a workspace. */
const OF_ANY = /^\/(?:workspace|settings|diagnostics|hosts)\b/u;

/** Leaves nothing of the workspace before when another is looked at: no selection, no filter, nothing to undo. */
function useNewWorkspace(visit: number | null): void {
  const { history } = useRouter();
  const before = useRef(visit);
  useEffect(() => {
    if (visit === before.current) return;
    before.current = visit;
    if (visit !== null) {
      // What had the focus may have been of the workspace before.
      if (isNobody(document.activeElement)) document.getElementById("content")?.focus();
      return;
    }
    dropToasts();
    forgetPlaces();
    const { pathname } = history.location;
    if (!OF_ANY.test(pathname)) history.push(pathname.startsWith("/folders") ? "/folders" : "/catalog");
  }, [history, visit]);
}
