/**
 * What is typed between the key that opens a dialog and the moment when its field has the focus: kept, so that nothing of
 * it is lost and none of it runs a shortcut.
 */
let typed = "";
let stop: (() => void) | null = null;
/** A dialog that has not come by then does not come: the keys are the page's again. */
const LONGEST_MS = 5_000;

/** Begins to keep what is typed. */
export function keepTypedAhead(): void {
  stop?.();
  typed = "";
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
    // What it would choose is not there yet, and it is not meant for the page.
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKey, true);
  const timer = setTimeout(takeTypedAhead, LONGEST_MS);
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener("keydown", onKey, true);
  };
}

/** Ends the keeping; answers what was typed. */
export function takeTypedAhead(): string {
  stop?.();
  stop = null;
  const taken = typed;
  typed = "";
  return taken;
}
