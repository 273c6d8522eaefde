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
/** Largest document, and largest change of one. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;
/** Largest message of a member of a room: a document, and what goes before and beside it. */
export const MAX_SAID = MAX_DOCUMENT + 2 * 1024 * 1024;
/** Largest state vector of a document: more writers than that it does not take. */
export const MAX_VECTOR = 1024 * 1024;
/** Largest list of who belongs to a room. */
export const MAX_RECORDS = 1280 * 1024;
/** Such lists of one device, in all its sessions: this many a second, and so many at once. */
export const RECORDS_RATE = 2;
export const RECORDS_BURST = 60;
/** Those that are told in one session: few enough that a device with all the sessions that are kept of it stays below what is heard. */
export const TELL_RECORDS_RATE = 0.25;
export const TELL_RECORDS_BURST = 6;
/** How far the time of a mark may be ahead of the clock of whoever takes it. */
export const MARK_AHEAD = 24 * 60 * 60 * 1000;
/** Most documents that one message speaks of. */
export const MAX_PARTS = 100_000;
/** Documents asked for in one message, and bytes of an answer before it is cut into another message: each is saved as one. */
export const ASK_AT_ONCE = 500;
export const GIVE_AT_ONCE = 128 * 1024;
/** Bytes of a question before it is cut. */
export const ASK_BYTES = 512 * 1024;
/** Documents that are noted as still to come from one peer: what is above is found by the next comparison. */
export const MAX_WANTED = 100_000;
/** What one device is given: so many documents a second, and so many at once; so many bytes are worth another one. */
export const GIVEN_RATE = 2_000;
export const GIVEN_BURST = 20_000;
export const GIVEN_BYTES = 8 * 1024;
/** Entries of lists that are heard of one device and made for it: this many a second, and so many at once. */
export const COMPARED_RATE = 20_000;
export const COMPARED_BURST = 500_000;
/** Entries of one list: several go where a room has more. */
export const LIST_AT_ONCE = 20_000;
/** Bytes that may wait in the channel before an answer waits itself. */
export const GIVING = 2 * 1024 * 1024;
/** No list is begun while more than that waits: a peer that does not read is not written to without end. */
export const LISTING = 8 * 1024 * 1024;
/** How often a peer says that it is here, and after what silence it is taken for gone. */
export const BEAT_EVERY = 2_000;
export const DEAD_AFTER = 6_000;
/** How often this side's own listener is told that a peer is still equal: for people, who want to see since when. */
export const TELL_EQUAL = 10_000;
/** Live changes of one device, in all its sessions: this many a second, and so many at once. */
export const LIVE_RATE = 200;
export const LIVE_BURST = 1_000;
/** Steps of merging that the changes of one device may take, in all its sessions: this many a second, and so many at once. */
export const WORK_RATE = 50_000;
export const WORK_BURST = 500_000;
/** What may wait for a slow peer on the live lane: what comes on top is left to the next comparison. */
export const LIVE_WAITING = 4 * 1024 * 1024;
/** How long a comparison that changed nothing waits before it is tried again; doubled each time up to the last. */
export const COMPARE_AGAIN = 2_000;
export const COMPARE_AGAIN_MOST = 60_000;
/** A pipe whose far end must say what it has taken hears of it after so many bytes. */
export const TAKEN_EVERY = 64 * 1024;
/** What such a pipe keeps before anybody listens: twice what an honest other side sends. */
export const EARLY_MOST = 2 * HIGH_WATER;
/** Bytes of one relayed pipe that may be on their way: a few slow receivers must not fill what the server holds for them. */
export const RELAY_WINDOW = 512 * 1024;
/** What ended is begun again after the first of these, doubled each time up to the last, anew once it has lasted so long. */
export const AGAIN_AFTER = 1_000;
export const AGAIN_AFTER_MOST = 60_000;
export const LASTED = 30_000;
/** A signaling server is tried this often at least, milliseconds, for so long: a cable, a sleep, a change of networks. */
export const AGAIN_SOON_MOST = 6_000;
export const AGAIN_SOON_FOR = 5 * 60_000;
/** Pipes that one peer may open: this many a second, and so many at once. */
export const OPEN_RATE = 1;
export const OPEN_BURST = 10;
/** Largest description of a direct connection, and largest address in one. */
export const MAX_DESCRIPTION = 16 * 1024;
export const MAX_CANDIDATE = 2 * 1024;
/** Addresses that each side names in one attempt to connect directly. */
export const DIRECT_CANDIDATES = 64;
/** Words of one peer about direct connections: this many a second, and so many at once. */
export const DIRECT_RATE = 20;
export const DIRECT_BURST = 200;
/** Attempts with one device: each makes the browser work. Of the other side twice as many offers are heard. */
export const OFFER_RATE = 0.2;
export const OFFER_BURST = 8;
/** An attempt to connect directly takes no longer. */
export const DIRECT_TIME = 15_000;
/** Where somebody is goes to each peer at most this often. */
export const PRESENCE_EVERY = 100;
/** Of one device so much is heard of it: this many a second, and so many at once. An honest one has two sessions for a moment. */
export const PRESENCE_RATE = 20;
export const PRESENCE_BURST = 40;
/** Whose sessions all broke off is taken to be there still for so long: it may be on its way back over another pipe. */
export const PRESENCE_STAYS = 1_000;
