declare module "pino-roll" {
  import type { Writable } from "node:stream";
  /** pino-roll ships no types: what we use of it. */
  export default function build(options: {
    readonly file: string;
    readonly extension?: string;
    readonly size?: string;
    readonly limit?: { readonly count: number; readonly removeOtherLogFiles?: boolean };
    readonly mkdir?: boolean;
    readonly sync?: boolean;
  }): Promise<Writable>;
}
