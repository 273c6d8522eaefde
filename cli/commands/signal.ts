import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { serveSignaling } from "#core/main.ts";
import { TurnUrls } from "#shared/sync/signaling-wire.ts";
import { UsageError, type Arguments } from "../arguments.ts";

/**
 * `signal`: serves signaling until the command is ended. Its answer comes at once: the addresses at which it can be reached.
 * Throws as serveSignaling does.
 */
export async function signal(
  { rest, host, port, json, turn, turnSecret }: Arguments,
  ended: AbortSignal,
  print: (text: string) => Promise<unknown>,
): Promise<number> {
  if (rest.length > 0) throw new UsageError("signal takes options only.");
  if (host === "") throw new UsageError("--host takes an address of this machine.");
  const server = await serveSignaling({ host, port, turn: turnAccess(turn, turnSecret) });
  try {
    const addresses = hosts(host).map((name) => `ws://${isIPv6(name) ? `[${name}]` : name}:${server.port}`);
    await print(json ? JSON.stringify({ schema: "tatami.signal/1", addresses }) : inWords(addresses));
    if (!ended.aborted) await new Promise((done) => ended.addEventListener("abort", done, { once: true }));
  } finally {
    await server.close();
  }
  return 0;
}

/** A secret on the command line could be read by everybody on this machine: it stands in a file. */
function turnAccess(addresses: string | undefined, file: string | undefined) {
  if (addresses === undefined && file === undefined) return undefined;
  if (addresses === undefined || file === undefined)
    throw new UsageError(
      "--turn and --turn-secret go together: the server's address, and a file with its secret.",
    );
  const urls = TurnUrls.safeParse(addresses.split(","));
  if (!urls.success)
    throw new UsageError(
      "--turn takes up to four addresses like turn:example.org:3478, with commas between them.",
    );
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch {
    throw new UsageError(`--turn-secret takes a file that can be read; ${file} cannot.`);
  }
  if (secret === "") throw new UsageError("The file of --turn-secret is empty.");
  return { urls: urls.data, secret };
}

function inWords(addresses: readonly string[]): string {
  return [
    "Tatamis find each other through this machine at",
    ...addresses.map((address) => `  ${address}`),
    "until Ctrl+C. What they say to each other is sealed: nothing of it can be read here.",
  ].join("\n");
}

/** The addresses that a host to listen on stands for; those that reach no farther than this machine come last. */
function hosts(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host];
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    // An IPv6 address of one link means nothing without the name that the link has on the other machine.
    .filter(({ family, address }) => family === "IPv4" || (host === "::" && !address.startsWith("fe80")));
  return [...found.filter(({ internal }) => !internal), ...found.filter(({ internal }) => internal)].map(
    ({ address }) => address,
  );
}
