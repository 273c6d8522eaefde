import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { expect, it, vi } from "vitest";
import type { CoreClient } from "#core/api/local-client.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { startDesktop } from "#test/doubles/desktop.ts";
import { connected } from "#test/faults/support/core.ts";
import { poc } from "#test/faults/support/tree.ts";
import { openTab, webProcess } from "#test/faults/support/windows.ts";

function coreOn(port: MessagePort): CoreClient {
  const link = new RPCLink({ port });
  port.start();
  return createORPCClient(link);
}

it("the desktop app beside a running web shell is a window of its core, and goes on when that is killed", async () => {
  const data = temporaryFolder();
  const root = temporaryFolder();
  poc(root, "scanned-there");
  const web = await webProcess(data);
  const tab = await openTab(web.address);
  const { id } = await (await tab.client()).catalog.add({ name: "Of the tab" });

  const { electron, pageReady, nextPort } = await startDesktop(["--data", data, root]);
  pageReady();
  await nextPort("host");
  const port = await nextPort("core");
  const core = coreOn(port);
  expect((await core.catalog.get({ id })).name).toBe("Of the tab");
  expect((await core.settings.diagnostics()).shell).toBe("web");
  // The folder that it was started with is scanned by the core that runs, for every window.
  expect((await (await tab.client()).catalog.roots()).map((one) => one.path)).toEqual([root]);
  const events = await core.catalog.events();
  const added = await (await tab.client()).catalog.add({ name: "Meanwhile" });
  for await (const event of events) if (event.type === "changed" && event.ids.includes(added.id)) break;
  await core.catalog.update({ id, patch: { notes: "Saved before" } });

  // The page is told by its port, and gets another when this process has taken the place.
  const closed = once(port, "close");
  web.child.kill("SIGKILL");
  await closed;
  const again = coreOn(await nextPort("core"));
  expect((await again.catalog.get({ id })).user.notes).toBe("Saved before");
  expect((await again.settings.diagnostics()).shell).toBe("electron");
  await again.catalog.update({ id, patch: { notes: "Saved after" } });
  expect((await (await connected(data)).client.catalog.get({ id })).user.notes).toBe("Saved after");
  // By the same process of the core: nothing crashed, nothing was said.
  expect(electron.record.utilities).toHaveLength(1);
  expect(electron.record.errors).toEqual([]);

  // A core that crashes finds another one in its place, and is a window of that.
  const crashed = once(electron.record.utilities[0] as never, "exit");
  electron.record.utilities[0]?.kill();
  await crashed;
  const successor = await connected(data);
  const third = coreOn(await nextPort("core"));
  expect((await third.catalog.get({ id })).user.notes).toBe("Saved after");
  expect((await third.settings.diagnostics()).shell).toBe("test");
  expect(successor.joined).toBe(false);
  electron.app.quit();
  await vi.waitFor(() => expect(electron.record.quits).toBe(1));
  expect((await successor.client.catalog.get({ id })).user.notes).toBe("Saved after");
  expect(electron.record.errors).toEqual([]);
}, 60_000);
