/** The library as a program uses it: templates in memory, questions, assertions, and the matchers. */

import { describe, expect, test } from "vitest";
import { matchers } from "../matchers.ts";
import { read, TielineError } from "./library.ts";

interface Custom<R = unknown> {
  toReach(from: string, to: string, traffic?: string, options?: { through?: string }): R;
}
declare module "vitest" {
  interface Matchers<T> extends Custom<T> {}
}
expect.extend(matchers as never);

const ref = (name: string) => ({ Ref: name });

/** A public host that a group opens on port 443, and a database beside it without a public address. */
const web = (open = "0.0.0.0/0", route = false) => ({
  Resources: {
    Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } },
    Gateway: { Type: "AWS::EC2::InternetGateway" },
    Attachment: {
      Type: "AWS::EC2::VPCGatewayAttachment",
      Properties: { VpcId: ref("Vpc"), InternetGatewayId: ref("Gateway") },
    },
    Public: {
      Type: "AWS::EC2::Subnet",
      Properties: { VpcId: ref("Vpc"), CidrBlock: "10.0.1.0/24", MapPublicIpOnLaunch: true },
    },
    Data: {
      Type: "AWS::EC2::Subnet",
      Properties: { VpcId: ref("Vpc"), CidrBlock: "10.0.2.0/24", MapPublicIpOnLaunch: route },
    },
    Table: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: ref("Vpc") } },
    Default: {
      Type: "AWS::EC2::Route",
      Properties: { RouteTableId: ref("Table"), DestinationCidrBlock: "0.0.0.0/0", GatewayId: ref("Gateway") },
    },
    OfPublic: {
      Type: "AWS::EC2::SubnetRouteTableAssociation",
      Properties: { SubnetId: ref("Public"), RouteTableId: ref("Table") },
    },
    ...(route
      ? {
          OfData: {
            Type: "AWS::EC2::SubnetRouteTableAssociation",
            Properties: { SubnetId: ref("Data"), RouteTableId: ref("Table") },
          },
        }
      : {}),
    Group: {
      Type: "AWS::EC2::SecurityGroup",
      Properties: {
        GroupDescription: "web",
        VpcId: ref("Vpc"),
        SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: open }],
      },
    },
    Server: {
      Type: "AWS::EC2::Instance",
      Properties: { ImageId: "ami-1", SubnetId: ref("Public"), SecurityGroupIds: [ref("Group")] },
    },
    Database: {
      Type: "AWS::EC2::Instance",
      Properties: { ImageId: "ami-1", SubnetId: ref("Data"), SecurityGroupIds: [ref("Group")] },
    },
  },
});

