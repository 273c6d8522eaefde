import { useMemo, useSyncExternalStore } from "react";
import { fillPlaces, type Places, type PlaceValues } from "#shared/lib/places.ts";

/** The languages that the interface speaks. */
export type Language = "en" | "pt-BR";

/** A text with `{name}` places, or one chosen by `{count}`. */
interface Plural {
  readonly one: string;
  readonly other: string;
}
type Message = string | Plural;

/** The messages of a feature in both languages: a key that one lacks does not compile. */
export interface Messages<English extends Record<string, Message> = Record<string, Message>> {
  readonly en: English;
  readonly "pt-BR": { readonly [Key in keyof English]: English[Key] extends string ? string : Plural };
}

type PlacesOf<Entry> = Entry extends Plural
  ? Places<Entry["one"]> | Places<Entry["other"]> | "count"
  : Places<Entry>;
type Params<Entry> = [PlacesOf<Entry>] extends [never]
  ? []
  : [params: { readonly [Name in PlacesOf<Entry>]: Name extends "count" ? number : string | number }];

/** A text in whatever language is chosen when it is shown. */
export type Text = (language: Language) => string;

/** Says a feature's messages: `t("total", { count: 6 })`. Numbers are written as the language writes them. */
export type Translate<English extends Record<string, Message>> = <Key extends keyof English>(
  key: Key,
  ...params: Params<English[Key]>
) => string;

/** Declares a feature's messages. The Portuguese must have the keys of the English, plurals where it has plurals. */
export function defineMessages<const English extends Record<string, Message>>(
  en: English,
  ptBR: Messages<English>["pt-BR"],
): Messages<English> {
  return { en, "pt-BR": ptBR };
}

const plurals = { en: new Intl.PluralRules("en"), "pt-BR": new Intl.PluralRules("pt-BR") };
const numbers = { en: new Intl.NumberFormat("en"), "pt-BR": new Intl.NumberFormat("pt-BR") };

function say(language: Language, message: Message, params: PlaceValues): string {
  const count = params["count"];
  const text =
    typeof message === "string"
      ? message
      : plurals[language].select(Number(count)) === "one"
        ? message.one
        : message.other;
  return fillPlaces(text, params, numbers[language].format);
}

/** The translating function of a language, for places without hooks. */
export function translator<English extends Record<string, Message>>(
  messages: Messages<English>,
  language: Language,
): Translate<English> {
  return (key, ...params) => say(language, messages[language][key], params[0] ?? {});
}

/** A message as a value that waits for its language: for commands and other tables. */
export function text<English extends Record<string, Message>, Key extends keyof English>(
  messages: Messages<English>,
  key: Key,
  ...params: Params<English[Key]>
): Text {
  return (language) => translator(messages, language)(key, ...params);
}

/** What the browser or the system speaks, if we do; else English. */
export function systemLanguage(): Language {
  for (const wanted of navigator.languages) {
    if (/^pt\b/iu.test(wanted)) return "pt-BR";
    if (/^en\b/iu.test(wanted)) return "en";
  }
  return "en";
}

let current: Language = systemLanguage();
const listeners = new Set<() => void>();

/** Chooses the language of the interface; every text follows at once. */
export function setLanguage(choice: Language | "auto"): void {
  const next = choice === "auto" ? systemLanguage() : choice;
  document.documentElement.lang = next;
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/** The language of the interface at this moment, for places without hooks. */
export function currentLanguage(): Language {
  return current;
}

/** The language of the interface, live. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** The translating function of a feature's messages in the language of the moment. */
export function useMessages<English extends Record<string, Message>>(
  messages: Messages<English>,
): Translate<English> {
  const language = useLanguage();
  return useMemo(() => translator(messages, language), [messages, language]);
}
