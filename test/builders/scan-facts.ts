import type { ScanFacts } from "#shared/features/catalog/catalog.ts";

/** What a scan finds of a folder that has next to nothing in it. */
export function scanFacts(facts: Partial<ScanFacts> & { readonly name: string }): ScanFacts {
  return {
    description: "",
    descriptionSource: "readme",
    languages: [],
    technologies: [],
    derivedTags: [],
    firstCommitAt: null,
    lastCommitAt: null,
    commits: 0,
    commitWeeks: [],
    licence: null,
    linesOfCode: 0,
    files: 0,
    bytes: 0,
    remote: null,
    subfolder: "",
    readme: "",
    headCommit: null,
    headAt: null,
    picture: null,
    ...facts,
  };
}
