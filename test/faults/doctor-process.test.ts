import { expect, it, onTestFinished } from "vitest";
import { serveSignaling } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { tatami, tatamiJson } from "./support/processes.ts";

interface Answer {
  readonly schema: string;
  readonly findings: readonly { check: string; address: string | null; state: string; text: string | null }[];
  readonly report: string;
}

it("the command tells what keeps devices apart, with a report that names no address", async () => {
  const data = temporaryFolder();
  const server = await serveSignaling({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  const address = `ws://127.0.0.1:${server.port}`;
  const doctor = ["workspace", "doctor"];
  const good = await tatamiJson<Answer>([...doctor, "--signal", address], { data });
  expect(good.answer.schema).toBe("tatami.connection/1");
  expect(good.answer.findings).toContainEqual(
    expect.objectContaining({ check: "relay", address, state: "ok" }),
  );

  await server.close();
  const bad = await tatamiJson<Answer>([...doctor, "abandon", "abzent", "--signal", address], { data });
  expect(bad.code).toBe(1);
  const failed = bad.answer.findings.filter(({ state }) => state === "failed").map(({ check }) => check);
  expect(failed).toEqual(expect.arrayContaining(["invitation", "connect"]));
  expect(bad.answer.report).not.toContain("127.0.0.1");
  expect(bad.answer.report).not.toContain(String(server.port));
  const { stdout } = await tatami([...doctor, "--signal", address, "--data", data]);
  expect(stdout).toContain(`failed   connect ${address}: 127.0.0.1 is there, but nothing is served`);
});
