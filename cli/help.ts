/** What `tatami help` says. */
export const HELP = `tatami <command> [options]

  scan <folder>     find the POCs of a folder and keep them in the catalogue
  search <query>    find POCs: words, "exact words", language:java tag:kafka -tag:old
                    framework:"spring boot" year:2025 folder:name
  show <id>         all that is known of one
  edit <id>         --description <text> changes what is said of one,
                    --private-notes <text> what only this machine has of it
  doctor            versions, health and sizes; --rebuild builds the projections anew
  workspace         list | create <name> | use <name or id> | rename <name> | members
                    invite [--role editor|observer] [--uses <n>|any] [--lasts <time>]
                      [--name <yours>] [--signal <address>]; <time> is 30m, 12h, 7d or
                      never. If nothing else is said: as editor, one device, 7 days.
                      The first one makes the workspace a shared one, and you its owner
                    add-device [--signal <address>] a code for another device of yours
                    invitations | revoke <id>
                    join <words or link> --name <yours> [--signal <address>]
                    role <member> admin|editor|observer | remove <member>
                    readmit <removed> admin|editor|observer lets in again by an invitation
                    transfer <member> offers the ownership, to yourself takes that back; accept
                    leave [<name or id>] tells the others and removes it from here; --keep keeps
                      it, shared with nobody; what is on no other device goes only by --delete
                    put-aside lists what you wrote and nobody took; put-aside forget
                    pause | resume syncing, of all workspaces
                    doctor [<words or link>] [--signal <address>] what keeps devices apart
  sync              keeps workspaces in step with their members, until Ctrl+C;
                    --once ends when that is so
  signal            lets Tatamis find each other through this machine, until Ctrl+C;
                    --port <n> (4747), --host <address> (0.0.0.0: all of this machine),
                    --turn <address> --turn-secret <file>: tells them of a TURN server

  --json            one object with a schema name and version
  --data <folder>   where data lives (else TATAMI_DATA, else the system's place)
  --limit <n>       results of a search, 1 to 200 (20)     --offset <n>   the first of them
  --sort <order>    relevance, created, updated, name      --version, --help

Exit codes: 0 good, 1 problems were found, 2 not understood, 3 failed.
`;
