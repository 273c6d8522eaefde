import { join } from "node:path";
import { chromium } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { browserLaunch } from "#test/e2e/support/browser.ts";
import { lacksForNetworks, Networks, saying, SERVER } from "#test/e2e/support/networks.ts";
import type { Row } from "../table.ts";
import { BROWSER_ARGS, pause, until } from "./pair.ts";
import { SIGNALING_SERVER, YWebrtc } from "./y-webrtc.ts";

const [WEB, CLI] = ["web", "cli"].map((name) => join(import.meta.dirname, `../../../out/main/${name}.js`));
/** How long the cable is out, seconds; how long is waited afterwards until it is given up. */
const PARTITION = 40;
const GIVEN_UP = 30;
/** Letters that each side writes meanwhile, one after another. */
const LETTERS = 30;
const WHAT = `in touch again after ${PARTITION} s without a network, ${2 * LETTERS} letters written meanwhile are on both sides`;
const LOST = "letters of these that are lost";

/** One side of what is cut in two. */
interface Side {
  write(letter: string): Promise<unknown>;
  text(): Promise<string>;
}

/** Two devices on one network, of which one's cable is pulled; two pages of y-webrtc beside them on the same cables. */
export async function partitionBench(work: string): Promise<Row[]> {
  const target = "≤ 8 s";
  const lacks = lacksForNetworks();
  if (lacks !== null) return [{ what: WHAT, value: null, lacks, unit: "s", target, met: null }];
  const networks = new Networks();
  const closing: (() => Promise<unknown>)[] = [];
  try {
    networks.leaveByWorld();
    const address = `ws://${SERVER}:4747`;
    const served = [CLI ?? "", "signal", "--host", SERVER, "--port", "4747", "--json"];
    await saying(networks.start("world", process.execPath, served), /tatami\.signal/u);
    await saying(networks.start("world", process.execPath, [SIGNALING_SERVER]), /running/u);
    const browsers: Browser[] = [];
    const cores: Core[] = [];
    for (const place of ["router1", "router2"]) {
      const data = join(work, place);
      const shell = networks.start(place, process.execPath, [WEB ?? "", "--data", data, "--no-open"]);
      const page = await saying(shell, /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u);
      const { options } = await browserLaunch();
      const browser = await chromium.launch({
        ...options,
        args: [...(options?.args ?? []), ...BROWSER_ARGS],
        executablePath: networks.wrapped(place, options?.executablePath ?? ""),
      });
      closing.push(() => browser.close());
      await (await browser.newPage()).goto(page);
      const core = await connectCore({ dataFolder: data, shell: "test" });
      closing.push(() => core.close());
      browsers.push(browser);
      cores.push(core);
    }
    const ours = await shared(cores, address);
    const yWebrtc = await YWebrtc.open(browsers, `ws://${SERVER}:4444`);
    closing.push(() => yWebrtc.close());
    await yWebrtc.gather(2);
    const theirs = [0, 1].map((peer) => ({
      write: (letter: string) => yWebrtc.ask(peer, "write", letter),
      text: () => yWebrtc.ask(peer, "text"),
    }));

    const ended = performance.now() + PARTITION * 1000;
    networks.cable(1, false);
    for (let letter = 0; letter < LETTERS; letter++) {
      for (const sides of [ours, theirs])
        await Promise.all(sides.map((side, at) => side.write("ab"[at] ?? "")));
      await pause(1_000);
    }
    await pause(ended - performance.now());
    networks.cable(1, true);
    const begun = performance.now();
    const [us, them] = await Promise.all([ours, theirs].map((sides) => untilWhole(sides, begun)));
    return rowsOf(us as Outcome, them as Outcome, target);
  } finally {
    for (const close of closing.toReversed()) await close();
    networks.close();
  }
}

type Core = Awaited<ReturnType<typeof connectCore>>;
type Browser = Awaited<ReturnType<typeof chromium.launch>>;

/** Shares one POC between two cores, and waits until they are connected directly. */
async function shared(cores: readonly Core[], address: string): Promise<Side[]> {
  const [one, other] = cores as [Core, Core];
  const team = await one.client.workspace.create({ name: "Team" });
  await one.client.workspace.use({ id: team.id });
  const { id } = await one.client.catalog.add({ name: "measured" });
  await one.client.workspace.setAddresses({ addresses: [address] });
  const { link } = await one.client.workspace.invite({ role: "editor" });
  for await (const step of await other.client.workspace.join({ invitation: link, name: "Other" })) {
    if (step.step === "offered") await other.client.workspace.answerJoin({ id: step.id, accept: true });
    if (step.step === "joined") await other.client.workspace.use({ id: step.workspace.id });
  }
  await until(async () => (await other.client.catalog.search({})).total === 1);
  for (const { client } of cores)
    await until(async () =>
      (await client.workspace.sharing()).members.some(({ self, pipe }) => !self && pipe === "direct"),
    );
  return cores.map(({ client }) => {
    const text = async () => (await client.catalog.get({ id })).user.notes;
    const write = async (letter: string) => {
      const notesBase = await text();
      await client.catalog.update({ id, patch: { notesBase, notes: notesBase + letter } });
    };
    return { text, write };
  });
}

/** Seconds until both sides have everything, null where they have not when it is given up; and letters that one lacks. */
interface Outcome {
  readonly seconds: number | null;
  readonly lost: number;
}

async function untilWhole(sides: readonly Side[], begun: number): Promise<Outcome> {
  for (;;) {
    const lengths = await Promise.all(sides.map(async (side) => (await side.text()).length));
    const lost = Math.max(...lengths.map((length) => 2 * LETTERS - length));
    const seconds = (performance.now() - begun) / 1000;
    if (lost === 0) return { seconds, lost };
    if (seconds > GIVEN_UP) return { seconds: null, lost };
    await pause(50);
  }
}

function rowsOf(us: Outcome, them: Outcome, target: string): Row[] {
  const never = `not within ${GIVEN_UP} s`;
  const time: Row =
    us.seconds === null
      ? { what: WHAT, value: null, lacks: never, unit: "s", target, met: false }
      : { what: WHAT, value: us.seconds, unit: "s", target, met: us.seconds <= 8 };
  const compared =
    them.seconds === null
      ? { peer: "y-webrtc", never }
      : { peer: "y-webrtc", ratio: (us.seconds ?? Number.NaN) / them.seconds };
  return [
    { ...time, ...compared },
    {
      what: LOST,
      value: us.lost,
      unit: "",
      target: "0",
      met: us.lost === 0,
      peer: "y-webrtc",
      never: `${them.lost}`,
    },
  ];
}
