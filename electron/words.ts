import type { Reason } from "#shared/api/errors.ts";
import { fillPlaces } from "#shared/lib/places.ts";

/** The languages that Tatami speaks. */
export type Language = "en" | "pt-BR";

const WORDS = {
  en: {
    cannotStart: "Tatami cannot start",
    cannotGoOn: "Tatami cannot go on",
    pageNotLoaded: "Tatami’s page did not load",
    noReason: "It gave no reason. What was saved is safe.",
    crashed:
      "Tatami’s core ended {times} times (last code {code}). What was saved is safe; its log in the data folder tells more.",
  },
  "pt-BR": {
    cannotStart: "O Tatami não consegue iniciar",
    cannotGoOn: "O Tatami não consegue continuar",
    pageNotLoaded: "A página do Tatami não carregou",
    noReason: "Nenhum motivo foi dado. O que foi salvo está seguro.",
    crashed:
      "O núcleo do Tatami terminou {times} vezes (último código {code}). O que foi salvo está seguro; o log na pasta de dados diz mais.",
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** The reasons that can end a core, in Portuguese: as the page says them, which is not there to say them. */
export const ENDING_REASONS: Readonly<Record<string, string>> = {
  "storage.full":
    "O disco está cheio: a alteração não foi salva, e nada do que já estava salvo se perdeu. Libere espaço e tente de novo.",
  "storage.damaged":
    "O banco de dados está danificado: nada foi sobrescrito. Reinicie o Tatami; ele guarda à parte o arquivo danificado e diz onde.",
  "storage.unavailable":
    "O banco de dados não pode ser lido nem escrito: verifique se a pasta de dados existe e aceita escrita.",
  "storage.newer":
    "Esta pasta de dados foi escrita por um Tatami mais novo (esquema {schema}, este conhece {known}): atualize o Tatami; nada foi alterado.",
  "storage.folder-unusable":
    "A pasta de dados {folder} não pode ser usada ({cause}): verifique se é uma pasta em que você pode escrever.",
  "core.other-version":
    "Outra versão do Tatami ({version}) está rodando nesta pasta de dados: feche-a ou use a mesma versão.",
  "core.silent":
    "Outro processo ocupa esta pasta de dados e não responde: espere que ele termine ou encerre-o.",
  "core.none": "Não há mais núcleo: inicie o Tatami de novo.",
};

/** Why there is no core any more. */
export type CoreEnd =
  /** It said so itself: its English words, and the reason where they are ours. */
  | { readonly kind: "failed"; readonly message: string; readonly reason: Reason | null }
  /** It crashed so many times, at last with this exit code. */
  | { readonly kind: "crashed"; readonly times: number; readonly code: number };

/** The language of a locale such as "pt-PT", as far as Tatami speaks it. */
export function languageOf(locale: string): Language {
  return /^pt\b/iu.test(locale) ? "pt-BR" : "en";
}

/** The title of an error box. */
export function titleIn(language: Language, key: "cannotStart" | "cannotGoOn" | "pageNotLoaded"): string {
  return WORDS[language][key];
}

/** Why the core has ended, for a person to read. */
export function endIn(language: Language, end: CoreEnd): string {
  const words = WORDS[language];
  const write = new Intl.NumberFormat(language).format;
  if (end.kind === "crashed") return fillPlaces(words.crashed, { times: end.times, code: end.code }, write);
  const { reason, message } = end;
  const own = language === "pt-BR" && reason !== null ? ENDING_REASONS[reason.id] : undefined;
  if (own !== undefined && reason !== null) return fillPlaces(own, reason.params, write);
  return message === "" ? words.noReason : message;
}
