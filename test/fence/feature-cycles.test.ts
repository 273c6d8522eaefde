import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const IMPORT = /(?:from|import)\s*\(?\s*"#((?:core|shared)\/features\/[^/"]+)\//g;

/** Features that each feature of a part imports. */
async function featureGraph(part: "core" | "shared"): Promise<Map<string, Set<string>>> {
  const graph = new Map<string, Set<string>>();
  for (const path of await readdir(join(root, part, "features"), { recursive: true })) {
    if (!path.endsWith(".ts") || path.endsWith(".test.ts")) continue;
    const from = `${part}/features/${path.split(/[\\/]/)[0] ?? ""}`;
    const text = await readFile(join(root, part, "features", path), "utf8");
    const targets = graph.get(from) ?? new Set<string>();
    for (const [, to] of text.matchAll(IMPORT)) {
      if (to !== undefined && to !== from && to.startsWith(part)) targets.add(to);
    }
    graph.set(from, targets);
  }
  return graph;
}

/** The first circle found, as a path that ends where it begins. */
function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

it("finds a circle of features where there is one", () => {
  const graph = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c"])],
    ["c", new Set(["b"])],
  ]);
  expect(findCycle(graph)).toEqual(["b", "c", "b"]);
});

it.each(["core", "shared"] as const)("features of %s form no circle", async (part) => {
  expect(findCycle(await featureGraph(part))).toEqual([]);
});
