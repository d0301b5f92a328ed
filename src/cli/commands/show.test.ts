import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../main.ts";

const scenario = resolve(import.meta.dirname, "../../../scenarios/azure-small");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tieline-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function show(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { stdout, stderr } = process;
  const texts = { out: "", err: "" };
  const write = { out: stdout.write.bind(stdout), err: stderr.write.bind(stderr) };
  stdout.write = (text: string | Uint8Array) => ((texts.out += String(text)), true);
  stderr.write = (text: string | Uint8Array) => ((texts.err += String(text)), true);
  try {
    const code = await main(["show", "-C", scenario, ...args]);
    return { code, ...texts };
  } finally {
    stdout.write = write.out;
    stderr.write = write.err;
  }
}

test("pictures are written beside the report, which stays what it was", async () => {
  const plain = await show();
  const files = ["a.svg", "a.mmd", "a.dot", "a.png"].map((name) => join(folder, name));
  expect(await show(...files.flatMap((file) => ["--diagram", file]))).toEqual(plain);
  const begins = files.map((file) => readFileSync(file).subarray(0, 8).toString("latin1"));
  expect(begins).toEqual(["<svg xml", "---\ntitl", "digraph ", "\x89PNG\r\n\x1a\n"]);
});

test("the same network gives the same bytes", async () => {
  const [a, b] = [join(folder, "one.svg"), join(folder, "two.svg")];
  await show("--diagram", a, "--theme", "dark");
  await show("--diagram", b, "--theme", "dark");
  expect(readFileSync(a, "utf8")).toBe(readFileSync(b, "utf8"));
});

test.each([
  ["a.jpg", "usage.diagram.ending", "ends in `.svg`, `.png`, `.mmd` or `.dot`"],
  ["no/such/folder/a.svg", "output.file.unwritable", "there is no such folder"],
])("%s is refused", async (file, code, why) => {
  const path = file.startsWith("no") ? join(folder, file) : file;
  expect(await show("--diagram", path)).toMatchObject({ code: 2, err: expect.stringContaining(`error[${code}]`) });
  const { err, out } = await show("--diagram", path, "-j");
  expect(`${err}${out}`).toContain(why);
});

test("a theme that there is not is a mistake", async () => {
  expect(await show("--theme", "pink")).toMatchObject({ code: 2, err: expect.stringContaining("light, dark") });
});
