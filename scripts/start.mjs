// `npm start`: installs what is missing, builds what is stale, opens the app. Plain Node 20, no dependency.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/start.mjs")).start(process.argv.slice(2)));
