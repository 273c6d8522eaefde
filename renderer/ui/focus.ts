/** True where nobody has the focus: on the page itself, or on its content, where it is after "skip to content". */
export function isNobody(place: EventTarget | null): boolean {
  return place === null || place === document.body || (place as Element).id === "content";
}

/** Puts the focus on an element, unless somebody is using another one meanwhile: typing in a field, or in a dialog. */
export function focusIfFree(element: HTMLElement | null | undefined): void {
  if (isNobody(document.activeElement)) element?.focus();
}
