import { homedir } from "node:os";
import { relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { program } from "../program.ts";
import { type Answer, answer } from "./answer.ts";
import { values } from "./values.ts";

const root = program(() => undefined);
const scenario = resolve(import.meta.dirname, "../../../scenarios/gwlb-distributed");
const asked = (line: string): Promise<Answer> => answer(root, line.split(" "), values);
const words = async (line: string): Promise<readonly string[] | "files"> => {
  const found = await asked(line);
  return found === "files" ? found : found.map(({ value }) => value);
};

describe("what may stand there", () => {
  test.each<[string, readonly string[] | "files"]>([
    ["di", ["diff"]],
    ["nonsense ", expect.arrayContaining(["check", "trace"])],
    ["check --fail", ["--fail-on"]],
    ["check --fail-on ", ["error", "warning", "note", "never"]],
    ["check --fail-on=n", ["note", "never"]],
    ["check --format s", ["sarif"]],
    ["check --format sarif=", "files"],
    ["check --format=sarif=o", "files"],
    ["trace --format ", ["text", "json"]],
    ["check --allow-unknown ", "files"],
    ["check --only path.as", ["path.asymmetric"]],
    ["check --link-base ", []],
    ["check one.yml two.yml ", "files"],
    ["check -- --", "files"],
    ["check --no-such=x", []],
    ["show --theme d", ["dark"]],
    ["diff old ", "files"],
    ["diff old new ", []],
    ["init az", ["azure-small"]],
    ["init --from ", "files"],
    ["explain address.public.no", ["address.public.no-return", "address.public.none"]],
    ["trace a b tcp/44", ["tcp/443"]],
    ["trace a b --branch all ic", ["icmp"]],
    ["completion f", ["fish"]],
  ])("`tieline %s`", async (line, expected) => {
    expect(await words(line)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ["", ["internet", "batch/", "inspection/", "web/"]],
    ["web/LoadB", ["web/LoadBalancer", "web/LoadBalancerGroup"]],
    ["LoadBalancerG", ["LoadBalancerGroup"]],
    ["nothing", []],
  ])("an end that begins with `%s`", async (typed, expected) => {
    expect(await words(`trace -C ${scenario} ${typed}`)).toEqual(expected);
    expect(await words(`reach -C${scenario} internet ${typed}`)).toEqual(expected);
  });

  test("the home folder is what `~` stands for", async () => {
    const way = relative(homedir(), scenario);
    expect(await words(`trace -C ~/${way} web/NatGatewayA`)).toEqual(["web/NatGatewayA"]);
  });

  test("an end says what it is, and where nothing can be read the internet remains", async () => {
    expect(await asked(`trace -C ${scenario} web/NatGatewayA`)).toEqual([
      { value: "web/NatGatewayA", what: "nat-gateway" },
    ]);
    expect(await words("trace -C /no/such/folder ")).toEqual(["internet"]);
  });
});
