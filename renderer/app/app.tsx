import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Activity, useState } from "react";
import { useConnection } from "#renderer/platform/client.ts";
import { createQueryClient } from "#renderer/platform/queries.ts";
import { rememberedTheme } from "#renderer/ui/look.ts";
import { cssVariables, theme } from "#renderer/ui/theme.ts";
import { saveLeftNotes, startFirstSearch } from "#renderer/features/catalog/index.ts";
import { Events } from "./events.tsx";
import { Look } from "./look.tsx";
import { NoAccess } from "./no-access.tsx";
import { createAppRouter, firstSearchOf } from "./router.tsx";

/*
 * What goes where in renderer/
 *
 * app/            joins the features: providers (here), addresses (router.tsx), shell (rail, status bar), the core's
 *                 events (events.tsx), all commands (commands.ts), palette, shortcut sheet. A new screen is one route
 *                 in router.tsx, a new command list one line in commands.ts.
 * platform/       client.ts talks to the core and to the shell; queries.ts makes TanStack Query options of every call
 *                 (`core.catalog.get.queryOptions(…)`), listen.ts follows event streams, failure.ts reads errors,
 *                 i18n.ts and format.ts know languages, dates and numbers.
 * ui/             our parts on top of Mantine; knows no feature. Colours and measures stand in tokens.css, Mantine's
 *                 style sheets in mantine-styles.ts (a new Mantine part needs its line), icons in icons.ts, commands
 *                 and keys in commands.ts and shortcuts.ts, toasts with Undo in toasts.tsx, page frame in page.tsx.
 * features/<F>/   screens of a feature: <f>-page.tsx, messages.ts (both languages), commands.ts, index.ts (its face
 *                 for app/). Scan and welcome belong to catalog, diagnostics and contacted hosts to settings.
 *                 Features do not import each other.
 */

const queries = createQueryClient();

// The first rows are asked for before anything is drawn: the call leaves with the connection's first moment.
const first = firstSearchOf(location.hash);
if (first !== null) startFirstSearch(queries, first);
saveLeftNotes(queries);

/** The whole page. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme={rememberedTheme()}>
      <QueryClientProvider client={queries}>
        <Inside />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Inside() {
  const refused = useConnection() === "refused";
  // Made here and not with the module: it must hear of new addresses after the connection has taken the token out.
  const [router] = useState(createAppRouter);
  return (
    <>
      {/* Kept as it is behind the other page: a fresh address brings back what was being written. */}
      <Activity mode={refused ? "hidden" : "visible"}>
        <Look />
        <Events />
        <RouterProvider router={router} />
      </Activity>
      {refused ? <NoAccess /> : null}
    </>
  );
}
