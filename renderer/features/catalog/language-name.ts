/** A language with the main part of its release, as lists show it: "Java 21", "TypeScript 6". */
export function languageName(language: string, version: string | null): string {
  const main = /^\d+(?=\.|$)/u.exec(version ?? "")?.[0];
  return main === undefined ? language : `${language} ${main}`;
}
