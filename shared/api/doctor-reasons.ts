import type { ErrorCode } from "./errors.ts";

/** What the connection doctor says: a part of the table of reasons (reasons.ts). */
export const DOCTOR_REASONS = {
  "doctor.no-invitation": ["NOT_FOUND", "No invitation was given, so none was looked at."],
  "doctor.not-shared": [
    "NOT_FOUND",
    "This workspace is shared with nobody yet: invite somebody, or join one.",
  ],
  "doctor.removed": [
    "FORBIDDEN",
    "This device was removed from the workspace: ask its owner or an admin for a new invitation.",
  ],
  "doctor.paused": [
    "CONFLICT",
    "Syncing is paused on this device: what is changed here or elsewhere waits until you resume it.",
  ],
  "doctor.offline": [
    "SERVICE_UNAVAILABLE",
    "This device is on no network: connect it, then look again. What you change meanwhile is kept.",
  ],
  "doctor.behind-router": [
    "UNSUPPORTED",
    "This device is behind a router (NAT): where no direct way is found, the signaling server carries what is said.",
  ],
  "doctor.lan-off": [
    "UNSUPPORTED",
    "Finding each other on the local network is turned off: turn it on under Settings to need no server there.",
  ],
  "doctor.lan-none": [
    "NOT_FOUND",
    "This device is on no local network on which others could be found: they are met at a signaling server alone.",
  ],
  "doctor.lan-deaf": [
    "SERVICE_UNAVAILABLE",
    "What this device says on the local network is not heard there: a firewall keeps Tatami from UDP port 5353, or the network carries no multicast. Allow Tatami in the firewall, or set a signaling address.",
  ],
  "doctor.firewall-unseen": [
    "UNSUPPORTED",
    "Whether the firewall of this device lets others in cannot be seen from here: on the local network TCP port {port} and UDP port 5353 must be open.",
  ],
  "doctor.no-address": [
    "NOT_FOUND",
    "No signaling address is set: devices meet on the same local network only. Set one to meet from elsewhere.",
  ],
  "doctor.name-unknown": [
    "NOT_FOUND",
    'No computer is known as "{host}": check how the address is written, and that this device is online.',
  ],
  "doctor.name-timeout": [
    "TIMEOUT",
    'Where "{host}" is was not answered in time: check the connection of this device, and its DNS server.',
  ],
  "doctor.connect-refused": [
    "SERVICE_UNAVAILABLE",
    "{host} is there, but nothing is served at port {port}: start tatami signal there, or correct the port.",
  ],
  "doctor.connect-timeout": [
    "TIMEOUT",
    "{host} does not answer at port {port}: it is switched off, or a firewall drops what is sent to it. Open TCP port {port} there.",
  ],
  "doctor.connect-unreachable": [
    "SERVICE_UNAVAILABLE",
    "No way leads to {host}: this device is offline, or that one is on another network. Check the connection, and a VPN.",
  ],
  "doctor.connect-failed": ["SERVICE_UNAVAILABLE", "{host} cannot be reached at port {port} ({cause})."],
  "doctor.not-encrypted": [
    "UNSUPPORTED",
    "The address begins with ws://, so there is no TLS on the way. None is needed: what Tatamis say is sealed from end to end.",
  ],
  "doctor.no-tls": [
    "UNSUPPORTED",
    "What is served at {host} does not speak TLS: write ws:// for wss:// in the address, or give the server a certificate.",
  ],
  "doctor.not-trusted": [
    "AUTH_FAILED",
    "The certificate of {host} is not trusted ({cause}): have it renewed, and check the date of this device.",
  ],
  "doctor.other-program": [
    "UNSUPPORTED",
    "Another program than Tatami's signaling answers at {host}: check the address, its port and its path.",
  ],
  "doctor.silent": [
    "TIMEOUT",
    "{host} takes the connection and then says nothing: another program is there, or a proxy between that carries no WebSocket.",
  ],
  "doctor.other-version": [
    "VERSION_MISMATCH",
    "The signaling server at {host} speaks another version: use the same version of Tatami there and here.",
  ],
  "doctor.server-full": [
    "RATE_LIMITED",
    "The signaling server at {host} takes no more for now: try later, or use another.",
  ],
  "doctor.clock-off": [
    "CONFLICT",
    "The clock of this device and that of {host} differ by {minutes} minutes: let the system set the time. Until then invitations end too early or too late, and newer deletions can look older.",
  ],
  "doctor.clock-untold": ["UNSUPPORTED", "{host} does not tell what time it is."],
  "doctor.not-carried": [
    "SERVICE_UNAVAILABLE",
    "Two connections of this device did not reach each other through {host}: a proxy between cuts them, or the server is not well. Restart it, or use another.",
  ],
  "doctor.nobody-waits": [
    "NOT_FOUND",
    "Nobody waits for this invitation at {host}: check the words, and ask whoever invited you to open Tatami.",
  ],
  "doctor.no-turn": [
    "UNSUPPORTED",
    "No TURN server is set, and none is needed: the signaling server carries what finds no direct way.",
  ],
  "doctor.turn-silent": [
    "SERVICE_UNAVAILABLE",
    "This TURN server, of which signaling tells, gives no sign of life: it is not running, or a firewall is in the way. What finds no direct way goes over the signaling server until it does.",
  ],
  "doctor.not-reached": ["CANCELLED", "Not looked at, because what comes before it failed."],
} as const satisfies Readonly<Record<string, readonly [code: ErrorCode, sentence: string]>>;
