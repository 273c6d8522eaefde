import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { SignalingProcess, WebDevice } from "./support/devices.ts";

/** How long it sleeps, milliseconds: longer than any silence that is taken for life (S-409, S-521). */
const SLEEP = 12_000;

test("S-409 S-537 a laptop that slept in the middle of an edit wakes to what the others did, brings its own, and is connected directly again", async () => {
  test.skip(process.platform === "win32", "no process of Windows can be stopped from outside");
  test.setTimeout(120_000);
  const signaling = new SignalingProcess();
  const devices = [new WebDevice(), new WebDevice()] as const;
  const [one, two] = devices;
  try {
    await signaling.start();
    await Promise.all(devices.map((device) => device.start()));
    await one.share(signaling.address, [two, "Ana"]);
    await Promise.all(devices.map((device) => device.open()));
    const all = async (ask: (device: WebDevice) => Promise<unknown>, answer: unknown) => {
      for (const device of devices) await expect.poll(() => ask(device), { timeout: 30_000 }).toEqual(answer);
    };
    await all((device) => device.pipes(), "direct");
    const { id } = await one.core.catalog.add({ name: "aardvark" });
    await all((device) => device.names(), "aardvark");

    await two.core.catalog.update({ id, patch: { description: "by two", addTags: ["two"] } });
    await two.core.catalog.add({ name: "bee" });
    await two.stop();
    const asleep = pause(SLEEP);
    await one.core.catalog.update({ id, patch: { notes: "by one", addTags: ["one"] } });
    await one.core.catalog.add({ name: "cat" });
    await expect.poll(() => one.pipes()).toBe("none");
    await asleep;
    await one.core.catalog.add({ name: "dog" });
    two.goOn();
    await two.core.catalog.add({ name: "eel" });

    await all((device) => device.names(), "aardvark bee cat dog eel");
    await all(
      async ({ core }) => {
        const { description, user } = await core.catalog.get({ id });
        return [description, user.notes, user.tags.toSorted()];
      },
      ["by two", "by one", ["one", "two"]],
    );
    await all((device) => device.pipes(), "direct");
    await two.core.catalog.add({ name: "fox" });
    await all((device) => device.names(), "aardvark bee cat dog eel fox");
  } finally {
    two.goOn();
    await Promise.all(devices.map((device) => device.close()));
    await signaling.kill();
  }
});
