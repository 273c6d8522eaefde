import type { Reason } from "#shared/api/errors.ts";
import { fillPlaces, placesOf, type PlaceValues } from "#shared/lib/places.ts";
import { formatOf } from "./format.ts";
import type { Language } from "./i18n.ts";
import { fieldMessages, reasonMessages } from "./reason-messages.ts";

/** What the core says in English, with the reasons of which it is made: none where the words come from elsewhere. */
export interface Said {
  readonly words: string;
  readonly reasons: readonly (Reason | null | undefined)[];
}

/**
 * Says in the language of the interface what the core said. The core's own words stay where there is no reason, or one that
 * this page does not know: its core may be of another version.
 */
export function saidIn(language: Language, { words, reasons }: Said): string {
  const sentences = reasons.map((reason) => reasonText(reason, language));
  return sentences.length === 0 || sentences.includes(null) ? words : sentences.join(" ");
}

function reasonText(reason: Reason | null | undefined, language: Language): string | null {
  if (reason === null || reason === undefined) return null;
  const sentences: Readonly<Record<string, string>> = reasonMessages[language];
  const sentence = Object.hasOwn(sentences, reason.id) ? sentences[reason.id] : undefined;
  const { params } = reason;
  if (sentence === undefined || placesOf(sentence).some((place) => !Object.hasOwn(params, place)))
    return null;
  const { field } = params;
  const values: PlaceValues =
    typeof field === "string" ? { ...params, field: fieldName(field, language) } : params;
  return fillPlaces(sentence, values, formatOf(language).number);
}

/** A field as the screen calls it: of "patch.addTags.0" the tags. Others keep the name that they have in the contract. */
function fieldName(field: string, language: Language): string {
  const names: Readonly<Record<string, string>> = fieldMessages[language];
  const name = field.replace(/^patch\./u, "").replace(/\.\d+$/u, "");
  return Object.hasOwn(names, name) ? (names[name] ?? field) : field;
}
