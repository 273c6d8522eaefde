// `npm run bench`, `npm run soak`: runs a TypeScript program of this checkout under the right Node, on a fresh build.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/task.mjs")).task(process.argv.slice(2)));
