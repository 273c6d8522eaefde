import { useEffect, useRef, type RefObject } from "react";
import { isNobody } from "./focus.ts";

/**
 * Keeps the focus among an element's buttons when the one that has it goes or cannot be pressed any more: it goes on to
 * the button in its place, or to the content where none is left. For the component whose rendering takes buttons away.
 */
export function useFocusStays(place: RefObject<HTMLElement | null>): void {
  const last = useRef<{ readonly button: HTMLButtonElement; readonly at: number } | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      const button = target as HTMLButtonElement;
      last.current = { button, at: buttonsIn(element).indexOf(button) };
    };
    const onBlur = ({ target }: FocusEvent) => {
      // Some browsers tell a button that goes that it lost the focus: only one that is still there was left.
      queueMicrotask(() => {
        if (last.current?.button === target && last.current.button.isConnected) last.current = null;
      });
    };
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onBlur);
    return () => {
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onBlur);
    };
  }, [place]);
  useEffect(() => {
    const was = last.current;
    if (was === null || (was.button.isConnected && !was.button.disabled)) return;
    last.current = null;
    if (!isNobody(document.activeElement) && document.activeElement !== was.button) return;
    const buttons = buttonsIn(place.current);
    (buttons[Math.min(was.at, buttons.length - 1)] ?? document.getElementById("content"))?.focus();
  });
}

function buttonsIn(element: HTMLElement | null): HTMLButtonElement[] {
  return [...(element?.querySelectorAll<HTMLButtonElement>("button:enabled") ?? [])];
}
