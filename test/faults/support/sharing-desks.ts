import { onTestFinished } from "vitest";
import type * as z from "zod";
import type { JoinStep } from "#shared/features/workspace/workspace.api.ts";
import type { Clock } from "#shared/lib/time.ts";
import { connectCore, type Connection } from "#core/main.ts";
import { serveSignaling } from "#core/sync/signaling-server.ts";
import { temporaryFolder } from "#test/builders/folders.ts";

type Client = Connection["client"];

/** A device of its own: a core with its data folder, which syncs while it is online. */
export class SharingDesk {
  readonly dataFolder: string;
  readonly connection: Connection;
  #stop: AbortController | null = null;

  private constructor(dataFolder: string, connection: Connection) {
    this.dataFolder = dataFolder;
    this.connection = connection;
  }

  /** Opens a device, or again one that was closed; by a clock of its own, if it has one. */
  static async open(dataFolder = temporaryFolder(), clock: Clock = Date.now): Promise<SharingDesk> {
    const desk = new SharingDesk(
      dataFolder,
      await connectCore({ dataFolder, shell: "test", logLevel: "debug", clock }),
    );
    onTestFinished(() => desk.close());
    return desk;
  }

  get client(): Client {
    return this.connection.client;
  }

  /** Goes online, until it closes or goes offline. */
  online(): void {
    const stop = new AbortController();
    this.#stop = stop;
    void (async () => {
      const states = await this.client.workspace.sync(undefined, { signal: stop.signal });
      for await (const _ of states);
    })().catch(() => undefined);
  }

  /** Goes offline; resolves when it is. */
  async offline(): Promise<void> {
    this.#stop?.abort();
    this.#stop = null;
    await until(async () => (await this.sharing()).members.every(({ online }) => !online));
  }

  sharing() {
    return this.client.workspace.sharing();
  }

  /** The device of a member by its name; of the one who owns the workspace where none is given. */
  async device(name?: string): Promise<string> {
    const { members } = await this.sharing();
    return (
      members.find((one) => (name === undefined ? one.role === "owner" : one.name === name))?.device ?? ""
    );
  }

  async names(): Promise<string[]> {
    return (await this.client.catalog.search({ sort: "name" })).items.map(({ name }) => name);
  }

  /** Begins the workspace Team with one entry, "giraffe", which meets at an address. */
  async found(address: string): Promise<string> {
    const { id } = await this.client.workspace.create({ name: "Team" });
    await this.client.workspace.use({ id });
    await this.client.catalog.add({ name: "giraffe" });
    await this.client.workspace.setAddresses({ addresses: [address] });
    return id;
  }

  /** Lets a device in, which looks at the workspace from then on; both are online afterwards. */
  async letIn(desk: SharingDesk, name: string, role: "editor" | "observer" = "editor"): Promise<void> {
    const { link } = await this.client.workspace.invite({ role });
    if (this.#stop === null) this.online();
    await desk.join(link, name);
    desk.online();
    await until(async () => (await desk.names()).includes("giraffe"));
  }

  /** Comes in by an invitation and looks at its workspace; answers the steps that it went, each once. */
  async join(invitation: string, name: string, addresses: string[] = []) {
    const seen: z.infer<typeof JoinStep>[] = [];
    for await (const step of await this.client.workspace.join({ invitation, name, addresses })) {
      if (seen.at(-1)?.step !== step.step) seen.push(step);
      if (step.step === "offered") await this.client.workspace.answerJoin({ id: step.id, accept: true });
      if (step.step === "joined") await this.client.workspace.use({ id: step.workspace.id });
    }
    return seen;
  }

  async close(): Promise<void> {
    this.#stop?.abort();
    await this.connection.close();
  }
}

/** Waits until something holds; what is never true ends the test. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The address of a signaling server of this test. */
export async function signaling(): Promise<string> {
  const server = await serveSignaling({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  return `ws://127.0.0.1:${server.port}`;
}
