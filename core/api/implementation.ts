import { implement } from "@orpc/server";
import { coreContract } from "#shared/api/contract.ts";

/** The contract to be filled; handlers take their part of it. */
export const implementation = implement(coreContract);
export type Implementation = typeof implementation;
