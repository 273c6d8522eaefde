import { expect, it } from "vitest";
import { wayOut, type Parting } from "./way-out.ts";

const of = (part: Partial<Parting>): Parting => ({ shared: true, role: "editor", members: [0, 1], ...part });

it.each<[string, Partial<Parting>, boolean, string]>([
  ["is left by a member", {}, false, "leave"],
  ["is left by a member, also where it is the first of the device", {}, true, "leave"],
  ["is left by an owner who is alone in it", { role: "owner", members: [0] }, false, "leave"],
  ["is not left by an owner whom others need", { role: "owner" }, false, "owner"],
  ["is kept or removed by whoever is out of it", { role: "removed", members: [0] }, false, "out"],
  [
    "is removed where it is shared with nobody",
    { shared: false, role: "owner", members: [] },
    false,
    "delete",
  ],
  ["stays where it is the first of the device, and not shared", { shared: false, members: [] }, true, "none"],
])("a workspace %s", (_, part, first, way) => {
  expect(wayOut(of(part), first)).toBe(way);
});
