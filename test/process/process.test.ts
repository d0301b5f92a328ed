/** The command as a process: what happens to its output, and what Ctrl-C does. Everything else is tested without one. */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { programIn } from "./program.suite.ts";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const scenario = join(root, "scenarios/gwlb-distributed");
let folder = "";
let program = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tieline-"));
  program = await programIn(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `stdout`: a file descriptor in place of a pipe. `act` is done with the process once it has started. */
function run(
  args: readonly string[],
  { stdout, act, env = {} }: { stdout?: number; act?: (child: ReturnType<typeof spawn>) => void; env?: object } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ["pipe", stdout ?? "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "", ...env },
  });
  const texts = { out: "", err: "" };
  child.stdout?.on("data", (piece) => (texts.out += String(piece)));
  child.stderr?.on("data", (piece) => (texts.err += String(piece)));
  act?.(child);
  return new Promise((done) => child.on("close", (code) => done({ code, ...texts })));
}

test("whoever stops reading is no error, and the exit code still tells", async () => {
  const deaf = (child: ReturnType<typeof spawn>) => child.stdout?.destroy();
  expect(await run(["check", "-C", scenario], { act: deaf })).toEqual({ code: 0, out: "", err: "" });
  expect(await run(["trace", "internet", "web/LoadBalancer", "tcp/22", "-C", scenario], { act: deaf })).toEqual({
    code: 1,
    out: "",
    err: "",
  });
});

test("a full disk behind standard output is a sentence, and no bug", async () => {
  if (!existsSync("/dev/full")) return;
  const ended = await run(["check", "-C", scenario], { stdout: openSync("/dev/full", "w") });
  expect(ended).toEqual({
    code: 2,
    out: "",
    err: "error[output.file.unwritable]: standard output cannot be written: no space is left\n",
  });
});

test("Ctrl-C ends the wait for standard input with 130 and without a word", async () => {
  const act = (child: ReturnType<typeof spawn>) => setTimeout(() => child.kill("SIGINT"), 1_500);
  expect(await run(["check", "-"], { act })).toEqual({ code: 130, out: "", err: "" });
});

test("Ctrl-C ends work that never looks up, too", async () => {
  const parts = Array.from(
    { length: 250 },
    (_, i) => `  V${i}: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.${i}.0.0/16 } }
  G${i}: { Type: AWS::EC2::InternetGateway }
  A${i}: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref V${i}, InternetGatewayId: !Ref G${i} } }
  S${i}: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref V${i}, CidrBlock: 10.${i}.1.0/24, MapPublicIpOnLaunch: true } }
  T${i}: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref V${i} } }
  U${i}: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref S${i}, RouteTableId: !Ref T${i} } }
  D${i}: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref T${i}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref G${i} } }
  I${i}: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref S${i} } }
`,
  );
  writeFileSync(join(folder, "large.yml"), `Resources:\n${parts.join("")}`);
  for (const delay of [400, 900]) {
    const act = (child: ReturnType<typeof spawn>) => setTimeout(() => child.kill("SIGINT"), delay);
    const { code, out, err } = await run(["check", "large.yml"], { act });
    // A signal that comes before the program listens ends it by itself: no code, and still no word.
    expect({ code: code ?? 130, out, err }).toEqual({ code: 130, out: "", err: "" });
  }
});

test("colour is for terminals, or for those who ask for it", async () => {
  const colour = async (env: object) => (await run(["rules"], { env })).out.includes("\u001B[");
  expect(await colour({})).toBe(false);
  expect(await colour({ FORCE_COLOR: "1" })).toBe(true);
  expect(await colour({ FORCE_COLOR: "0" })).toBe(false);
  expect(await colour({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
});
