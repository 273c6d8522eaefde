import { oc } from "@orpc/contract";
import * as z from "zod";

/** What a shell can do for a page; a control whose capability is false is not shown. */
export const Capabilities = z.strictObject({
  shell: z.enum(["electron", "web"]),
  /** A native dialog that names a folder. */
  pickFolder: z.boolean(),
  platform: z.enum(["linux", "darwin", "win32"]),
  /** The command that starts this shell again with the same data; null where a person starts no command. */
  restart: z.string().nullable(),
});

/** What the page asks of the shell that carries it. What a shell lacks is UNSUPPORTED. */
export const hostContract = {
  capabilities: oc.output(Capabilities),
  pickFolder: oc.output(z.strictObject({ path: z.string().nullable() })),
  /** Whether the shell goes on, and syncs, when its last window is closed: until the page says otherwise. */
  keepRunning: oc.input(z.strictObject({ keep: z.boolean() })),
  /** Ends the shell, whatever windows there are. */
  quit: oc,
};
