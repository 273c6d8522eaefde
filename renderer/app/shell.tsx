import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { Toasts, useNewestUndo } from "#renderer/ui/toasts.tsx";
import { keepTypedAhead, takeTypedAhead } from "#renderer/ui/typed-ahead.ts";
import { SamplesCommands } from "#renderer/features/catalog/index.ts";
import { ConnectionStrip } from "./connection-strip.tsx";
import { appMessages } from "./messages.ts";
import { Rail } from "./rail.tsx";
import { StatusBar } from "./status-bar.tsx";
import { useShortcutKeys } from "./shortcut-keys.ts";
import classes from "./app.module.css";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const ShortcutSheet = lazy(() =>
  import("./shortcut-sheet.tsx").then((module) => ({ default: module.ShortcutSheet })),
);

type Dialog = "palette" | "shortcuts" | null;

/** Rail, content with what is to be said above it, status bar; palette and shortcut sheet above them. */
export function Shell() {
  const t = useMessages(appMessages);
  const [dialog, setDialog] = useState<Dialog>(null);
  const undo = useNewestUndo();
  useShortcutKeys(dialog !== null);
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
      <ConnectionStrip />
      <main id="content" tabIndex={-1} className={classes["content"]}>
        <Outlet />
      </main>
      <StatusBar
        onPalette={() => {
          keepTypedAhead();
          setDialog("palette");
        }}
      />
      <Toasts />
      <SamplesCommands />
      <Suspense fallback={null}>
        {dialog === "palette" ? <Palette onClose={close} /> : null}
        {dialog === "shortcuts" ? <ShortcutSheet onClose={close} /> : null}
      </Suspense>
    </div>
  );
}
