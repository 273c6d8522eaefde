import { eventIterator, oc } from "@orpc/contract";
import * as z from "zod";
import { Reason } from "#shared/api/errors.ts";

/** What a person chose on this machine. `auto` follows the system. */
export const Settings = z.strictObject({
  language: z.enum(["auto", "en", "pt-BR"]),
  theme: z.enum(["auto", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  view: z.enum(["table", "cards"]),
  /** A program and its arguments; `{path}` stands for the folder. Empty uses what is found first. */
  editor: z.string().max(1000),
  terminal: z.string().max(1000),
  /** Members of shared workspaces are found on the local network, and find this device there. */
  syncLan: z.boolean(),
  /** Members of a shared workspace are told which POC of it is open here. */
  syncPresence: z.boolean(),
  /** The desktop app goes on syncing when its last window is closed. */
  syncClosed: z.boolean(),
  deviceName: z.string().trim().min(1).max(100),
});

/** An editor or terminal that was found on this machine. */
export const Program = z.strictObject({ name: z.string(), command: z.string() });

export const Diagnostics = z.strictObject({
  version: z.string(),
  contractVersion: z.number(),
  node: z.string(),
  sqlite: z.string(),
  git: z.string().nullable(),
  platform: z.string(),
  shell: z.enum(["electron", "web", "cli", "test"]),
  dataFolder: z.string(),
  startedAt: z.number(),
  memoryBytes: z.number(),
  health: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(["good", "warning", "bad"]),
      /** In English. */
      detail: z.string(),
      /** Where a page shows the finding itself and the words are ours. */
      reason: Reason.nullable().optional(),
    }),
  ),
  sizes: z.array(z.strictObject({ name: z.string(), bytes: z.number() })),
  counts: z.array(z.strictObject({ name: z.string(), count: z.number() })),
  /** Documents that do not fit their schema, and databases that were set aside. */
  setAside: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      why: z.string(),
      reason: Reason.nullable().optional(),
    }),
  ),
});

export const LogLine = z.strictObject({
  at: z.number(),
  level: z.string(),
  message: z.string(),
  correlationId: z.string().nullable(),
});

export const settingsContract = {
  get: oc.output(Settings),
  update: oc.input(Settings.partial()).output(Settings),
  programs: oc.output(z.strictObject({ editors: z.array(Program), terminals: z.array(Program) })),
  diagnostics: oc.output(Diagnostics),
  /** Newest last. */
  log: oc
    .input(z.strictObject({ lines: z.number().int().min(1).max(2000).default(200) }))
    .output(z.array(LogLine)),
  /** Every host that Tatami contacts, and why. Whoever adds a connection adds its reason here; a page shows the list. */
  hosts: oc.output(
    z.array(
      z.strictObject({ host: z.string(), why: z.enum(["signaling", "turn", "lan"]), workspace: z.string() }),
    ),
  ),
  /** Builds the projections again from the logs and says what differed. */
  rebuild: oc.output(
    z.strictObject({ documents: z.number(), rows: z.number(), differed: z.number(), setAside: z.number() }),
  ),
  events: oc.output(eventIterator(z.strictObject({ type: z.literal("changed") }))),
};
