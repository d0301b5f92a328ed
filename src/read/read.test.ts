import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeCorpus } from "../../test/corpus.ts";
import { modelText } from "../../test/model-text.ts";
import { listed, readFiles, readTemplate } from "../../test/reading.ts";
import { sample } from "../../test/sample.ts";
import { isUnknown } from "../value/value.ts";
import { visit } from "./elements.ts";
import { lowerInOrder } from "./lower.ts";
import { gather, read } from "./read.ts";

test("two subnets, one of them public", () => {
  const { model, findings } = readTemplate(`Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  A:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true }
  B:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 }
  Gateway:
    Type: AWS::EC2::InternetGateway
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
  Route:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { RouteTableId: !Ref Table, SubnetId: !Ref A }
  Web:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref A }
`);
  expect(findings).toEqual([]);
  expect(modelText(model)).toMatchInlineSnapshot(`
    "segment net/A 10.0.1.0/24
    segment net/B 10.0.2.0/24
    segment net/Vpc#link
    node net/Vpc#gateway internet-gateway
    node net/Vpc#router router
    node net/Web host
    interface net/A#router of net/Vpc#router on net/A in net/Vpc#acl#out out net/Vpc#acl#in
    interface net/B#router of net/Vpc#router on net/B in net/Vpc#acl#out out net/Vpc#acl#in
    interface net/Vpc#edge of net/Vpc#router on net/Vpc#link
    interface net/Vpc#inside of net/Vpc#gateway on net/Vpc#link
    interface net/Vpc#outside of net/Vpc#gateway on internet
    interface net/Web#eth0 of net/Web on net/A in net/Vpc#group#in out net/Vpc#group#out
    address one from 10.0.1.4 of net/Web own net/Web#eth0
    address one from 1.0.0.0 of net/Web held net/Vpc#outside
    selector net/Vpc#router net/A#router: net/Table
    selector net/Vpc#router net/B#router: net/Vpc#main
    selector net/Vpc#router net/Vpc#edge: net/Vpc#local
    selector net/Vpc#gateway any: net/Vpc#gateway#table
    selector net/Web any: net/Web#table
    route net/Table: 0.0.0.0/0 -> net/Vpc#inside
    route net/Table: 10.0.0.0/16 -> connected
    route net/Vpc#gateway#table: 10.0.0.0/16 -> net/Vpc#edge
    route net/Vpc#gateway#table: 0.0.0.0/0 -> connected through net/Vpc#outside
    route net/Vpc#gateway#table: ::/0 -> connected through net/Vpc#outside
    route net/Vpc#local: 10.0.0.0/16 -> connected
    route net/Vpc#main: 10.0.0.0/16 -> connected
    route net/Web#table: 0.0.0.0/0 -> net/A#router
    route net/Web#table: ::/0 -> net/A#router
    route net/Web#table: 10.0.1.0/24 -> connected through net/Web#eth0
    pair one from 10.0.1.4 of net/Web = one from 1.0.0.0 of net/Web (net/Web)"
  `);
});

