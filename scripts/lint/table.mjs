// Who may import whom, as data. docs/architecture.md tells the reasons; test/fence proves that each line holds.

/** Packages that draw: they need a page. */
const UI_PACKAGES =
  /^(react|react-dom|zustand|monaco-editor|echarts|@mantine\/.*|@tabler\/.*|@tanstack\/.*)$/;

/** Packages that need Node. */
const NODE_PACKAGES = /^(better-sqlite3|ws|pino|pino-roll|@orpc\/server)$/;

/** Isomorphic packages: all that shared code may use. */
const PURE_PACKAGES = /^(zod|yjs|lib0|y-protocols|@noble\/.*|@scure\/bip39|@orpc\/contract)$/;

/**
 * A part of the house: the files of this checkout that it may import (as path prefixes), whether it may use Node, and
 * its packages. A part that is not named here may import nothing.
 * @typedef {{ files: string[], node: boolean, packages: (name: string) => boolean }} Part
 * @type {Record<string, Part>}
 */
export const PARTS = {
  shared: { files: ["shared/"], node: false, packages: (name) => PURE_PACKAGES.test(name) },
  core: {
    // package.json: the version.
    files: ["shared/", "core/", "package.json"],
    node: true,
    packages: (name) => name !== "electron" && !UI_PACKAGES.test(name),
  },
  renderer: {
    files: ["shared/", "renderer/"],
    node: false,
    packages: (name) => name !== "electron" && !NODE_PACKAGES.test(name),
  },
  electron: {
    files: ["shared/api/", "shared/lib/", "electron/"],
    node: true,
    packages: (name) => /^(electron|zod|@orpc\/(contract|server))$/.test(name),
  },
  preload: { files: ["shared/api/", "preload/"], node: false, packages: (name) => name === "electron" },
  web: {
    files: ["shared/", "core/main.ts", "web/"],
    node: true,
    packages: (name) => name !== "electron" && !UI_PACKAGES.test(name),
  },
  cli: {
    files: ["shared/", "core/main.ts", "cli/"],
    node: true,
    packages: (name) => name !== "electron" && !UI_PACKAGES.test(name),
  },
  // They run before anything is installed.
  scripts: { files: ["scripts/"], node: true, packages: () => false },
};

/** One owner for each heavy thing: `what` is a package, or a Node module for the parts named in `within`. */
export const OWNERS = [
  { what: "better-sqlite3", owner: "core/db/", within: [] },
  { what: "monaco-editor", owner: "renderer/editor/", within: [] },
  // A repository is untrusted input: programs start in one place, under one wrapper.
  { what: "node:child_process", owner: "core/platform/", within: ["core"] },
];

/** What only one place may take out of the electron package. */
export const ELECTRON_OWNERS = [
  { name: "ipcMain", owner: "electron/ipc.ts" },
  { name: "ipcRenderer", owner: "preload/" },
];

/** Globals with one owner. */
export const GLOBAL_OWNERS = [{ name: "RTCPeerConnection", owner: "renderer/sync/" }];
