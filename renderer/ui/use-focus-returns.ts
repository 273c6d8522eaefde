import { useEffect, useState } from "react";
import { focusIfFree } from "./focus.ts";

/** After the trap of a dialog that closes has let the focus go, milliseconds. */
const AFTER_MS = 50;

/**
 * Gives the focus back to what had it before this dialog came, or to the content where that has gone meanwhile. For a dialog
 * that is there only while it is open.
 */
export function useFocusReturns(): void {
  const [before] = useState(opener);
  useEffect(
    () => () => {
      setTimeout(() => {
        focusIfFree(before?.isConnected === true ? before : document.getElementById("content"));
      }, AFTER_MS);
    },
    [before],
  );
}

/** What has the focus; of a line of a menu, which goes when it is chosen, the button of the menu. */
function opener(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  const found = button === null ? active : document.getElementById(button);
  return found instanceof HTMLElement && found !== document.body ? found : null;
}
