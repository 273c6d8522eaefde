interface Planted {
  readonly file: string;
  readonly code: string;
}

interface Refused extends Planted {
  readonly why: string;
  readonly rule: string;
  readonly message: RegExp;
}

const IMPORTS = "tatami(imports)";
let count = 0;

/** A planted import that must be refused; `folder` may end in a file name. */
function bad(place: string, code: string, message: RegExp, rule = IMPORTS): Refused {
  const file = /\.tsx?$/.test(place) ? place : `${place}/planted-${++count}.ts`;
  return { file, code: `${code}\n`, why: code.split("\n")[0] ?? "", rule, message };
}

/** Every line of the table of who may import whom, and every rule of the house that lint holds. */
export const CASES: readonly Refused[] = [
  bad(
    "shared/lib",
    'import { a } from "#core/db/open.ts"; export const b = a;',
    /shared may not import core/,
  ),
  bad(
    "shared/lib",
    'import { a } from "#renderer/ui/a.ts"; export const b = a;',
    /shared may not import renderer/,
  ),
  bad("shared/lib", 'import { join } from "node:path"; export const b = join;', /may not use Node/),
  bad("shared/lib", 'import { join } from "path"; export const b = join;', /may not use Node/),
  bad("shared/lib", 'import { app } from "electron"; export const b = app;', /package electron/),
  bad("shared/lib", 'import { useState } from "react"; export const b = useState;', /package react/),
  bad("shared/lib", 'import { parse } from "yaml"; export const b = parse;', /package yaml/),

  bad("core/sync", 'import { app } from "electron"; export const b = app;', /package electron/),
  bad("core/sync", 'import { useState } from "react"; export const b = useState;', /package react/),
  bad(
    "core/sync",
    'import { a } from "#renderer/app/a.ts"; export const b = a;',
    /core may not import renderer/,
  ),
  bad(
    "core/sync",
    'import { a } from "#electron/main.ts"; export const b = a;',
    /core may not import electron/,
  ),
  bad("core/sync", 'import { a } from "#web/main.ts"; export const b = a;', /core may not import web/),
  bad("core/sync", 'import { a } from "#test/builders/a.ts"; export const b = a;', /Nothing imports a test/),
  bad("core/sync", 'import { a } from "./other.test.ts"; export const b = a;', /Nothing imports a test/),
  bad(
    "core/sync",
    'import Database from "better-sqlite3"; export const b = Database;',
    /belongs to core\/db/,
  ),
  bad(
    "core/sync",
    'import type Database from "better-sqlite3"; export type B = Database.Database;',
    /belongs to core\/db/,
  ),
  bad(
    "core/sync",
    'import { spawn } from "node:child_process"; export const b = spawn;',
    /belongs to core\/platform/,
  ),
  bad(
    "core/sync",
    'import { spawn } from "child_process"; export const b = spawn;',
    /belongs to core\/platform/,
  ),
  bad(
    "core/features/review",
    'import { a } from "#core/features/catalog/catalog-store.ts"; export const b = a;',
    /reached through core\/features\/catalog\/index\.ts/,
  ),
  bad(
    "core/features/review",
    'import { a } from "../catalog/catalog-store.ts"; export const b = a;',
    /reached through/,
  ),

  bad(
    "renderer/app",
    'import { a } from "#core/main.ts"; export const b = a;',
    /renderer may not import core/,
  ),
  bad(
    "renderer/app",
    'import type { A } from "#core/main.ts"; export type B = A;',
    /renderer may not import core/,
  ),
  bad("renderer/app", 'export type B = import("#core/main.ts").A;', /renderer may not import core/),
  bad("renderer/app", 'export const b = () => import("#core/main.ts");', /renderer may not import core/),
  bad("renderer/app", 'export { a } from "#core/main.ts";', /renderer may not import core/),
  bad("renderer/app", 'import "#core/main.ts";', /renderer may not import core/),
  bad(
    "renderer/app",
    'import { readFile } from "node:fs/promises"; export const b = readFile;',
    /may not use Node/,
  ),
  bad(
    "renderer/app",
    'import { ipcRenderer } from "electron"; export const b = ipcRenderer;',
    /package electron/,
  ),
  bad(
    "renderer/app",
    'import { WebSocketServer } from "ws"; export const b = WebSocketServer;',
    /package ws/,
  ),
  bad(
    "renderer/app",
    'import { editor } from "monaco-editor"; export const b = editor;',
    /belongs to renderer\/editor/,
  ),
  bad(
    "renderer/app",
    "export const b = new RTCPeerConnection();",
    /belongs to renderer\/sync/,
    "tatami(globals)",
  ),
  bad(
    "renderer/features/review",
    'import { a } from "#renderer/features/catalog/index.ts"; export const b = a;',
    /Only renderer\/app/,
  ),
  bad(
    "renderer/ui",
    'import { a } from "#renderer/features/catalog/index.ts"; export const b = a;',
    /Only renderer\/app/,
  ),
  bad(
    "renderer/ui/x",
    'import { a } from "../../platform/client.ts"; export const b = a;',
    /#renderer\/platform\/client/,
  ),

  bad("electron", 'import { a } from "#core/main.ts"; export const b = a;', /electron may not import core/),
  bad(
    "electron",
    'import { a } from "#shared/features/catalog/catalog.ts"; export const b = a;',
    /electron may not import shared\/features/,
  ),
  bad("electron", 'import { ipcMain } from "electron"; export const b = ipcMain;', /ipcMain belongs to/),
  bad("electron", 'import { ipcMain as safe } from "electron"; export const b = safe;', /ipcMain belongs to/),
  bad(
    "electron",
    'import * as all from "electron"; export const b = all;',
    /Name what you take from electron/,
  ),
  bad("electron", 'import all from "electron"; export const b = all;', /Name what you take from electron/),
  bad(
    "electron",
    'import { ipcRenderer } from "electron"; export const b = ipcRenderer;',
    /ipcRenderer belongs to/,
  ),
  bad("electron", 'import Database from "better-sqlite3"; export const b = Database;', /belongs to core\/db/),

  bad("preload", 'import { join } from "node:path"; export const b = join;', /may not use Node/),
  bad(
    "preload",
    'import { a } from "#shared/lib/ids.ts"; export const b = a;',
    /preload may not import shared\/lib/,
  ),
  bad("preload", 'import { z } from "zod"; export const b = z;', /package zod/),

  bad("web", 'import { a } from "#core/db/open.ts"; export const b = a;', /web may not import core\/db/),
  bad("web", 'import { a } from "#renderer/app/a.ts"; export const b = a;', /web may not import renderer/),
  bad("web", 'import { app } from "electron"; export const b = app;', /package electron/),
  bad(
    "cli",
    'import { a } from "#core/features/catalog/index.ts"; export const b = a;',
    /cli may not import core\/features/,
  ),
  bad("cli", 'import type { A } from "#web/main.ts"; export type B = A;', /cli may not import web/),

  bad(
    "shared/features/review",
    'import { a } from "#shared/features/catalog/catalog.ts"; export const b = a;',
    /types only/,
  ),
  bad("rogue", 'import { a } from "#shared/lib/ids.ts"; export const b = a;', /has no line/),

  bad(
    "core/round/a.ts",
    'import { b } from "./b.ts"; export const a = () => b;',
    /cycle/i,
    "import(no-cycle)",
  ),
  bad(
    "core/round/b.ts",
    'import { a } from "#core/round/a.ts"; export const b = () => a;',
    /cycle/i,
    "import(no-cycle)",
  ),
  bad("core/sync", 'export * from "#shared/lib/ids.ts";', /Name what is exported/, "tatami(no-export-star)"),
  bad("core/sync", "export default 1;", /named export/i, "import(no-default-export)"),
  bad("core/sync", 'console.log("x"); export const b = 1;', /console/, "eslint(no-console)"),
  bad("core/sync/Camel.ts", "export const b = 1;", /kebab/i, "unicorn(filename-case)"),
  bad(
    "core/sync/long.ts",
    `export const b = 1;\n${"// line\n".repeat(400)}`,
    /too many lines/,
    "eslint(max-lines)",
  ),
];

