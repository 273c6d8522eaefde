import { describe, expect, it } from "vitest";
import {
  GIVEN_ROLES,
  may,
  mayAssign,
  mayInviteAs,
  ROLES,
  rolesToGive,
  type Action,
  type Standing,
} from "./roles.ts";

const ACTIONS: readonly Action[] = [
  "read",
  "write",
  "invite",
  "assign",
  "appoint",
  "rename",
  "transfer",
  "leave",
];
const STANDINGS: readonly Standing[] = [...ROLES, "removed", null];

describe("who may do what", () => {
  it.each([
    ["owner", "read write invite assign appoint rename transfer"],
    ["admin", "read write invite assign rename leave"],
    ["editor", "read write leave"],
    ["observer", "read leave"],
    ["removed", ""],
    [null, ""],
  ] as const)("%s: %s", (standing, actions) => {
    expect(ACTIONS.filter((action) => may(standing, action)).join(" ")).toBe(actions);
  });

  it("S-603 an owner changes everybody but the owner, an admin those below, and nobody else anybody", () => {
    const allowed = STANDINGS.flatMap((actor) =>
      STANDINGS.flatMap((subject) =>
        GIVEN_ROLES.filter((role) => mayAssign(actor, subject, role)).map(
          (role) => `${actor}: ${subject} to ${role}`,
        ),
      ),
    );
    const below = ["editor", "observer", "removed", null] as const;
    expect(allowed.toSorted()).toEqual(
      [
        ...["admin", ...below].flatMap((subject) =>
          GIVEN_ROLES.map((role) => `owner: ${subject} to ${role}`),
        ),
        ...below.flatMap((subject) =>
          ["editor", "observer", "removed"].map((role) => `admin: ${subject} to ${role}`),
        ),
      ].toSorted(),
    );
  });

  it("the roles that one may give to another are told, for whoever chooses", () => {
    expect(rolesToGive("owner", "admin")).toEqual(["admin", "editor", "observer"]);
    expect(rolesToGive("admin", "editor")).toEqual(["editor", "observer"]);
    expect(rolesToGive("admin", "admin")).toEqual([]);
    expect(rolesToGive("owner", "owner")).toEqual([]);
    expect(rolesToGive("editor", "observer")).toEqual([]);
  });

  it("owner and admins invite editors and observers, and nobody invites an admin", () => {
    const invites = STANDINGS.flatMap((actor) =>
      GIVEN_ROLES.filter((role) => mayInviteAs(actor, role)).map((role) => `${actor}: ${role}`),
    );
    expect(invites).toEqual(["owner: editor", "owner: observer", "admin: editor", "admin: observer"]);
  });
});
