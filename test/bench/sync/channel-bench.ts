import { randomBytes } from "node:crypto";
import { MAX_PACKET } from "#shared/sync/limits.ts";
import { portableCrypto, type NoiseCrypto } from "#shared/sync/noise-crypto.ts";
import { nodeCrypto } from "#core/sync/node-crypto.ts";
import { CipherState, Handshake, keyPair, TAG_BYTES } from "#shared/sync/noise.ts";
import { percentile, type Row } from "../table.ts";

/** The secure channel by itself: as Node's own cryptography does it, and as JavaScript does where a shell lacks that. */
export function channelBench(): Row[] {
  return [
    handshakes(nodeCrypto, ""),
    throughput(nodeCrypto, ""),
    handshakes(portableCrypto, ", in JavaScript"),
    throughput(portableCrypto, ", in JavaScript (Electron)"),
  ];
}

function handshakes(crypto: NoiseCrypto, how: string): Row {
  const make = (initiator: boolean) =>
    new Handshake({
      initiator,
      prologue: new Uint8Array(0),
      psk: new Uint8Array(32),
      staticKey: keyPair(randomBytes(32), crypto),
      ephemeralKey: keyPair(randomBytes(32), crypto),
      crypto,
    });
  const samples: number[] = [];
  for (let round = 0; round < 60; round++) {
    const begun = performance.now();
    const [one, other] = [make(true), make(false)];
    other.read(one.write(new Uint8Array(0)));
    one.read(other.write(new Uint8Array(100)));
    other.read(one.write(new Uint8Array(100)));
    one.session();
    other.session();
    // The first compile the code.
    if (round >= 10) samples.push(performance.now() - begun);
  }
  const value = percentile(samples, 0.5);
  return {
    what: `a Noise session set up, both sides, median${how}`,
    value,
    unit: "ms",
    target: "≤ 15 ms",
    met: value <= 15,
  };
}

function throughput(crypto: NoiseCrypto, how: string): Row {
  const key = randomBytes(32);
  const [sealing, opening] = [new CipherState(key, crypto), new CipherState(key, crypto)];
  const text = new Uint8Array(randomBytes(MAX_PACKET - TAG_BYTES));
  const run = (megabytes: number): number => {
    const begun = performance.now();
    for (let bytes = 0; bytes < megabytes * 1e6; bytes += text.length) opening.open(sealing.seal(text));
    return megabytes / ((performance.now() - begun) / 1000);
  };
  run(20);
  // Each byte is sealed once and opened once: a pipe carries what one of the two does in a second.
  const value = run(100) * 2;
  return {
    what: `sealing or opening full packets${how}`,
    value,
    unit: "MB/s",
    target: "≥ 100 MB/s",
    met: value >= 100,
  };
}