const good = (file: string, code: string): Planted => ({ file, code: `${code}\n` });

/** What the same rules must let pass. */
export const GOOD: readonly Planted[] = [
  good("core/straight/b.ts", 'import { c } from "./c.ts";\nexport const b = c;'),
  good("shared/lib/ids.ts", 'import { z } from "zod";\nexport const a = z;'),
  good(
    "shared/features/review/review.ts",
    'import type { A } from "#shared/features/catalog/catalog.ts";\nexport type B = A;',
  ),
  good(
    "shared/lib/ids.test.ts",
    'import { readFile } from "node:fs/promises";\nimport { it } from "vitest";\nit("reads", () => readFile("x"));',
  ),
  good("core/db/open.ts", 'import Database from "better-sqlite3";\nexport const a = Database;'),
  good("core/platform/git.ts", 'import { spawn } from "node:child_process";\nexport const a = spawn;'),
  good(
    "core/features/review/index.ts",
    'import { a } from "#core/features/catalog/index.ts";\nexport const b = a;',
  ),
  good("core/main.ts", 'import { a } from "#shared/features/catalog/catalog.ts";\nexport const b = a;'),
  good(
    "renderer/app/router.tsx",
    'import { useState } from "react";\nexport const b = useState;\nexport const page = () => import("#renderer/features/catalog/catalog-page.tsx");',
  ),
  good("renderer/editor/set-up.ts", 'import { editor } from "monaco-editor";\nexport const b = editor;'),
  good("renderer/sync/pipes.ts", "export const open = () => new RTCPeerConnection();"),
  good(
    "electron/ipc.ts",
    'import { ipcMain } from "electron";\nimport { a } from "#shared/api/host.api.ts";\nexport const b = [ipcMain, a];',
  ),
  good("preload/index.ts", 'import { ipcRenderer } from "electron";\nexport const b = ipcRenderer;'),
  good(
    "web/main.ts",
    'import { createServer } from "node:http";\nimport { a } from "#core/main.ts";\nexport const b = [createServer, a];',
  ),
  good(
    "cli/main.ts",
    'import { a } from "#core/main.ts";\nimport { c } from "#shared/lib/ids.ts";\nexport const b = [a, c];',
  ),
  good(
    "test/e2e/all.spec.ts",
    'import { a } from "#core/db/open.ts";\nimport { b } from "#renderer/ui/a.ts";\nexport const c = [a, b];',
  ),
];
