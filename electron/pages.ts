import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { URL } from "node:url";
import { protocol, type Protocol } from "electron";
import { pageFile } from "#shared/api/page-files.ts";
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

/** Gives app:// the rights of a web origin. Electron wants it before it is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges }]);
}

/** Serves the built page from `folder` (absolute) under app://tatami. */
export function servePages(on: Pick<Protocol, "handle">, folder: string): void {
  on.handle("app", async (request) => {
    const url = URL.parse(request.url);
    const ours = url !== null && `${url.protocol}//${url.host}` === PAGE_ORIGIN;
    const file = ours && request.method === "GET" ? pageFile(url.pathname) : null;
    const body = file === null ? null : await readFile(join(folder, ...file.names)).catch(() => null);
    if (file === null || body === null)
      return new Response("There is nothing here.", { status: 404, headers: HEADERS });
    return new Response(body, { headers: { ...HEADERS, "content-type": file.type } });
  });
}
