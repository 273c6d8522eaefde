import * as linguist from "linguist-languages";
import { expect, test } from "vitest";

/** Languages that GitHub calls data but whose files are the work itself here. */
const COUNTED_DATA = new Set(["SQL", "PLSQL", "PLpgSQL", "TSQL", "GraphQL", "Protocol Buffer"]);
/** Its endings (.1, .2) are those of rotated logs. */
const NOT_COUNTED = new Set(["Roff", "Roff Manpage"]);

interface Language {
  readonly name: string;
  readonly type: string;
  readonly group?: string;
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
  readonly interpreters?: readonly string[];
}

const HEAD = `/**
 * The languages of GitHub's linguist (npm: linguist-languages, MIT), cut down to what a scan needs: importing the package's
 * 833 modules takes half a second in each thread, this table some milliseconds. Made by language-table.test.ts; after an
 * update of the package run that test with \`-u\`.
 *
 * A row: name | group it is counted as | + when GitHub counts it | endings | file names | interpreters; three to a line.
 */
export const LANGUAGE_TABLE = \`
`;

test("the table is what linguist-languages says", async () => {
  const languages = (Object.values(linguist) as readonly Language[]).map((language) => ({
    ...language,
    counted:
      (language.type === "programming" || language.type === "markup" || COUNTED_DATA.has(language.name)) &&
      !NOT_COUNTED.has(language.name),
  }));
  const counted = languages.filter((language) => language.counted);
  const endings = new Set(counted.flatMap((language) => language.extensions ?? []));
  const names = new Set(counted.flatMap((language) => language.filenames ?? []));
  const rows = languages
    // Of data and prose only what shares an ending or name with a language that is counted.
    .filter(
      (language) =>
        language.counted ||
        language.extensions?.some((ending) => endings.has(ending)) ||
        language.filenames?.some((name) => names.has(name)),
    )
    .map(({ name, group, counted: plus, extensions = [], filenames = [], interpreters = [] }) =>
      [
        name,
        group ?? "",
        plus ? "+" : "",
        extensions.join(" "),
        filenames.filter((file) => !file.includes(" ")).join(" "),
        interpreters.join(" "),
      ].join("|"),
    );
  const lines = rows
    .map((row, at) => (at % 3 === 2 ? `${row}\n` : `${row};`))
    .join("")
    .replace(/[;\n]$/, "");
  await expect(`${HEAD}${lines.replace(/[`\\]|\$\{/g, "\\$&")}\n\`;\n`).toMatchFileSnapshot(
    "./language-table.ts",
  );
});
