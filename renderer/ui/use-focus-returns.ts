import { useEffect, useState, type RefObject } from "react";
import { focusIfFree, isNobody } from "./focus.ts";

/** After the trap of a dialog that closes has let the focus go, milliseconds. */
const AFTER_MS = 50;

/** What may get the focus back, the first that is still there. */
type Openers = readonly HTMLElement[];

/** Of the dialogs that are open, or that have closed and not given the focus back yet. */
const waiting = new Set<Openers>();

/**
 * Gives the focus back to what had it before this dialog came, or, where that has gone meanwhile, to `otherwise`, or to the
 * content. For a dialog that is there only while it is open: Mantine's own way gives nothing back when one goes altogether.
 */
export function useFocusReturns(otherwise?: RefObject<HTMLElement | null>): void {
  const [own] = useState(openers);
  useEffect(() => {
    waiting.add(own);
    return () => {
      setTimeout(giveBack, AFTER_MS, own, otherwise);
    };
  }, [otherwise, own]);
}

function giveBack(own: Openers, otherwise: RefObject<HTMLElement | null> | undefined): void {
  waiting.delete(own);
  const before = own.find(({ isConnected }) => isConnected) ?? otherwise?.current;
  focusIfFree(before ?? document.getElementById("content"));
}

/**
 * What has the focus; of a line of a menu, which goes when it is chosen, the button of the menu. A dialog that comes out of
 * another, or of a line of the palette, which has closed before, leads back to where that one would.
 */
function openers(): Openers {
  const active = document.activeElement;
  const button = active?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  const found = button === null ? active : document.getElementById(button);
  const own = found instanceof HTMLElement && !isNobody(found) ? [found] : [];
  const within = own.length === 0 || active?.closest("[role=dialog]") !== null;
  return within ? [...own, ...([...waiting].at(-1) ?? [])] : own;
}
