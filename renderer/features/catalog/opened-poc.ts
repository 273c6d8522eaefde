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

let tagFieldOf: string | null = null;

/** Asks that a POC that is being opened begins in its field for a tag. */
export function wishTagField(id: string): void {
  tagFieldOf = id;
}

/** True once for the POC whose field for a tag was asked for. */
export function takeTagWish(id: string): boolean {
  const wished = tagFieldOf === id;
  tagFieldOf = null;
  return wished;
}
