/** A part of the program did not arrive: the core was gone when it was asked for. Only loading the page anew brings it. */
export class PartMissing extends Error {}

/** How browsers say that a module, or the style sheet that comes with it, could not be fetched. */
const MISSING =
  /^(?:Failed to fetch dynamically imported module|error loading dynamically imported module|Importing a module script failed|Unable to preload CSS)/iu;

/**
 * Loads a part of the program. Rejects with PartMissing where it does not arrive, which a browser remembers until the page is
 * loaded anew, and with what it throws itself.
 */
export async function part<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error) || !MISSING.test(error.message)) throw error;
    throw new PartMissing("A part of the page did not arrive.", { cause: error });
  }
}
