import { connectCore } from "#core/main.ts";

/** A core in a process of its own, until its stdin ends. Argument: data folder. */
const connection = await connectCore({ dataFolder: process.argv[2] ?? "", shell: "test" });
process.stdout.write(`${connection.joined ? "joined" : "core"}\n`);
process.stdin.resume();
process.stdin.once("end", () => void connection.close());
