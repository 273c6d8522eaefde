/** A Chromium for the tests, and the environment that it needs; `why` says in one sentence what is missing. */
export function findBrowser(): Promise<{
  path: string | null;
  env: Record<string, string>;
  name: string;
  why: string;
}>;
