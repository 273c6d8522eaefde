import { useEffect } from "react";
import type * as z from "zod";
import type { Present } from "#shared/features/workspace/workspace.api.ts";
import { client } from "./client.ts";
import { listen } from "./listen.ts";
import { OwnPresence } from "./own-presence.ts";
import { keepPresent } from "./present.ts";

type Told = z.infer<typeof Present>;

/** This page, among those of the same core. */
const page = crypto.randomUUID();

const own = new OwnPresence({
  say: (shown) => client.core.workspace.show({ page, ...shown }),
  timer: {
    after: (delay, work) => {
      const timer = setTimeout(work, delay);
      return () => clearTimeout(timer);
    },
  },
});

/** Follows where the others are, and says where this page is, until the function is called that it answers. */
export function followPresence(): () => void {
  let known = "";
  const hide = () => own.hide(document.visibilityState === "hidden");
  hide();
  document.addEventListener("visibilitychange", hide);
  const stop = listen(
    (signal) => client.core.workspace.present({ page }, { signal }),
    (told: Told) => {
      keepPresent(told);
      const turn = `${told.workspace} ${told.turn}`;
      if (turn === known) return;
      // A stream that has just begun, or another workspace: the core knows nothing of this page.
      known = turn;
      own.begin();
    },
    () => (known = ""),
  );
  return () => {
    stop();
    document.removeEventListener("visibilitychange", hide);
  };
}

/** Says that this page shows a document, for as long as the component is there; null says nothing. */
export function useShowing(id: string | null): void {
  useEffect(() => {
    if (id === null) return undefined;
    own.show(id);
    return () => own.leave(id);
  }, [id]);
}

/** Something was typed in the document that is shown. */
export function noteWriting(): void {
  own.write();
}

/** Whoever typed has left the field. */
export function noteRest(): void {
  own.rest();
}
