// Loaded before Electron's installer, which downloads with the global fetch and then tells little: gives up when no
// answer has come after 10 s, but lets a slow download run as long as bytes arrive, and shows how far it is.
import { writeJson } from "./paths.mjs";

const CONNECT_MS = Number(process.env.TATAMI_FETCH_CONNECT_MS) || 10_000;
const STALL_MS = 60_000;
const reportFile = process.env.TATAMI_FETCH_REPORT;
const download = globalThis.fetch;

/** The failure's one line goes to the caller; the installer would print a stack. @param {string} why */
function fail(why) {
  if (reportFile) writeJson(reportFile, { why });
  process.exit(1);
}

/** @param {number} bytes @param {number} total 0 when unknown */
function show(bytes, total) {
  const mb = (n) => (n / 1_048_576).toFixed(0);
  const text = total
    ? `${mb(bytes)} of ${mb(total)} MB, ${Math.floor((bytes / total) * 100)} %`
    : `${mb(bytes)} MB`;
  process.stderr.write(process.stderr.isTTY ? `\r  ${text} ` : `  ${text}\n`);
}

globalThis.fetch = async (url, options) => {
  let timer = setTimeout(() => fail(`no connection within ${CONNECT_MS / 1000} s`), CONNECT_MS);
  let response;
  try {
    response = await download(url, options);
  } catch (error) {
    const cause = error.cause?.code ?? error.code ?? error.message;
    return fail(`no connection: ${cause}`);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) return fail(`the server answered ${response.status}`);
  if (!response.body) return response;
  const total = Number(response.headers.get("content-length")) || 0;
  const watchStall = () =>
    setTimeout(() => fail(`the download stood still for ${STALL_MS / 1000} s`), STALL_MS);
  let bytes = 0;
  let shown = 0;
  timer = watchStall();
  const body = response.body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        clearTimeout(timer);
        timer = watchStall();
        bytes += chunk.byteLength;
        const every = process.stderr.isTTY ? 250 : 3000;
        if (Date.now() - shown >= every || bytes === total) {
          shown = Date.now();
          show(bytes, total);
        }
        controller.enqueue(chunk);
      },
      flush() {
        clearTimeout(timer);
        if (process.stderr.isTTY) process.stderr.write("\n");
      },
    }),
  );
  return new Response(body, { status: response.status, headers: response.headers });
};
