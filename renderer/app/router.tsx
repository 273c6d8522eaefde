import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { CatalogPage, PocPage, readCatalogSearch } from "#renderer/features/catalog/index.ts";
import { part } from "#renderer/platform/part.ts";
import { readFoldersSearch } from "#renderer/features/catalog/scan/folders-search.ts";
import { NotFound, PageCrashed } from "./lost.tsx";
import { Shell } from "./shell.tsx";

// Addresses stand behind the #: they work in app:// and on 127.0.0.1 alike, and the server needs to know none of them.

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/catalog", replace: true });
  },
});

const catalog = createRoute({
  getParentRoute: () => root,
  path: "/catalog",
  validateSearch: readCatalogSearch,
  component: CatalogPage,
});

const poc = createRoute({ getParentRoute: () => root, path: "/catalog/$pocId", component: PocPage });

// What is not the first screen is loaded when it is asked for.

const scans = createRoute({
  getParentRoute: () => root,
  path: "/folders",
  validateSearch: readFoldersSearch,
  component: lazyRouteComponent(
    () => part(() => import("#renderer/features/catalog/scan/scan-page.tsx")),
    "ScanPage",
  ),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: "/workspace",
  component: lazyRouteComponent(
    () => part(() => import("#renderer/features/workspace/page/workspace-page.tsx")),
    "WorkspacePage",
  ),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(
    () => part(() => import("#renderer/features/settings/settings-page.tsx")),
    "SettingsPage",
  ),
});

const diagnostics = createRoute({
  getParentRoute: () => root,
  path: "/diagnostics",
  component: lazyRouteComponent(() => part(() => import("./diagnostics.tsx")), "Diagnostics"),
});

const hosts = createRoute({
  getParentRoute: () => root,
  path: "/hosts",
  component: lazyRouteComponent(() => part(() => import("./hosts.tsx")), "Hosts"),
});

const routeTree = root.addChildren([home, catalog, poc, scans, workspace, settings, diagnostics, hosts]);

/** `?language=Java&language=Go` as plain text: one value is a string, several are a list. */
function parseSearch(search: string): Record<string, string | string[]> {
  const params = new URLSearchParams(search);
  const result: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    result[key] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return result;
}

function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** What the list of the catalogue is asked first at this address (`#/catalog?q=kafka`); null on another screen. */
export function firstSearchOf(hash: string): Record<string, unknown> | null {
  const [path = "", search = ""] = hash.replace(/^#/u, "").split("?");
  // Everything that is not an address of ours, such as the one-time token, ends at the catalogue.
  return path === "/catalog" || !path.startsWith("/") || path === "/" ? parseSearch(search) : null;
}

/** Every address of the app. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    parseSearch,
    stringifySearch,
    defaultErrorComponent: PageCrashed,
    defaultPendingMs: 200,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
