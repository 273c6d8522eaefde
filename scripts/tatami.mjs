// `npm run -s tatami -- <command>`: the command line from a checkout. stdout belongs to the command's answer.
import { enter } from "./lib/enter.mjs";

await enter(async () => (await import("./lib/tatami.mjs")).tatami(process.argv.slice(2)));
