import type * as z from "zod";
import { inEnglish } from "#shared/api/reasons.ts";
import type { DoctorCheck } from "./workspace.api.ts";

export type Finding = z.infer<typeof DoctorCheck>;

/** IPv4 and IPv6 addresses, whole: what is left of them when the known ones are gone. */
const NUMBERS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/giu;

/**
 * What a person may paste into a bug report or a mail: always in English, one finding a line, with every address, name of a
 * host and port replaced by the number of the address.
 */
export function doctorReport(findings: readonly Finding[], version: string): string {
  const addresses = [...new Set(findings.flatMap(({ address }) => address ?? []))];
  const lines = findings.map(({ check, address, state, reason }) => {
    const which = address === null ? "" : ` <address ${addresses.indexOf(address) + 1}>`;
    return `${state.padEnd(8)}${check}${which}${reason === null ? "" : `: ${inEnglish(reason)}`}`;
  });
  return `${withoutAddresses([`Tatami ${version}`, ...lines].join("\n"), addresses)}\n`;
}

/** A text in which each of these addresses, its host and its port stand no more. */
function withoutAddresses(text: string, addresses: readonly string[]): string {
  let left = text;
  for (const [at, address] of addresses.entries()) {
    const { host, hostname, port } = new URL(address);
    const bare = hostname.replace(/^\[|\]$/gu, "");
    for (const part of [address, host, hostname, bare])
      if (part !== "") left = left.replaceAll(part, `<address ${at + 1}>`);
    if (port !== "") left = left.replaceAll(new RegExp(`\\bport ${port}\\b`, "gu"), "port <port>");
  }
  return left.replace(NUMBERS, "<address>");
}
