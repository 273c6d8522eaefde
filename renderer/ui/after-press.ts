let pressed = false;
window.addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => (pressed = false), true);

/**
 * Does something at once, or, while a button of the mouse is down, after its click has arrived. What a press takes the
 * focus from must not make the page move under it: the click would go astray.
 */
export function afterPress(work: () => void): void {
  if (!pressed) {
    work();
    return;
  }
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    // The click comes right behind.
    setTimeout(work);
  };
  for (const type of ["pointerup", "pointercancel"])
    window.addEventListener(type, end, { signal: ended.signal });
}
