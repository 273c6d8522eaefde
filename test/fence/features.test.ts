import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FEATURES } from "#shared/features.ts";

const ROOT = join(import.meta.dirname, "../..");

it.each(["shared", "core", "renderer"])(
  "%s has folders of known features only, under their one name",
  (part) => {
    const folders = readdirSync(join(ROOT, part, "features"));
    expect(folders.filter((name) => !(FEATURES as readonly string[]).includes(name))).toEqual([]);
  },
);

it("each feature has a contract", () => {
  for (const feature of FEATURES) {
    expect(readdirSync(join(ROOT, "shared/features", feature))).toContain(`${feature}.api.ts`);
  }
});
