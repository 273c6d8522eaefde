import { isUtf8 } from "node:buffer";
import { sep } from "node:path";

/** A file name as text, or null when its bytes are not UTF-8. */
export function decodeName(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

/** Bytes of a name or path to show: control characters and bytes that are not UTF-8 become `\n`, `\x1b`, `\xff`. */
export function escapeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return escapeControls(bytes.toString("utf8"));
  let out = "";
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      out += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`;
      at += 1;
    } else {
      out += bytes.toString("utf8", at, at + length);
      at += length;
    }
  }
  return escapeControls(out);
}

/** Text of a path to show on one line. */
export function escapeControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === "\r") return "\\r";
    const code = character.charCodeAt(0);
    return code < 256
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const length =
    lead < 0x80
      ? 1
      : lead >= 0xc2 && lead < 0xe0
        ? 2
        : lead >= 0xe0 && lead < 0xf0
          ? 3
          : lead >= 0xf0 && lead < 0xf5
            ? 4
            : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** The absolute path of `relative` (with `/`) below `root`. */
export function below(root: string, relative: string): string {
  if (relative === "") return root;
  const local = sep === "/" ? relative : relative.replaceAll("/", sep);
  return root.endsWith(sep) ? root + local : root + sep + local;
}

/** Joins two paths with `/`, either of which may be "". */
export function joinRelative(left: string, right: string): string {
  return left === "" ? right : right === "" ? left : `${left}/${right}`;
}

/** Everything before the last `/`, or "". */
export function parentOf(relative: string): string {
  const slash = relative.lastIndexOf("/");
  return slash === -1 ? "" : relative.slice(0, slash);
}

/** Everything after the last `/`. */
export function baseOf(relative: string): string {
  return relative.slice(relative.lastIndexOf("/") + 1);
}

/** True when `path` is `folder` or lies below it; "" holds everything. */
export function within(path: string, folder: string): boolean {
  return (
    folder === "" || path === folder || (path.startsWith(folder) && path.charCodeAt(folder.length) === 47)
  );
}
