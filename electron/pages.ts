import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { URL } from "node:url";
import { protocol, type Protocol } from "electron";
import { PAGE_POLICY } from "#shared/api/page-policy.ts";

/** Where our page lives; it is the only origin that the window ever shows. */
export const PAGE_ORIGIN = "app://tatami";
/** The address of the page. */
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

const HEADERS = {
  "content-security-policy": PAGE_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** Gives app:// the rights of a web origin. Electron wants it before it is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges }]);
}

/** The file that an address means, or null for one that is not ours or leads out of the folder. */
export function pageFile(folder: string, address: string): string | null {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== PAGE_ORIGIN) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  // URL has resolved plain dots; what is left are encoded ones, and backslashes that Windows takes for slashes.
  if (path.includes("\0") || path.includes("\\")) return null;
  const file = normalize(join(folder, path));
  return file.startsWith(folder + sep) ? file : null;
}

/** Serves the built page from `folder` (absolute) under app://tatami. */
export function servePages(on: Pick<Protocol, "handle">, folder: string): void {
  on.handle("app", async (request) => {
    const file = request.method === "GET" ? pageFile(folder, request.url) : null;
    const body = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || body === null)
      return new Response("There is nothing here.", { status: 404, headers: HEADERS });
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return new Response(body, { headers: { ...HEADERS, "content-type": type } });
  });
}
