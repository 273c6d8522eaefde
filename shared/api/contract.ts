import { oc } from "@orpc/contract";
import * as z from "zod";
import { catalogContract } from "#shared/features/catalog/catalog.api.ts";
import { settingsContract } from "#shared/features/settings/settings.api.ts";
import { workspaceContract } from "#shared/features/workspace/workspace.api.ts";
import { ERROR_CODES, ERROR_STATUS, ErrorData } from "./errors.ts";

/** Raised when a call changes its meaning: a core of another version is refused, and said. */
export const CONTRACT_VERSION = 1;

/** The status is told because the library takes an error of a stream for none of these when it has another. */
const errors = Object.fromEntries(
  ERROR_CODES.map((code) => [code, { status: ERROR_STATUS, data: ErrorData }]),
) as Record<(typeof ERROR_CODES)[number], { status: typeof ERROR_STATUS; data: typeof ErrorData }>;

/** All that the core can be asked, by feature. Every call may fail with the errors of the closed list. */
export const coreContract = oc.errors(errors).router({
  catalog: catalogContract,
  settings: settingsContract,
  workspace: workspaceContract,
});

/** What the process that owns the data folder offers to other local processes. */
export const localContract = oc.errors(errors).router({
  /** A fresh one-time address of the web shell; starts serving when it did not yet. */
  webAddress: oc.output(z.strictObject({ url: z.string() })),
});
