import { ORPCError } from "@orpc/client";
import { expect, it } from "vitest";
import { ConnectionLostError, Gate, type Link } from "./gate.ts";

/** A link that notes what is sent on it; what it answers is given, or thrown. */
function link(answer: unknown = "done"): Link & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    call: async (path) => {
      await Promise.resolve();
      sent.push(path.join("."));
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}
const call = (gate: Gate, name: string, signal?: AbortSignal) =>
  gate.link.call(name.split("."), undefined, { context: {}, ...(signal && { signal }) });

it("lets calls wait for a link and sends them in their order, and tells how many changes wait", async () => {
  const counts: number[] = [];
  const changes = new Set(["catalog.update", "catalog.add"]);
  const gate = new Gate(() => counts.push(gate.waiting(changes)));
  const answers = Promise.all([
    call(gate, "catalog.update"),
    call(gate, "catalog.search"),
    call(gate, "catalog.add"),
  ]);
  expect(gate.waiting(changes)).toBe(2);
  const first = link();
  gate.open(first);
  expect(await answers).toEqual(["done", "done", "done"]);
  expect(first.sent).toEqual(["catalog.update", "catalog.search", "catalog.add"]);
  expect(counts).toEqual([1, 1, 2, 0]);
});

it("never sends a call that was given up while it waited, nor one that was given up before", async () => {
  const changes = new Set(["catalog.update"]);
  const counts: number[] = [];
  const gate = new Gate(() => counts.push(gate.waiting(changes)));
  const stop = new AbortController();
  const waiting = call(gate, "catalog.update", stop.signal);
  stop.abort(new Error("changed my mind"));
  await expect(waiting).rejects.toThrow("changed my mind");
  expect(counts).toEqual([1, 0]);
  await expect(call(gate, "catalog.add", stop.signal)).rejects.toThrow("changed my mind");
  const first = link();
  gate.open(first);
  await call(gate, "catalog.get");
  expect(first.sent).toEqual(["catalog.get"]);
});

it("tells a call whose link went before the answer from one that the core refused", async () => {
  const gate = new Gate();
  const broken = link(new Error("the socket closed"));
  gate.open(broken);
  const lost = call(gate, "catalog.update");
  expect(gate.close(broken)).toBe(true);
  await expect(lost).rejects.toBeInstanceOf(ConnectionLostError);
  const refusing = link(new ORPCError("NOT_FOUND"));
  gate.open(refusing);
  const refused = call(gate, "catalog.get");
  gate.close(refusing);
  await expect(refused).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("is not closed by the late goodbye of a link that has a successor", async () => {
  const gate = new Gate();
  const first = link("first");
  const second = link("second");
  gate.open(first);
  gate.open(second);
  expect(gate.close(first)).toBe(false);
  expect(await call(gate, "catalog.get")).toBe("second");
});
