/**
 * Flags of Node for a process that carries the core. Its garbage is short-lived: with V8's own choice of 16 MB for new
 * objects it keeps 80 MB more after a thousand searches, and answers no sooner.
 */
export const coreFlags = ["--max-semi-space-size=4"];
