import { existsSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (...parts: readonly string[]) => join(import.meta.dirname, ...parts);

/** The programs, each a file of its own in out/main. */
const programs = {
  electron: at("electron/main.ts"),
  core: at("core/entry-utility.ts"),
  web: at("web/main.ts"),
  cli: at("cli/main.ts"),
  "scan-worker": at("core/features/catalog/scan/scan-worker.ts"),
};

export default defineConfig({
  main: {
    // The oldest Node that may carry the core; Electron's own is newer.
    build: {
      target: "node22.12",
      // Dependencies are bundled: a start reads a few files instead of hundreds.
      externalizeDeps: false,
      license: { fileName: "licenses.md" },
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).filter(([, path]) => existsSync(path))),
        // Native: finds its binary beside itself.
        external: ["better-sqlite3"],
        output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file and can require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at("renderer"),
    // Relative addresses: the same files are served by app:// and by the web shell.
    base: "./",
    plugins: [react()],
    build: {
      outDir: at("out/renderer"),
      emptyOutDir: true,
      target: "es2024",
      license: { fileName: "licenses.md" },
      // 'self' alone stands in the page's policy: nothing may become a data: address.
      assetsInlineLimit: 0,
      minify: true,
      // Read from a disk; one file of this size starts sooner than the fifty it would be in, see below.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: { index: at("renderer/index.html") },
        // What every start needs is one file: as it falls out of what the pages share, it would be fifty small ones.
        output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } },
      },
    },
  },
});
