// A page that holds direct connections and does nothing else: the app's own code for it, on a socket that the address names.
import { socketChannel } from "#renderer/platform/page-channel.ts";
import { Pipes } from "#renderer/sync/pipes.ts";

const socket = new WebSocket(location.hash.slice(1));
const pipes = new Promise<Pipes>((done) =>
  socket.addEventListener("open", () => done(new Pipes(socketChannel(socket)))),
);
Object.assign(window, { pipes });
