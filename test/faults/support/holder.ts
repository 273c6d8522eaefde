import { connectCore } from "#core/main.ts";

/** A core in a process of its own, which ends as a command does when its stdin ends. Argument: data folder. */
const connection = await connectCore({ dataFolder: process.argv[2] ?? "", shell: "test" });
process.stdout.write(`${connection.joined ? "joined" : "core"}\n`);
process.stdin.resume();
process.stdin.once("end", () => void connection.alone().then(() => connection.close()));
