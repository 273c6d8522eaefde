import { expect, test } from "@playwright/test";
import { SignalingProcess, WebDevice } from "./support/devices.ts";

const DIRECT = "direct direct";
/** How often one drops out and returns, after what is done anyway. */
const ROUNDS = Number(process.env.TATAMI_ROUNDS ?? 0);

test("S-534 S-537 three devices, each with a core and a browser of its own, connect directly and stay in touch whatever is killed", async () => {
  test.setTimeout(180_000 + ROUNDS * 120_000);
  const signaling = new SignalingProcess();
  const devices = [new WebDevice(), new WebDevice(), new WebDevice()] as const;
  const [one, two, three] = devices;
  const all = async (ask: (device: WebDevice) => Promise<string>, answer: string, timeout = 30_000) => {
    for (const device of devices) await expect.poll(() => ask(device), { timeout }).toBe(answer);
  };
  const pipes = (device: WebDevice) => device.pipes();
  let names = "";
  /** An edit of one reaches the others. */
  const edit = async (device: WebDevice, name: string) => {
    await device.core.catalog.add({ name });
    names = [...names.split(" "), name].filter(Boolean).toSorted().join(" ");
    await all((other) => other.names(), names);
  };
  try {
    await signaling.start();
    await Promise.all(devices.map((device) => device.start()));
    await one.share(signaling.address, [two, "Ana"], [three, "Rui"]);
    // Without a page they meet over the relay.
    await all(pipes, "relay relay");
    await edit(one, "aardvark");
    await Promise.all(devices.map((device) => device.open()));
    await all(pipes, DIRECT);
    await edit(two, "bee");
    await edit(three, "cat");

    // A page that closes: its core falls back to the relay at once, and comes back with the next page.
    for (const [round, device] of [two, three, two, three].entries()) {
      await device.closeTab();
      await expect.poll(() => device.pipes()).toBe("relay relay");
      await edit(device, `dog-${round}`);
      await device.open();
      await all(pipes, DIRECT);
      await edit(device, `eel-${round}`);
    }
    // Of two tabs the second waits until the first has gone.
    await one.open();
    // It does not last: whoever begins to look afterwards may see nothing of it.
    const fellBack = expect.poll(() => two.pipes(), { intervals: [10], timeout: 30_000 }).toContain("relay");
    await one.closeTab();
    await fellBack;
    await all(pipes, DIRECT);
    await edit(one, "elk");

    await signaling.kill();
    await edit(one, "fox");
    await edit(two, "gnu");
    await all(pipes, DIRECT);
    await signaling.start();

    await two.kill();
    for (const device of [one, three]) await expect.poll(() => device.pipes()).toContain("none");
    await two.start();
    // Beside the tab that the killed core has left without access.
    await two.open();
    await all(pipes, DIRECT, 60_000);
    await edit(two, "hen");
    await edit(three, "ibis");

    await two.closeTab();
    for (let round = 0; round < ROUNDS; round++) {
      const device = devices[round % 3] ?? one;
      // By turns the page goes, the core does without a word, and the server under all of it.
      if (round % 4 < 2) await device.closeTab();
      else if (round % 4 === 2) await device.kill();
      else await signaling.kill();
      const another = devices[(round + 1) % 3] ?? one;
      await another.core.catalog.add({ name: `jay-${round}` });
      if (round % 4 === 3) await signaling.start();
      if (round % 4 === 2) await device.start();
      if (round % 4 < 3) await device.open();
      // The tab that the killed core has left without access.
      if (round % 4 === 2) await device.closeTab();
      names = [...names.split(" "), `jay-${round}`].toSorted().join(" ");
      await all((other) => other.names(), names, 60_000);
      await all(pipes, DIRECT, 90_000);
      await edit(device, `kea-${round}`);
    }
  } finally {
    await Promise.all(devices.map((device) => device.close()));
    await signaling.kill();
  }
});
