/** A language and its share of all bytes, 0 to 1; `name` is null for the small ones together. */
export interface Share {
  readonly name: string | null;
  readonly share: number;
}

const MOST = 6;

/** The largest languages by share, the others together as the last. */
export function languageShares(
  languages: readonly { readonly name: string; readonly bytes: number }[],
): Share[] {
  const total = languages.reduce((sum, one) => sum + one.bytes, 0);
  if (total === 0) return [];
  const sorted = languages.filter((one) => one.bytes > 0).toSorted((one, other) => other.bytes - one.bytes);
  // One that is left over stands for itself.
  const named = sorted.length <= MOST ? sorted : sorted.slice(0, MOST - 1);
  const shares: Share[] = named.map((one) => ({ name: one.name, share: one.bytes / total }));
  const rest = 1 - shares.reduce((sum, one) => sum + one.share, 0);
  return named.length === sorted.length ? shares : [...shares, { name: null, share: rest }];
}
