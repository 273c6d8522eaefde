import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small POC; answers its folder. */
export function poc(
  root: string,
  name: string,
  readme = `# ${name}\n\nShows how ${name} works in practice.\n`,
): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "poc", dependencies: { react: "^19.0.0" } }),
  );
  writeFileSync(join(folder, "src", "index.ts"), `export const name = ${JSON.stringify(name)};\n`);
  writeFileSync(join(folder, "README.md"), readme);
  return folder;
}
