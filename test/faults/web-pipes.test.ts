import { expect, it, onTestFinished } from "vitest";
import { knock, webShell } from "./support/web.ts";

it("S-562 a page that says on the channel for direct connections what no page would is sent away, and the shell goes on", async () => {
  const shell = await webShell();
  onTestFinished(() => shell.close());
  const key = await shell.key();
  const open = (path: string) => knock(shell.host, path, ["tatami", `key.${key}`], { origin: shell.origin });
  const good = JSON.stringify({ type: "ready" });
  for (const nonsense of ["", "null", "{", '{"type":"open"}', Buffer.alloc(100_000), Buffer.of(1), good]) {
    const { outcome, socket } = await open("/api/pipes");
    expect(outcome).toBe("open");
    const closed = new Promise((done) => socket.once("close", done));
    socket.send(good);
    socket.send(nonsense);
    expect(await closed).toBe(1008);
  }
  const { outcome, socket } = await open("/api/core");
  expect(outcome).toBe("open");
  socket.terminate();
});
