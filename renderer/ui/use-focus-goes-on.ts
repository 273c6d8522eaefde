import { useLayoutEffect, type RefObject } from "react";

/**
 * Lets the focus go on in the content when the element goes with the focus in it: a button that has done its work goes
 * by itself, and whoever pressed it must not be sent to the beginning of the page.
 */
export function useFocusGoesOn(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const own = element.current;
    return () => {
      if (own?.contains(document.activeElement) === true) document.getElementById("content")?.focus();
    };
  }, [element]);
}
