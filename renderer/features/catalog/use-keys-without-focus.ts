import { useEffect, useRef } from "react";
import { isNobody } from "#renderer/ui/focus.ts";

/** Keys that nobody has the focus for go to the list: arrows work from the first moment on. True: it did something. */
export function useKeysWithoutFocus(onKey: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (
        !isNobody(event.target) ||
        event.defaultPrevented ||
        document.querySelector("[aria-modal=true]") !== null
      )
        return;
      if (latest.current(event)) event.preventDefault();
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
