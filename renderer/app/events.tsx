import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type * as z from "zod";
import { assertNever } from "#shared/lib/assert-never.ts";
import type { CatalogEvent } from "#shared/features/catalog/catalog.api.ts";
import { client, useConnection } from "#renderer/platform/client.ts";
import { listen } from "#renderer/platform/listen.ts";
import { followPresence } from "#renderer/platform/presence.ts";
import { keepPresent, NOBODY_PRESENT } from "#renderer/platform/present.ts";
import { core } from "#renderer/platform/queries.ts";
import { noticeSwitch, onSync } from "#renderer/features/workspace/index.ts";

/** A scan tells of changes faster than anybody can read: lists are asked again at most this often. */
const LIST_EVERY_MS = 250;
/** What all of a workspace is takes longer to count, and is of less hurry. */
const SIZE_EVERY_MS = 1_000;

/** The one subscription to the core's events: what changed is asked again, and nothing is ever polled. */
export function Events() {
  const queries = useQueryClient();
  /** Events were heard once: a page that stood hidden behind the one without access begins to hear them anew. */
  const heard = useRef(false);
  const connected = useConnection() === "open";
  useEffect(() => {
    // Nobody is shown to be where they were when the core was last heard; once it is again, it tells of all.
    if (!connected) keepPresent(NOBODY_PRESENT);
  }, [connected]);
  useEffect(() => {
    const before = heard.current;
    heard.current = true;
    const size = throttled(() => {
      // Counted again where it is shown, at once or when one comes there.
      const refetchType = location.hash.startsWith("#/workspace") ? "active" : "none";
      void queries.invalidateQueries({ queryKey: core.workspace.sharing.key(), refetchType });
    }, SIZE_EVERY_MS);
    const again = throttled(() => {
      void queries.invalidateQueries({ queryKey: core.catalog.search.key() });
      void queries.invalidateQueries({ queryKey: core.catalog.list.key() });
      void queries.invalidateQueries({ queryKey: core.catalog.roots.key() });
      size();
    }, LIST_EVERY_MS);
    const stops = [
      listen(
        (signal) => client.core.catalog.events(undefined, { signal }),
        (event) => onCatalog(queries, event, again),
        // What happened while nothing was heard is not known: everything on screen is asked again. The events of a workspace
        // end when another is looked at, of which nothing on screen is true.
        (anew) => {
          if (anew || before) void askAgain(queries);
        },
      ),
      listen(
        (signal) => client.core.settings.events(undefined, { signal }),
        () => void queries.invalidateQueries({ queryKey: core.settings.key() }),
      ),
      // Members are met for as long as this is heard.
      listen(
        (signal) => client.core.workspace.sync(undefined, { signal }),
        (states) => onSync(queries, states),
      ),
      followPresence(),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
  return null;
}

async function askAgain(queries: QueryClient): Promise<void> {
  // Whoever cannot be asked now is asked by what is shown, as soon as it can.
  const switched = await noticeSwitch(queries).catch(() => false);
  if (!switched) await queries.invalidateQueries();
}

function onCatalog(queries: QueryClient, event: z.infer<typeof CatalogEvent>, again: () => void): void {
  switch (event.type) {
    case "changed":
      again();
      if (event.ids.length === 0) {
        void queries.invalidateQueries({ queryKey: core.catalog.get.key() });
        void queries.invalidateQueries({ queryKey: core.catalog.history.key() });
      }
      for (const id of event.ids) {
        void queries.invalidateQueries({ queryKey: core.catalog.get.key({ input: { id } }) });
        void queries.invalidateQueries({ queryKey: core.catalog.history.key({ input: { id } }) });
      }
      return;
    case "roots":
      void queries.invalidateQueries({ queryKey: core.catalog.roots.key() });
      return;
    case "jobs":
      void queries.invalidateQueries({ queryKey: core.catalog.jobs.key() });
      return;
    default:
      assertNever(event);
  }
}

/** At once the first time, then at most every so many milliseconds, and never forgets the last. */
function throttled(run: () => void, every: number): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let owed = false;
  const tick = () => {
    timer = null;
    if (!owed) return;
    owed = false;
    run();
    timer = setTimeout(tick, every);
  };
  return () => {
    owed = true;
    if (timer === null) tick();
  };
}
