/** The numbers of the sync protocol that stand in SPEC.md, in bytes and milliseconds. */

/** Largest packet that a pipe carries. */
export const MAX_PACKET = 16 * 1024;
/** Largest message, all its frames together. */
export const MAX_MESSAGE = 64 * 1024 * 1024;
/** Nothing more is handed to a pipe while so much waits in it. */
export const HIGH_WATER = 1024 * 1024;
/** A pipe tells that it has drained once no more than this waits. */
export const LOW_WATER = 256 * 1024;
/** Live frames that may go before a waiting bulk frame goes. */
export const LIVE_RUN = 8;
/** Largest payload of a handshake message. */
export const MAX_HELLO = 4 * 1024;
/** A handshake takes no longer. */
export const HANDSHAKE_TIME = 10_000;
/** Sealed packets in one direction after which its key is replaced: 1 GiB at most. */
export const REKEY_AFTER = 65_536;
