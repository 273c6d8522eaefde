import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { listenOn, portsToTry, preferredPort } from "./ports.ts";

function server(): Server {
  const made = createServer();
  onTestFinished(() => void made.close());
  return made;
}
const portOf = (one: Server) => (one.address() as AddressInfo).port;

it("a data folder has one port, whichever process asks, and folders are spread over the range", () => {
  expect(preferredPort("/home/ana/.local/share/tatami")).toBe(preferredPort("/home/ana/.local/share/tatami"));
  const ports = Array.from({ length: 2000 }, (_, number) => preferredPort(`/home/ana/data-${number}`));
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(28_600);
  expect(Math.max(...ports)).toBeLessThan(29_000);
  expect(new Set(ports).size).toBeGreaterThan(300);
});

it("a port that was asked for is the only one; else the folder's own comes before any free one", () => {
  expect(portsToTry(4000, "/data")).toEqual([4000]);
  expect(portsToTry(0, "/data")).toEqual([0]);
  expect(portsToTry(null, "/data")).toEqual([preferredPort("/data"), 0]);
});

it("listens on the first port that is free, on 127.0.0.1 alone", async () => {
  const first = server();
  await listenOn(first, [0]);
  const second = server();
  await listenOn(second, [portOf(first), 0]);
  expect(portOf(second)).not.toBe(portOf(first));
  expect((second.address() as AddressInfo).address).toBe("127.0.0.1");
});

it("says which port is taken when there is no other to try, and the server can still listen", async () => {
  const first = server();
  await listenOn(first, [0]);
  const second = server();
  await expect(listenOn(second, [portOf(first)])).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining(`Port ${portOf(first)} is taken`),
  });
  await listenOn(second, [0]);
  expect(portOf(second)).toBeGreaterThan(0);
});
