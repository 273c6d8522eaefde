/** A language with what people call its release, as lists show it: "Java 21", "TypeScript 6", "Go 1.22". */
export function languageName(language: string, version: string | null): string {
  // A language that has stayed at 1 is known by the number behind it.
  const main = /^(?:[01]\.)?\d+(?=\.|$)/u.exec(version ?? "")?.[0];
  return main === undefined ? language : `${language} ${main}`;
}
