/** Closes a switch over a tagged union: adding a member without handling it no longer compiles. Throws when reached at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
