import { networkInterfaces } from "node:os";
import { isIPv4 } from "node:net";

/** A local network that this machine is on: its address there, and which addresses are on it. */
export interface Link {
  readonly address: string;
  readonly netmask: string;
}

/** Names a link: one that is lost and comes back with the same address is the same. */
export function nameOf({ address, netmask }: Link): string {
  return `${address}/${netmask}`;
}

/** The links of this machine that lead to others and no farther than a local network. */
export function localLinks(): Link[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === "IPv4" && !internal && isPrivate(address));
}

/** True for an IPv4 address that no router of the internet leads to: RFC 1918, and link-local. */
export function isPrivate(address: string): boolean {
  if (!isIPv4(address)) return false;
  const [first = 0, second = 0] = address.split(".").map(Number);
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  );
}

/** True for an address that is on a link. */
export function isOn({ address, netmask }: Link, other: string): boolean {
  if (!isIPv4(other)) return false;
  const mask = numberOf(netmask);
  return (numberOf(address) & mask) === (numberOf(other) & mask);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => (sum << 8) | Number(part), 0);
}
