/** Flags of Node for a process that carries the core. */
export declare const coreFlags: string[];
