import { expect, test } from "@playwright/test";
import { SignalingProcess, WebDevice } from "./support/devices.ts";

const DIRECT = "webrtc webrtc";

test("S-534 S-537 three devices, each with a core and a browser of its own, connect directly and stay in touch whatever is killed", async () => {
  test.setTimeout(180_000);
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
    const { id } = await one.core.workspace.create({ name: "Team" });
    await one.core.workspace.use({ id });
    await one.core.workspace.setAddresses({ addresses: [signaling.address] });
    const { link } = await one.core.workspace.invite({ role: "editor", uses: 2 });
    for (const [device, name] of [
      [two, "Ana"],
      [three, "Rui"],
    ] as const)
      for await (const step of await device.core.workspace.join({ invitation: link, name })) {
        if (step.step === "offered") await device.core.workspace.answerJoin({ id: step.id, accept: true });
        if (step.step === "joined") await device.core.workspace.use({ id: step.workspace.id });
      }
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
    await one.closeTab();
    await expect.poll(() => two.pipes()).toContain("relay");
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
  } finally {
    await Promise.all(devices.map((device) => device.close()));
    await signaling.kill();
  }
});
