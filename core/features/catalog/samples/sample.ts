/** One step of a sample's story: a commit, where there is git. */
export interface SampleStep {
  /** When, in UTC: "2024-03-09T10:20Z". */
  readonly at: string;
  /** The commit's message. */
  readonly says: string;
  /** Written below what the README says so far. */
  readonly readme?: string;
  /** Files that come with this step, by their path below the sample's folder, with `/`. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** A POC of our own, as the steps in which it was made. */
export interface Sample {
  /** Its folder below that of all samples; "" for what stands beside them. */
  readonly folder: string;
  readonly steps: readonly SampleStep[];
}

/** A commit of the samples' repository. */
export interface SampleCommit {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly says: string;
  /** The files that it writes, whole, by their path below the repository, with `/`. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A file of the samples as it is in the end, and when it was written last (milliseconds since the epoch). */
export interface SampleFile {
  readonly content: Buffer;
  readonly at: number;
}

/** The steps of all samples as one history, oldest first. */
export function commitsOf(samples: readonly Sample[]): SampleCommit[] {
  return samples
    .flatMap(({ folder, steps }) => {
      const inside = (path: string) => (folder === "" ? path : `${folder}/${path}`);
      let readme = "";
      return steps.map((step) => {
        const files = new Map<string, Buffer>();
        for (const [path, content] of Object.entries(step.files ?? {}))
          files.set(inside(path), Buffer.from(content));
        if (step.readme !== undefined) {
          readme += step.readme;
          files.set(inside("README.md"), Buffer.from(readme));
        }
        return { at: Date.parse(step.at), says: step.says, files };
      });
    })
    .toSorted((left, right) => left.at - right.at);
}

/** What a history leaves in its folder, by path with `/`. */
export function filesOf(commits: readonly SampleCommit[]): Map<string, SampleFile> {
  const files = new Map<string, SampleFile>();
  for (const { at, files: written } of commits)
    for (const [path, content] of written) files.set(path, { content, at });
  return files;
}
