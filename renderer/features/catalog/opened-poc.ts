/** True from the moment when the page of a POC was shown until the list has taken the focus back. */
let fromPage = false;

/** Notes that the page of a POC is shown. */
export function notePocPage(): void {
  fromPage = true;
}

/** True once for the list that is shown after the page of a POC: its row is where one went on from. */
export function comesFromPocPage(): boolean {
  const came = fromPage;
  fromPage = false;
  return came;
}

/** A field of a POC that can be asked for before it is on screen. */
export type WishedField = "tag" | "privateNotes";

let wish: { readonly id: string; readonly field: WishedField } | null = null;

/** Asks that a POC, which is being opened or changed, goes on in a field. */
export function wishField(id: string, field: WishedField): void {
  wish = { id, field };
}

/** Whether a field was asked for: what a drawing may ask, which may be thrown away and begun anew. */
export function isFieldWished(id: string, field: WishedField): boolean {
  return wish?.id === id && wish.field === field;
}

/** True once for the field of the POC that was asked for; what was asked of a POC that did not come is forgotten. */
export function takeFieldWish(id: string, field: WishedField): boolean {
  if (wish === null || (wish.id === id && wish.field !== field)) return false;
  const wished = wish.id === id;
  wish = null;
  return wished;
}
