// Must also be readable by a Node that is too old, to be able to say so: no static import of anything new.

/** A failure that is told in one line, without a stack. */
export class Refusal extends Error {
  /**
   * @param {string} message what happened and what to do
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 3) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs an entry script to its end and turns what it returns or throws into an exit code.
 * @param {() => Promise<number>} main
 */
export async function enter(main) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    process.stderr.write(`Tatami needs Node 20 or newer to start; this is ${process.versions.node}.\n`);
    process.exitCode = 3;
    return;
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