describe("a network from templates in memory", () => {
  test("answers what a program asks", async () => {
    const network = await read({ "web.json": web() });
    expect(network.findings.filter((f) => f.severity === "error")).toEqual([]);
    expect(network.trace({ from: "internet", to: "Server", traffic: "tcp/443" }).verdict).toBe("delivered");
    const reached = network.reach({ from: "internet", to: "web/Server" });
    expect(reached.allowed.map((r) => [r.protocol, r.destinationPorts])).toEqual([["tcp", "443"]]);
    expect(network.prove({ from: "internet", to: "Database", verdict: "blocked" })).toMatchObject({ holds: true });
    expect(network.show().hosts.map((h) => h.name)).toEqual(["web/Database", "web/Server"]);
  });

  test("asserts, and shows the lines of the template", async () => {
    const network = await read({ "web.json": web("10.0.0.0/8") });
    expect(() => network.assert({ from: "internet", to: "Server", traffic: "tcp/443", verdict: "reachable" })).toThrow(
      /expected reachable, is blocked[\s\S]*filter\.rule\.none[\s\S]*--> web\.json:\d+/,
    );
  });

  test("takes a tieline.yaml beside them", async () => {
    const expectation = { name: "web", from: "internet", to: "app/Server", traffic: "tcp/443", verdict: "reachable" };
    const inputs = [{ cloudformation: "web.json", stack: "app", region: "eu-central-1" }];
    const network = await read({ "web.json": web(), "tieline.yaml": { inputs, expect: [expectation] } });
    expect(network.check().expectations).toMatchObject([{ name: "web", holds: true }]);
  });

  test("says in every answer that templates are taken for those at an address, once", async () => {
    const stack = (file: string) => ({
      Type: "AWS::CloudFormation::Stack",
      Properties: { TemplateURL: `https://bucket.s3.amazonaws.com/${file}` },
    });
    const outer = { Resources: { Web: stack("web.json"), More: stack("more.json") } };
    const network = await read({ "outer.json": outer, "web.json": web(), "more.json": web() });
    const asked = { from: "internet", to: "outer:Web/Server", traffic: "tcp/443" };
    for (const { assumptions } of [network.trace(asked), network.reach(asked)]) {
      const [assumed, ...others] = assumptions.filter(({ code }) => code === "stack.template.assumed");
      expect(others).toEqual([]);
      expect(assumed?.at.map(({ file }) => file)).toEqual(["outer.json", "outer.json"]);
    }
    expect(network.trace(asked).verdict).toBe("delivered");
    expect(network.check().read?.inputs).toEqual([
      { file: "outer.json", stack: "outer" },
      { file: "web.json", stack: "outer:Web" },
      { file: "more.json", stack: "outer:More" },
    ]);
  });

  test.each([
    ["template.macro.unread", { Transform: ["OurMacro"] }],
    [
      "template.macro.unread",
      { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "s3://bucket/rules" } } },
    ],
    ["template.loop.undecided", { "Fn::ForEach::Rules": ["Name", { Ref: "Nothing" }, { "Rule${Name}": {} }] }],
  ])("says in every answer %s: what is made there may change it", async (code, more) => {
    const { Resources } = web() as { readonly Resources: object };
    const template = "Transform" in more ? { ...more, Resources } : { Resources: { ...Resources, ...more } };
    const network = await read({ "web.json": template });
    const asked = { from: "internet", to: "web/Server", traffic: "tcp/443" };
    for (const { assumptions } of [network.trace(asked), network.reach(asked)]) {
      expect(assumptions.map((assumption) => assumption.code)).toContain(code);
    }
  });

  test("says what it cannot understand", async () => {
    await expect(read(undefined as never)).rejects.toThrow(TielineError);
    const untyped = (await read({ "web.json": web() })) as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const ask of ["trace", "reach", "prove", "assert"]) {
      expect(() => untyped[ask]?.("internet", "web/Host")).toThrow("`from` is missing: ask like");
    }
    await expect(read({ "notes.txt": "nothing" })).rejects.toThrow(TielineError);
    const network = await read({ "web.json": web() });
    expect(() => network.trace({ from: "internet", to: "Servr" })).toThrow(/Server/);
    expect(() => network.prove({ from: "internet", to: "Server", traffic: "tcp/x", verdict: "blocked" })).toThrow(
      TielineError,
    );
  });
});

describe("the matcher", () => {
  const failing = (act: () => void) => {
    try {
      act();
    } catch (error) {
      return (error as Error).message;
    }
    return "it passed";
  };

  test("holds for what is proven, either way", async () => {
    const network = await read({ "web.json": web() });
    expect(network).toReach("internet", "Server", "tcp/443");
    expect(network).not.toReach("internet", "Database");
    expect(network).not.toReach("internet", "Server", "tcp/22");
  });

  test("fails for the opposite, with the packet or the reasons", async () => {
    const open = await read({ "web.json": web("0.0.0.0/0", true) });
    expect(failing(() => expect(open).not.toReach("internet", "Database"))).toMatch(
      /expected blocked, is partly[\s\S]*expectation\.packet\.arrives[\s\S]*web\.json/,
    );
    expect(failing(() => expect(open).toReach("internet", "Database", "tcp/22"))).toContain("filter.rule.none");
  });

  test("fails both ways for what the template does not say", async () => {
    const unsure = { ...web(), Parameters: { Who: { Type: "String" } } };
    const rule = unsure.Resources.Group.Properties.SecurityGroupIngress[0] as { CidrIp: unknown };
    rule.CidrIp = ref("Who");
    const network = await read({ "web.json": unsure });
    expect(failing(() => expect(network).toReach("internet", "Server", "tcp/443"))).toContain("is unknown");
    expect(failing(() => expect(network).not.toReach("internet", "Server", "tcp/443"))).toContain("is unknown");
  });
});
