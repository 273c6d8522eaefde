// `npm run check`: all that CI runs before the tests. Plain Node 20, no dependency.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/check.mjs")).check());
