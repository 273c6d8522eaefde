import { fold } from "#shared/lib/text.ts";

/** Letters typed within this time of each other make one word. */
export const TYPE_AHEAD_MS = 700;

/**
 * The entry that typed letters mean: the next whose name begins with them, case and accents ignored. A letter typed
 * again goes on to the next entry, as in file managers. -1 when there is none.
 */
export function typeAhead(names: readonly string[], typed: string, at: number): number {
  const wanted = fold(typed);
  const repeated = wanted.length > 1 && [...wanted].every((letter) => letter === wanted[0]);
  const exact = find(names, wanted, wanted.length > 1 ? at : at + 1);
  return exact < 0 && repeated ? find(names, wanted[0] ?? "", at + 1) : exact;
}

/** The first match from `start` on, going round. */
function find(names: readonly string[], prefix: string, start: number): number {
  for (let step = 0; step < names.length; step++) {
    const index = (Math.max(0, start) + step) % names.length;
    if (fold(names[index] ?? "").startsWith(prefix)) return index;
  }
  return -1;
}
