import { expect, test } from "vitest";
import { licenceOfName, licenceOfText } from "./licences.ts";

test.for([
  [
    "The MIT License (MIT)\n\nCopyright\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software ... The above copyright notice and this permission notice shall be",
    "MIT",
  ],
  ["   Apache License\n   Version 2.0, January 2004\n", "Apache-2.0"],
  ["GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007", "GPL-3.0-only"],
  ["GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999", "LGPL-2.1-only"],
  ["GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3", "AGPL-3.0-only"],
  ["Mozilla Public License Version 2.0", "MPL-2.0"],
  [
    "Redistribution and use in source and binary forms, with or without ... Neither the name of the holder",
    "BSD-3-Clause",
  ],
  ["Redistribution and use in source and binary forms, with or without\nmodification", "BSD-2-Clause"],
  ["This is free and unencumbered software released into the public domain.", "Unlicense"],
  [
    "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted",
    "ISC",
  ],
  ["// SPDX-License-Identifier: Apache-2.0 OR MIT\n", "Apache-2.0 OR MIT"],
  ["# Licence of our house\n\nAsk before use.", "Licence of our house"],
  ["\n \n", null],
] as const)("%s", ([text, licence]) => {
  expect(licenceOfText(text)).toBe(licence);
});

test.for([
  ["The Apache Software License, Version 2.0", "Apache-2.0"],
  ["Apache License 2.0", "Apache-2.0"],
  ["MIT License", "MIT"],
  ["(MIT OR Apache-2.0)", "(MIT OR Apache-2.0)"],
  ["UNLICENSED", null],
  ["SEE LICENSE IN file", null],
] as const)("a manifest's %s", ([name, licence]) => {
  expect(licenceOfName(name)).toBe(licence);
});
