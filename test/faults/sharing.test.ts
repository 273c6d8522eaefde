import { describe, expect, it, onTestFinished } from "vitest";
import { serveSignaling } from "#core/sync/signaling-server.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

describe("a shared workspace", () => {
  it("three devices come together by six words and a link, edit apart, and are equal", async () => {
    const address = await signaling();
    const [one, two, three] = await Promise.all([SharingDesk.open(), SharingDesk.open(), SharingDesk.open()]);
    const team = await one.client.workspace.create({ name: "Team" });
    await one.client.workspace.use({ id: team.id });
    await one.client.catalog.add({ name: "giraffe" });
    await one.client.workspace.setAddresses({ addresses: [address] });
    const invitation = await one.client.workspace.invite({ role: "editor", uses: 2 });
    expect(invitation.words.split(" ")).toHaveLength(6);
    one.online();

    const steps = [
      { step: "looking" },
      { step: "offered", roomName: "Team", role: "editor", documents: 1 },
      { step: "joined" },
    ];
    expect(await two.join(invitation.words, "Two", [address])).toMatchObject(steps);
    expect(await three.join(`Come in: ${invitation.link} !`, "Three")).toMatchObject(steps);
    two.online();
    three.online();
    for (const desk of [two, three]) await until(async () => (await desk.names()).includes("giraffe"));

    await two.client.catalog.add({ name: "okapi" });
    await three.client.catalog.add({ name: "zebra" });
    for (const desk of [one, two, three])
      await until(async () => (await desk.names()).join() === "giraffe,okapi,zebra");
    const { members } = await one.client.workspace.sharing();
    expect(
      members.map(({ name, role }) => [name === "Two" || name === "Three" ? name : "owner", role]).sort(),
    ).toEqual(
      [
        ["Three", "editor"],
        ["Two", "editor"],
        ["owner", "owner"],
      ].sort(),
    );
    // Who wrote what is told by name.
    const [okapi] = (await one.client.catalog.search({ query: "okapi" })).items;
    const [change] = await one.client.catalog.history({ id: okapi?.id ?? "" });
    expect(change?.author).toBe("Two");
    await expect((await SharingDesk.open()).join(invitation.words, "Four", [address])).rejects.toMatchObject({
      data: { reason: { id: "join.used" } },
    });
  });

  it("whoever looks for a host is told at once where, and what of it is reached, while it goes on looking", async () => {
    const [address, nobody] = [await signaling(), "ws://127.0.0.1:9"];
    const { client } = await SharingDesk.open();
    const wish = {
      invitation: "ability able about above absent absorb",
      name: "Two",
      addresses: [address, nobody],
    };
    const fared = new Map<string, string[]>([address, nobody].map((one) => [one, []]));
    for await (const step of await client.workspace.join(wish)) {
      if (step.step !== "looking") throw new Error(`Nobody is there, and yet: ${step.step}`);
      expect(step.places.map((place) => [place.address, place.source])).toEqual([
        [address, "set"],
        [nobody, "set"],
      ]);
      for (const place of step.places)
        if (fared.get(place.address)?.at(-1) !== place.state) fared.get(place.address)?.push(place.state);
      if (fared.get(address)?.at(-1) === "joined" && fared.get(nobody)?.at(-1) === "waiting") break;
    }
    expect(fared.get(address)).toEqual(["connecting", "joined"]);
    expect(fared.get(nobody)?.slice(0, 2)).toEqual(["connecting", "waiting"]);
  });

  it("S-531 two that meet at two addresses stay connected, and go on by the one that is left", async () => {
    const servers = await Promise.all([0, 1].map(() => serveSignaling({ host: "127.0.0.1", port: 0 })));
    onTestFinished(async () => void (await Promise.all(servers.map((server) => server.close()))));
    const addresses = servers.map(({ port }) => `ws://127.0.0.1:${port}`);
    const [one, two] = await Promise.all([SharingDesk.open(), SharingDesk.open()]);
    await one.found(addresses[0] ?? "");
    await one.client.workspace.setAddresses({ addresses });
    await one.letIn(two, "Two");
    const connected = async (desk: SharingDesk) =>
      (await desk.sharing()).members.filter(({ self, online }) => online && !self).length === 1;
    const joined = async (desk: SharingDesk) =>
      (await desk.sharing()).addresses.every(({ state }) => state === "joined");
    for (const desk of [one, two]) await until(async () => (await joined(desk)) && (await connected(desk)));
    for (const name of ["okapi", "zebra"]) {
      await two.client.catalog.add({ name });
      await until(async () => (await one.names()).includes(name));
    }
    // Whichever of them carries the session: the other takes it up.
    await servers[0]?.close();
    for (const desk of [one, two]) await until(async () => !(await joined(desk)));
    await one.client.catalog.add({ name: "lynx" });
    await until(async () => (await two.names()).includes("lynx"));
    for (const desk of [one, two]) await until(() => connected(desk));
  });

  it("tells how each member fares as it changes, and since when one is away, also after a restart", async () => {
    const address = await signaling();
    const [one, two] = await Promise.all([SharingDesk.open(), SharingDesk.open()]);
    await one.found(address);
    await one.letIn(two, "Two");
    const about = async () => (await one.sharing()).members.find(({ name }) => name === "Two");
    await until(async () => (await about())?.equalAt != null);
    await two.offline();
    await until(async () => (await about())?.online === false);
    const { equalAt } = (await about()) ?? {};
    expect(equalAt).toBeGreaterThan(0);
    await one.close();
    const again = await SharingDesk.open(one.dataFolder);
    const away = (await again.sharing()).members.find(({ name }) => name === "Two");
    expect(away).toMatchObject({ online: false, equalAt });
  });

  it("an observer reads, is told that it may not write before it has written, and writes once it may", async () => {
    const address = await signaling();
    const [one, two] = await Promise.all([SharingDesk.open(), SharingDesk.open()]);
    const team = await one.client.workspace.create({ name: "Team" });
    await one.client.workspace.use({ id: team.id });
    await one.client.catalog.add({ name: "giraffe" });
    await one.client.workspace.setAddresses({ addresses: [address] });
    const { link } = await one.client.workspace.invite({ role: "observer" });
    one.online();
    for await (const step of await two.client.workspace.join({ invitation: link, name: "Two" })) {
      if (step.step === "offered") await two.client.workspace.answerJoin({ id: step.id, accept: true });
      if (step.step === "joined") await two.client.workspace.use({ id: step.workspace.id });
    }
    two.online();
    await until(async () => (await two.names()).includes("giraffe"));
    const [giraffe] = (await two.client.catalog.search({})).items;
    const id = giraffe?.id ?? "";
    for (const attempt of [
      () => two.client.catalog.add({ name: "okapi" }),
      () => two.client.catalog.update({ id, patch: { notes: "mine" } }),
      () => two.client.catalog.remove({ ids: [id] }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await two.names()).toEqual(["giraffe"]);

    const { members } = await one.client.workspace.sharing();
    const device = members.find(({ name }) => name === "Two")?.device ?? "";
    await one.client.workspace.assign({ device, role: "editor" });
    await until(async () => (await two.client.workspace.sharing()).role === "editor");
    await two.client.catalog.update({ id, patch: { notes: "mine" } });
    await until(async () => (await one.client.catalog.get({ id })).user.notes === "mine");

    // Removed, it keeps what it has and may not write.
    await one.client.workspace.assign({ device, role: "removed" });
    await until(async () => (await two.client.workspace.sharing()).role === "removed");
    await expect(two.client.catalog.add({ name: "okapi" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await two.names()).toEqual(["giraffe"]);
    await two.client.workspace.leave({ id: team.id });
    expect((await two.client.workspace.list()).map(({ name }) => name)).toEqual(["Personal"]);
    await expect(one.client.workspace.leave({ id: team.id })).resolves.toMatchObject({ left: true });
  });
});
