// `npm run format`: writes every file as `npm run check` wants it. Plain Node 20, no dependency.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/check.mjs")).format(process.argv.slice(2)));