describe("reading in any order", () => {
  const request = { sources: [{ document: { path: "net.yml", text: sample } }] };

  test("gives the same model", () => {
    const { things, pins } = gather(request);
    const all = [...things.all()];
    const first = lowerInOrder(things, all, pins.ids);
    expect(first.nodes.size).toBeGreaterThan(5);
    const shuffled = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(lowerInOrder(things, order, pins.ids)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  test("no element is said by two things", () => {
    const { things, pins } = gather(request);
    const sizes = [...things.all()].map((thing) => countOf(lowerInOrder(things, [thing], pins.ids)));
    const alone = countOf(lowerInOrder(things, [], pins.ids));
    const whole = countOf(lowerInOrder(things, [...things.all()], pins.ids));
    expect(sizes.reduce((sum, size) => sum + size - alone, alone)).toBe(whole);
  });
});

/** Elements that have a key of their own in the model; rules and gates stand in others. */
function countOf({ aliases: _, ...model }: ReturnType<typeof lowerInOrder>): number {
  return Object.values(model).reduce((sum, part) => sum + ("size" in part ? part.size : part.length), 0);
}

describe("what is asked for and not there", () => {
  test("a parameter without a value is told once, as a note, while nobody lists the stack", () => {
    const { findings } = readTemplate(`Parameters:
  Network: { Type: "AWS::EC2::VPC::Id" }
  Unused: { Type: String }
Resources:
  A:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24 }
  B:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.2.0/24 }
`);
    expect(listed(findings)).toEqual([
      "note parameter.value.missing net/Network (net.yml:2 net.yml:7) parameter `Network` has neither a value nor a default",
    ]);
  });

  test("in a stack that the project file lists it is an error", async () => {
    const { findings } = await readFiles({
      "net.yml": `Parameters:
  Range: { Type: String }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: !Ref Range }
`,
      "tieline.yaml": "inputs:\n  - cloudformation: net.yml\n",
    });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error parameter.value.missing"]);
  });

  test("a nested stack that was read is not one of them", () => {
    const child = "  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yml } }\n";
    const text = `Resources:\n${child}${child.replace("Child", "Lost").replace("child.yml", "https://example.com/x.yml")}`;
    const inner = { path: "child.yml", text: "Resources: {}\n" };
    const open = (_: unknown, path: string) => (path === inner.path ? inner : undefined);
    const { notModelled } = read({ sources: [{ document: { path: "net.yml", text } }], open });
    expect(notModelled).toEqual([{ kind: "AWS::CloudFormation::Stack", count: 1 }]);
  });

  test("types that no kind reads are counted", () => {
    const { notModelled } = readTemplate(`Resources:
  One: { Type: "AWS::SNS::Topic" }
  Two: { Type: "AWS::SNS::Topic" }
  Other: { Type: "AWS::SQS::Queue" }
`);
    expect(notModelled).toEqual([
      { kind: "AWS::SNS::Topic", count: 2 },
      { kind: "AWS::SQS::Queue", count: 1 },
    ]);
  });

  test("a file that is no template is left unread", () => {
    const { unread, model } = read({ sources: [{ document: { path: "notes.yml", text: "shopping: [milk]\n" } }] });
    expect(unread.map(({ path }) => path)).toEqual(["notes.yml"]);
    expect([...model.nodes.keys()]).toEqual(["internet"]);
  });

  test("two files of one name are two stacks", () => {
    const text = 'Resources:\n  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }\n';
    const sources = ["a/net.yml", "b/net.yml", "c.yml"].map((path) => ({ document: { path, text } }));
    expect(read({ sources }).things.map(({ name }) => name)).toEqual(["a/net/Vpc", "b/net/Vpc", "c/Vpc"]);
  });
});

describe("physical addresses", () => {
  const files = (pins: string) => ({
    "net.yml": sample,
    "tieline.yaml": `inputs:\n  - cloudformation: net.yml\nphysical:\n${pins}`,
  });
  const addressesOf = async (pins: string) => {
    const { model, findings } = await readFiles(files(pins));
    expect(listed(findings)).toEqual([]);
    return modelText(model)
      .split("\n")
      .filter((line) => /^(address|pair).*(Web|Address)/.test(line));
  };

  test("an owner's assigned addresses become the ones that are given, each in its range", async () => {
    expect(
      await addressesOf("  net/Web: [10.0.1.20, 203.0.113.7]\n  net/Address: 203.0.113.8\n"),
    ).toMatchInlineSnapshot(`
      [
        "address 10.0.1.20 own net/Web#eth0",
        "pair one from 10.0.1.4 of net/Card = 203.0.113.8 (net/Address)",
        "pair 10.0.1.20 = 203.0.113.7 (net/Web)",
      ]
    `);
  });

  test("a name that stands in one stack only needs no stack", async () => {
    expect(await addressesOf("  Web: 10.0.1.20\n")).toContain("address 10.0.1.20 own net/Web#eth0");
  });

  test("an attribute in a text is the address, stated or given", async () => {
    const rule = (of: string) => `  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Group, IpProtocol: "-1", CidrIp: !Sub "\${${of}.PrivateIp}/32" }
`;
    const sourceOf = async (of: string, pins: string) => {
      const { model } = await readFiles({ ...files(pins), "net.yml": sample + rule(of) });
      return model.filters.get("net/Group#in")?.rules.find(({ key }) => key.includes("net/Rule"))?.sources?.[0];
    };
    expect(await sourceOf("Backend", "  Web: 10.0.1.20\n")).toMatchObject({ value: { first: 0x0a01020a, length: 32 } });
    expect(await sourceOf("Web", "  Web: 10.0.1.20\n")).toMatchObject({ value: { first: 0x0a000114, length: 32 } });
    expect(await sourceOf("Web", "  Backend: []\n")).toMatchObject({ code: "value.deployment.assigned" });
  });

  test("an address that the owner cannot have, and a name that nobody has, are told on their lines", async () => {
    const { findings } = await readFiles(files("  net/Web: 10.9.9.9\n  net/Wbe: 10.0.1.20\n"));
    expect(listed(findings)).toMatchInlineSnapshot(`
      [
        "error physical.address.unfit net/Web (tieline.yaml:4) \`net/Web\` cannot have the address \`10.9.9.9\`",
        "warning physical.name.unknown net/Wbe (tieline.yaml:5) nothing that was read is called \`net/Wbe\`",
      ]
    `);
  });

  test("a physical id stands for its thing, in text and as a name", async () => {
    const { model, findings } = await readFiles({
      "net.yml": sample,
      "other.yml": `Resources:
  Late:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: VPC-0A1B, CidrBlock: 10.0.9.0/24 }
`,
      "tieline.yaml": `inputs:
  - cloudformation: net.yml
  - cloudformation: other.yml
physical:
  net/Vpc: vpc-0a1b
`,
    });
    expect(listed(findings)).toEqual([]);
    expect(model.segments.get("other/Late")?.domain).toBe("net/Vpc");
    expect(model.aliases).toContainEqual({ text: "vpc-0a1b", name: "net/Vpc", rank: 0 });
    expect(model.aliases).toContainEqual({ text: "main", name: "net/Vpc", rank: 1 });
  });
});

describeCorpus("the corpus", (corpus) => {
  const templatesIn = (folder: string): readonly string[] =>
    readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(ya?ml|json|template)$/.test(path))
      .map((path) => join(corpus, folder, path));
  const sourceOf = (path: string) => ({ document: { path, text: readFileSync(path, "utf8") } });

  test("design 3 is lowered as one network", () => {
    const { model, things, notModelled } = read({ sources: templatesIn("gwlb-workshop/design-3").map(sourceOf) });
    const of = (label: string) => things.filter((thing) => thing.label === label).length;
    expect(
      Object.fromEntries(["VPC", "subnet", "route", "instance", "internet gateway"].map((l) => [l, of(l)])),
    ).toEqual({
      VPC: 3,
      subnet: 14,
      route: 20,
      instance: 12,
      "internet gateway": 3,
    });
    expect([...model.segments.values()].filter((s) => s.listed)).toHaveLength(14);
    expect([...model.nodes.values()].filter((n) => n.kind === "appliance")).toHaveLength(4);
    expect(notModelled.map(({ kind }) => kind.split("::")[1])).toEqual(notModelled.map(() => "IAM"));
  });

  test.each(["cloudformation", "aws-workshops", "gwlb-workshop"])(
    "%s is read without a throw, and each value that is not known says what would make it known",
    (folder) => {
      let modelled = 0;
      let others = 0;
      const mute = new Set<string>();
      for (const path of templatesIn(folder)) {
        const { model, things, notModelled } = read({ sources: [sourceOf(path)] });
        visit(model, (object) => {
          if (isUnknown(object) && object.wanted === undefined) mute.add(`${object.code}: ${object.why}`);
          return undefined;
        });
        modelled += things.length;
        others += notModelled.reduce((sum, { count }) => sum + count, 0);
      }
      console.log(`${folder}: ${modelled} of ${modelled + others} resources are modelled`);
      expect(modelled).toBeGreaterThan(0);
      // Whatever is unknown says what would make it known.
      expect([...mute]).toEqual([]);
    },
  );
});
