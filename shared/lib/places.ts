/** The names of the `{name}` places of a text, as a type. */
export type Places<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;

/** What places are filled with; a number is written as the language writes it. */
export type PlaceValues = Readonly<Record<string, string | number>>;

const PLACE = /\{(\w+)\}/gu;

/** The names of the `{name}` places of a text, each as often as it stands there. */
export function placesOf(text: string): string[] {
  return [...text.matchAll(PLACE)].map((match) => match[1] ?? "");
}

/** Fills the places of a text. A place without a value stays as it is; what a value contains is not filled again. */
export function fillPlaces(text: string, values: PlaceValues, write: (value: number) => string): string {
  return text.replace(PLACE, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return place;
    return typeof value === "number" ? write(value) : value;
  });
}
