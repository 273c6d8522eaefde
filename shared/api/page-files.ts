const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  wasm: "application/wasm",
};

/** A file of the built page. */
export interface PageFile {
  /** The names from the page's folder down to the file. */
  readonly names: readonly string[];
  readonly type: string;
}

/** The file that the path of an address means, for every shell that serves the page; null for one that leads out of its folder. */
export function pageFile(path: string): PageFile | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  // An address has resolved plain dots; what is left are encoded ones, and backslashes that Windows takes for slashes.
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const [first, ...names] = decoded.split("/");
  if (first !== "" || names.length === 0) return null;
  if (names.some((name) => name === "" || name === "." || name === "..")) return null;
  const ending = /\.([^.]+)$/u.exec(names.at(-1) ?? "")?.[1] ?? "";
  const type = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  return { names, type: type ?? "application/octet-stream" };
}
