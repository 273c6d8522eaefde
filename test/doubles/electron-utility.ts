// First program of a stand-in utility process (a worker thread): gives the real one a process.parentPort.
import { EventEmitter } from "node:events";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { MessagePortMain } from "./electron-ports.ts";

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    parentPort?.postMessage(message);
  }
}

const port = new ParentPort();
Object.assign(process, { parentPort: port });
await import(workerData as string);
// Listened to only now: what came meanwhile waits in the thread's own queue, as in Electron.
parentPort?.on("message", ({ message, ports }: { message: unknown; ports: readonly MessagePort[] }) => {
  port.emit("message", { data: message, ports: ports.map((one) => new MessagePortMain(one)) });
});
