import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { ConnectionLostError } from "./gate.ts";

/** Query options, mutation options and keys of every call: `useQuery(core.catalog.get.queryOptions({ input: { id } }))`. */
export const core = createTanstackQueryUtils(client.core);

/** The same for what the shell offers. */
export const host = createTanstackQueryUtils(client.host);

/** A cache that trusts the core's event stream: nothing is asked again until an event says so (see app/events.ts). */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The core is on this machine: being offline stops nothing.
        networkMode: "always",
        // A lost connection is no answer; asking again waits until it stands.
        retry: (count, error) => error instanceof ConnectionLostError && count < 5,
        retryDelay: 0,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
