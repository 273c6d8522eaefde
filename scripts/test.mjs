// `npm test`: installs, builds, runs every test, ends with one line of numbers. Plain Node 20, no dependency.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/test.mjs")).test(process.argv.slice(2)));
