import { FACETS, languageOf, type Facet } from "#shared/features/catalog/catalog.ts";
import { fold } from "#shared/lib/text.ts";

/** A value of a facet: all spellings that fold to the same. */
export interface FacetValue {
  readonly facet: Facet;
  readonly folded: string;
  readonly variants: number[];
}

interface Variant {
  readonly value: FacetValue;
  readonly spelling: string;
  readonly offered: boolean;
  /** Number of POCs that have it. */
  uses: number;
}

/**
 * Numbers for the values of facets. A _variant_ is a value in one spelling, offered as a choice or not (a tool can be
 * filtered by, but is not offered among the frameworks); a POC has variants, and is filtered and counted by values.
 */
export class FacetValues {
  readonly #bySpelling: readonly Map<string, number>[] = FACETS.flatMap(() => [
    new Map<string, number>(),
    new Map<string, number>(),
  ]);
  readonly #byFolded: readonly Map<string, FacetValue>[] = FACETS.map(() => new Map<string, FacetValue>());
  readonly #variants: Variant[] = [];
  /** The facet of each variant, as its place in FACETS. */
  facetIndexes = new Uint8Array(256);

  /** Number of variants. */
  get count(): number {
    return this.#variants.length;
  }

  /** The number of a variant, new or known. */
  intern(facetIndex: number, spelling: string, offered: boolean): number {
    const spellings = this.#bySpelling[facetIndex * 2 + (offered ? 1 : 0)] as Map<string, number>;
    const known = spellings.get(spelling);
    if (known !== undefined) return known;
    const folded = foldValue(spelling);
    const values = this.#byFolded[facetIndex] as Map<string, FacetValue>;
    let value = values.get(folded);
    if (value === undefined) {
      value = { facet: FACETS[facetIndex] as Facet, folded, variants: [] };
      values.set(folded, value);
    }
    const id = this.#variants.length;
    this.#variants.push({ value, spelling, offered, uses: 0 });
    value.variants.push(id);
    spellings.set(spelling, id);
    if (id === this.facetIndexes.length) {
      const larger = new Uint8Array(id * 2);
      larger.set(this.facetIndexes);
      this.facetIndexes = larger;
    }
    this.facetIndexes[id] = facetIndex;
    return id;
  }

  /** The value of a variant. */
  valueOf(variant: number): FacetValue {
    return (this.#variants[variant] as Variant).value;
  }

  /** The spelling that a variant stands for. */
  ownSpellingOf(variant: number): string {
    return (this.#variants[variant] as Variant).spelling;
  }

  isOffered(variant: number): boolean {
    return (this.#variants[variant] as Variant).offered;
  }

  /** Notes that one more POC has a variant, or one fewer (-1). */
  use(variant: number, change: 1 | -1): void {
    (this.#variants[variant] as Variant).uses += change;
  }

  /**
   * The value of a facet that a filter means, or undefined when no POC ever had it. A language may be called by another
   * word (golang); a value of that very name goes first.
   */
  find(facetIndex: number, value: string): FacetValue | undefined {
    const values = this.#byFolded[facetIndex];
    const named = values?.get(foldValue(value));
    if (FACETS[facetIndex] !== "language" || (named !== undefined && this.#isUsed(named))) return named;
    const language = languageOf(value);
    return (language === null ? undefined : values?.get(foldValue(language))) ?? named;
  }

  /** The values of a facet that are whole numbers from one to another, both included. */
  between(facetIndex: number, { from, to }: { readonly from: number; readonly to: number }): FacetValue[] {
    const found: FacetValue[] = [];
    for (const [folded, value] of this.#byFolded[facetIndex] ?? [])
      if (/^\d+$/.test(folded) && Number(folded) >= from && Number(folded) <= to) found.push(value);
    return found;
  }

  #isUsed(value: FacetValue): boolean {
    return value.variants.some((id) => (this.#variants[id] as Variant).uses > 0);
  }

  /** True for a value that is to be listed as a choice: some POC has it as one. */
  isListed(value: FacetValue): boolean {
    return value.variants.some((id) => {
      const variant = this.#variants[id] as Variant;
      return variant.offered && variant.uses > 0;
    });
  }

  /** How a value is shown: in its most frequent spelling, of equally frequent ones the first in order of code units. */
  spellingOf(value: FacetValue): string {
    const only = value.variants.length === 1 ? this.#variants[value.variants[0] as number] : undefined;
    if (only !== undefined) return only.spelling;
    const uses = new Map<string, number>();
    for (const id of value.variants) {
      const { spelling, uses: more } = this.#variants[id] as Variant;
      uses.set(spelling, (uses.get(spelling) ?? 0) + more);
    }
    let best = "";
    let most = -1;
    for (const [spelling, count] of uses) {
      if (count > most || (count === most && spelling < best)) {
        best = spelling;
        most = count;
      }
    }
    return best;
  }
}

/** A value as filters compare it. */
export function foldValue(value: string): string {
  return fold(value.trim());
}
