// `npm run build`: builds also when nothing is stale. Plain Node 20, no dependency.
import { enter } from "./lib/enter.mjs";

await enter(async () => {
  const { prepare } = await import("./lib/prepare.mjs");
  await prepare({ build: "always" });
  return 0;
});
