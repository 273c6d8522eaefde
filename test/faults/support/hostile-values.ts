import { fc } from "#test/builders/properties.ts";
import * as z from "zod";

/** Strings that break things elsewhere: NUL, halves of surrogates, markup, syntax of SQL and of the query language. */
const HOSTILE: readonly string[] = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff",
  "x\ud83dy",
  "\ud83d\ude00",
  "\u202eabc",
  "\ufeff",
  "\u0000\u001b]0;title\u0007",
  "a\u0301",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "' OR 1=1 --",
  '"',
  '""',
  '"unclosed',
  "NEAR(a b)",
  "a AND NOT b",
  "*",
  "a*",
  "-",
  "--",
  "tag:",
  "-tag:",
  "language:",
  'framework:"',
  "year:99999999999999",
  "year:-1",
  "folder:../..",
  "name:x",
  "^a",
  "col:a",
  "{}",
  "(((((",
  "a".repeat(1000),
  "a ".repeat(500),
  "\u00e9".repeat(60),
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "../../../etc/passwd",
  "%00",
  "%s%n",
  "\\",
  "\n",
  "\r\n",
  "🏳️‍🌈".repeat(20),
  "ﷺ".repeat(100),
  "İ".repeat(50),
];

export interface Places {
  /** The only folders that calls may name. */
  readonly folders: readonly string[];
  /** Ids that exist. */
  readonly ids: readonly string[];
}

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(100_000), "\ud800".repeat(5000), "é".repeat(250_000)) },
);

const numbers = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    0.5,
    200,
    201,
    2 ** 31,
    2 ** 53 - 1,
    -(2 ** 53),
    2 ** 63,
    1e308,
    Number.NaN,
    Infinity,
    -Infinity,
  ),
  fc.integer(),
  fc.integer({ min: 0, max: 50 }),
);

/** Anything at all that the wire can carry. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    maxDepth: 3,
    withDate: true,
    withMap: true,
    withSet: true,
    withBigInt: true,
    withNullPrototype: true,
    key: fc.oneof(
      fc.constantFrom("__proto__", "constructor", "prototype", "id", "path", "query"),
      fc.string(),
    ),
  }),
  text,
  numbers,
  fc.constantFrom(
    undefined,
    null,
    [],
    {},
    JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}') as unknown,
  ),
);

interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
}

/** Values that fit a schema or nearly do: right shapes with hostile leaves, and now and then a wrong or additional one. */
export function nearly(schema: z.ZodType, places: Places): fc.Arbitrary<unknown> {
  return from(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape, "", places);
}

function from(shape: Shape, name: string, places: Places): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: fitting(shape, name, places) },
    { weight: 1, arbitrary: name === "path" || name === "under" ? numbers : anything },
  );
}

function fitting(shape: Shape, name: string, places: Places): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => fitting(choice, name, places)));
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  switch (shape.type) {
    case "object":
      return record(shape, places);
    case "array":
      return fc.array(from(shape.items ?? {}, name, places), {
        minLength: shape.minItems ?? 0,
        maxLength: 4,
      });
    case "string":
      return string(shape, name, places);
    case "integer":
    case "number":
      return numbers;
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return anything;
  }
}

function record(shape: Shape, places: Places): fc.Arbitrary<unknown> {
  const required = shape.required ?? [];
  const model = Object.fromEntries(
    Object.entries(shape.properties ?? {}).map(([key, value]) => [key, from(value, key, places)]),
  );
  const plain = fc.record(model, { requiredKeys: required.filter((key) => key in model) });
  const odd = fc
    .tuple(
      plain,
      fc.constantFrom("__proto__", "extra", "constructor", "then", "toJSON"),
      fc.oneof(text, numbers),
    )
    .map(([value, key, more]) => Object.defineProperty({ ...value }, key, { value: more, enumerable: true }));
  return fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: odd });
}

function string(shape: Shape, name: string, places: Places): fc.Arbitrary<unknown> {
  if (shape.format === "uuid") {
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...places.ids) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: text },
    );
  }
  // A program that is named here may be started: only ones that do nothing.
  if (name === "editor" || name === "terminal")
    return fc.constantFrom(
      "",
      "true",
      "true {path}",
      "'true' \"{path}",
      "true\0",
      "no-such-program {path}",
      '"',
      "{path}/nothing",
    );
  if (name === "path" || name === "under")
    return fc.constantFrom(
      ...places.folders,
      ...places.folders.map((folder) => `${folder}/../${folder.split("/").at(-1)}`),
      "relative",
      "",
      "/no-such-folder/x",
      "/no\0such",
      `/no-such/${"x".repeat(4000)}`,
      "\ud800",
      `/no-such-\ud800`,
      "~",
      "C:\\no-such",
    );
  return text;
}
