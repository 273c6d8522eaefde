import { homedir } from "node:os";

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Keys, tokens and hashes: 32 or more characters of base64url or hex, a digit among them. Ids of documents (UUIDs) stay. */
const SECRET =
  /(?<![\p{L}\p{N}_-])(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{32,}(?![\p{L}\p{N}_-])/gu;
const CREDENTIALS = /(\/\/)[^/\s:@"]+(?::[^/\s@"]*)?@/gu;

/** A function that takes the home folder, e-mail addresses, credentials in URLs, keys and tokens out of a text. */
export function redactor(home: string = homedir()): (text: string) => string {
  // In JSON a backslash is doubled: both spellings of a Windows home are covered.
  const homes = [...new Set([home, JSON.stringify(home).slice(1, -1)])].filter((path) => path.length > 1);
  return (text) => {
    let clean = text;
    for (const path of homes) clean = clean.replaceAll(path, "~");
    return clean
      .replace(CREDENTIALS, "$1[credentials]@")
      .replace(EMAIL, "[email]")
      .replace(SECRET, "[secret]");
  };
}
