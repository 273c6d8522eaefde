import { URL } from "node:url";
import { shell, type Session, type WebContents, type WebPreferences } from "electron";
import { PAGE_ORIGIN } from "./pages.ts";

/** What a page may be: as little as Electron allows. Stated in full, so that a changed default changes nothing. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Electron would fetch dictionaries from the network.
  spellcheck: false,
} as const satisfies WebPreferences;

/** Permissions that our page is given; every other one, also one that Electron learns later, is denied. */
const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ["clipboard-sanitized-write", "the copy buttons write plain text"],
]);

/** Schemes that a page may load from; each other request is cancelled before it leaves. */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ["app:", "the page itself"],
  ["blob:", "pictures made in the page"],
  ["data:", "thumbnails that came over the contract"],
  ["devtools:", "the inspector's own files"],
]);

/** Schemes of links that a page may hand to the system's own browser or mail program. */
const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ["https:", "links of a README"],
  ["http:", "links of a README"],
  ["mailto:", "links of a README"],
]);

/** True for an address of our own page. */
export function isOurPage(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === PAGE_ORIGIN;
}

/** Denies by table what pages of a session ask for. */
export function guardSession(session: Session): void {
  const allowed = (permission: string, address: string): boolean =>
    PERMISSIONS.has(permission) && isOurPage(address);
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(allowed(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !SCHEMES.has(URL.parse(details.url)?.protocol ?? "") });
  });
}

/** Keeps a page where it is: no other address, no other window, no webview. A link that was clicked opens outside. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const address = URL.parse(url);
    // A system without a program for it says so itself; there is nothing that the page could add.
    if (address !== null && OUTSIDE.has(address.protocol))
      void shell.openExternal(address.href).catch(() => undefined);
    return { action: "deny" };
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
}
