/** What a member of a room may be, from the one who may most to the one who may least. */
export const ROLES = ["owner", "admin", "editor", "observer"] as const;
export type Role = (typeof ROLES)[number];

/** A role that a record gives; who owns the room stands in its charter. A removed device is remembered, so that it stays out. */
export const GIVEN_ROLES = ["admin", "editor", "observer", "removed"] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

/** How a device stands in a room: one that has left went of its own accord. Null for one that nobody has spoken of. */
export type Standing = Role | "removed" | "left" | null;

/** What members do. */
export type Action =
  | "read"
  | "write"
  | "invite"
  | "assign"
  | "appoint"
  | "rename"
  | "transfer"
  /** To show another device of the same person the way in. */
  | "add-device"
  /** To go of one's own accord. */
  | "leave";

/** Who may do what: the one table. */
const MAY: Readonly<Record<Role, readonly Action[]>> = {
  // An owner who left would leave a room in which nobody can appoint anybody: ownership is transferred first.
  owner: ["read", "write", "invite", "assign", "appoint", "rename", "transfer", "add-device"],
  admin: ["read", "write", "invite", "assign", "rename", "add-device", "leave"],
  editor: ["read", "write", "add-device", "leave"],
  observer: ["read", "add-device", "leave"],
};

/**
 * Whether a member may do something: `read` and `write` documents, `invite` editors and observers and take invitations back,
 * `assign` their roles and remove them, `appoint` admins and take that back, `rename` the room, `transfer` its ownership,
 * bring in another device of one's own (`add-device`), `leave`. Who is removed, has left, or was never spoken of, may nothing.
 */
export function may(standing: Standing, action: Action): boolean {
  return isPresent(standing) && MAY[standing].includes(action);
}

/** Whether a device that stands like this is in the room. */
export function isPresent(standing: Standing): standing is Role {
  return standing !== null && standing !== "removed" && standing !== "left";
}

/**
 * What another device of somebody becomes who stands like this; null where none comes in. One device owns a room, so the
 * owner's other one is an admin; and only the owner makes admins, so that of an admin is an editor until the owner says more.
 */
export function roleOfOwnDevice(standing: Standing): Exclude<GivenRole, "removed"> | null {
  if (!isPresent(standing)) return null;
  if (standing === "owner") return "admin";
  return standing === "observer" ? "observer" : "editor";
}

/** Whether somebody may give a role to a device that stands like this now. Nobody can touch the owner. */
export function mayAssign(actor: Standing, subjectNow: Standing, roleNew: GivenRole): boolean {
  if (subjectNow === "owner") return false;
  return may(actor, subjectNow === "admin" || roleNew === "admin" ? "appoint" : "assign");
}

/** The roles that somebody may give to a member who stands like this now, its own included. */
export function rolesToGive(actor: Standing, subjectNow: Standing): Exclude<GivenRole, "removed">[] {
  return GIVEN_ROLES.filter((role) => role !== "removed").filter((role) =>
    mayAssign(actor, subjectNow, role),
  );
}

/** Whether an invitation may be for this role: admins are appointed, by name. */
export function mayInviteAs(actor: Standing, role: GivenRole): role is "editor" | "observer" {
  return may(actor, "invite") && (role === "editor" || role === "observer");
}
