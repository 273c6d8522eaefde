import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { expect, it, vi } from "vitest";
import type { hostContract } from "#shared/api/host.api.ts";
import { startDesktop } from "#test/doubles/desktop.ts";

const built = existsSync(join(import.meta.dirname, "../out/main/electron.js"));

it.skipIf(!built)("quits when the page asks for it (skipped where not built)", async () => {
  const data = await mkdtemp(join(tmpdir(), "tatami-desktop-"));
  const { electron, pageReady, nextPort } = await startDesktop(["--data", data]);
  pageReady();
  const port = await nextPort("host");
  const host = createORPCClient<ContractRouterClient<typeof hostContract>>(new RPCLink({ port }));
  port.start();
  await host.quit();
  await vi.waitFor(() => expect(electron.record.quits).toBe(1), 10_000);
  expect(electron.record.errors).toEqual([]);
  await rm(data, { recursive: true, force: true });
});
