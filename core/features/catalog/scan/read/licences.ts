/** Licences by words that stand in no other text. The order matters: the narrower text comes first. */
const TEXTS: readonly (readonly [spdx: string, pattern: RegExp])[] = [
  ["AGPL-3.0-only", /gnu affero general public license\s+version 3/],
  ["LGPL-3.0-only", /gnu lesser general public license\s+version 3/],
  ["LGPL-2.1-only", /gnu lesser general public license\s+version 2\.1/],
  ["LGPL-2.0-only", /gnu library general public license\s+version 2/],
  ["GPL-3.0-only", /gnu general public license\s+version 3/],
  ["GPL-2.0-only", /gnu general public license\s+version 2/],
  [
    "Apache-2.0",
    /apache license,?\s+version 2\.0|licensed under the apache license|apache\.org\/licenses\/license-2\.0/,
  ],
  ["MPL-2.0", /mozilla public license,?\s+(?:version|v\.?)\s*2\.0/],
  ["MPL-1.1", /mozilla public license\s+version 1\.1/],
  ["EPL-2.0", /eclipse public license\s+-?\s*v(?:ersion)?\s*\.?\s*2\.0/],
  ["EPL-1.0", /eclipse public license\s+-?\s*v(?:ersion)?\s*\.?\s*1\.0/],
  ["EUPL-1.2", /european union public licen[cs]e\s+v\.?\s*1\.2/],
  ["CDDL-1.0", /common development and distribution license/],
  ["BSL-1.1", /business source license 1\.1/],
  ["Elastic-2.0", /elastic license 2\.0/],
  ["SSPL-1.0", /server side public license\s+version 1/],
  ["BSL-1.0", /boost software license\s+-?\s*version 1\.0/],
  ["Artistic-2.0", /the artistic license 2\.0/],
  ["Unlicense", /this is free and unencumbered software released into the public domain/],
  ["CC0-1.0", /cc0 1\.0 universal|creative commons zero/],
  ["CC-BY-SA-4.0", /attribution-sharealike 4\.0 international/],
  ["CC-BY-NC-4.0", /attribution-noncommercial 4\.0 international/],
  ["CC-BY-4.0", /attribution 4\.0 international/],
  ["WTFPL", /do what the fuck you want to public license/],
  [
    "Zlib",
    /this software is provided 'as-is', without any express or implied warranty[\s\S]*altered source versions must be plainly marked/,
  ],
  ["BSD-4-Clause", /all advertising materials mentioning features or use of this software must display/],
  [
    "BSD-3-Clause",
    /redistribution and use in source and binary forms[\s\S]*neither the name of|redistribution and use in source and binary forms[\s\S]*names? of (?:its|the|any) [\s\S]{0,80}may (?:not )?be used to endorse/,
  ],
  ["BSD-2-Clause", /redistribution and use in source and binary forms, with or without/],
  [
    "MIT-0",
    /mit no attribution|^(?![\s\S]*the above copyright notice and this permission notice)[\s\S]*permission is hereby granted, free of charge, to any person obtaining a copy of this software/,
  ],
  [
    "MIT",
    /permission is hereby granted, free of charge, to any person obtaining a copy|\bthe mit license\b|^mit license/,
  ],
  [
    "ISC",
    /permission to use, copy, modify, and(?:\/or)? distribute this software for any purpose with or without fee is hereby granted/,
  ],
  [
    "PostgreSQL",
    /permission to use, copy, modify, and distribute this software and its documentation for any purpose, without fee/,
  ],
  ["OFL-1.1", /sil open font license\s+version 1\.1/],
  ["PSF-2.0", /python software foundation license version 2/],
];

const NAMES: readonly (readonly [spdx: string, pattern: RegExp])[] = [
  [
    "Apache-2.0",
    /^(?:the )?(?:apache(?: software)?(?: license)?|asl|al)[ ,-]*(?:v(?:ersion)?\.?\s*)?2(?:\.0)?$/,
  ],
  ["MIT", /^(?:the )?(?:mit|expat)(?: licen[cs]e)?$/],
  [
    "BSD-3-Clause",
    /^(?:the )?(?:new |modified |revised )?bsd(?:[ -]3[ -]clause)?(?: licen[cs]e)?$|^(?:the )?bsd[ -]3[ -]clause/,
  ],
  ["BSD-2-Clause", /bsd[ -]2[ -]clause|^simplified bsd/],
  [
    "GPL-3.0-only",
    /^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v(?:ersion)?\.?\s*)?3(?:\.0)?(?: license)?$/,
  ],
  [
    "GPL-2.0-only",
    /^(?:gnu )?(?:gpl|general public license)[ ,-]*(?:v(?:ersion)?\.?\s*)?2(?:\.0)?(?: license)?$/,
  ],
  ["LGPL-2.1-only", /lesser general public license.*2\.1|^lgpl[ -]?v?2\.1/],
  ["LGPL-3.0-only", /lesser general public license.*3|^lgpl[ -]?v?3/],
  ["MPL-2.0", /^(?:mozilla public license|mpl)[ ,-]*(?:v(?:ersion)?\.?\s*)?2(?:\.0)?$/],
  ["EPL-2.0", /^(?:eclipse public license|epl)[ ,-]*(?:v(?:ersion)?\.?\s*)?2(?:\.0)?$/],
  ["EPL-1.0", /^(?:eclipse public license|epl)[ ,-]*(?:v(?:ersion)?\.?\s*)?1(?:\.0)?$/],
  ["ISC", /^isc(?: licen[cs]e)?$/],
  ["Unlicense", /^(?:the )?unlicense$/],
];

/** What an SPDX expression looks like: identifiers joined by AND, OR, WITH. */
const EXPRESSION = /^\(?[A-Za-z][A-Za-z0-9.+-]*\)?(?:\s+(?:AND|OR|WITH)\s+\(?[A-Za-z][A-Za-z0-9.+-]*\)?)*$/;
const UNKNOWN_LENGTH = 60;

/** The SPDX identifier of a licence text; the first words of one that is not known; null for an empty one. */
export function licenceOfText(text: string): string | null {
  const spoken = /SPDX-License-Identifier:\s*([^\s*][^\n*]*)/.exec(text)?.[1]?.trim();
  if (spoken !== undefined && EXPRESSION.test(spoken)) return spoken;
  // Copyright lines, comments and white space differ from copy to copy.
  const plain = text
    .slice(0, 60_000)
    .toLowerCase()
    .replace(/(?:^|\n)[ \t]*(?:\/\/+|\/?\*+\/?|#+|>+|;+|--+)/g, " ")
    .replace(/["“”]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const found = TEXTS.find(([, pattern]) => pattern.test(plain));
  if (found !== undefined) return found[0];
  const first = text
    .split("\n")
    .map((line) => line.replace(/^[\s#*=/-]+|[\s*=]+$/g, ""))
    .find((line) => line.length > 2);
  return first === undefined ? null : first.slice(0, UNKNOWN_LENGTH);
}

/** The SPDX identifier of what a manifest calls its licence, or null when it says none. */
export function licenceOfName(name: string): string | null {
  const plain = name.trim();
  if (plain === "" || /^(?:unlicensed|proprietary|none|see license|file)\b/i.test(plain)) return null;
  const lower = plain.toLowerCase();
  const found = NAMES.find(([, pattern]) => pattern.test(lower));
  if (found !== undefined) return found[0];
  return EXPRESSION.test(plain) ? plain : plain.slice(0, UNKNOWN_LENGTH);
}
