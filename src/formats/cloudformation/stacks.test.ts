import { describe, expect, test } from "vitest";
import type { Reading } from "../../contract/format.ts";
import { locate, textOf } from "../../source/document.ts";
import { entryOf } from "../../value/datum.ts";
import { input, property, read } from "./stacks.suite.ts";

const vpc = (range: string) => `
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: ${range}
`;

const parameter = (type: string, more = "") => `
Parameters:
  Value: { Type: "${type}"${more} }
${vpc("!Ref Value")}`;

/** `code: message` of each finding, with the text that it stands at. */
function told({ findings }: Reading): string[] {
  return findings.map(({ code, at }) => `${code} at ${at.map(({ span }) => textOf(span)).join(" and ")}`);
}

describe("parameters", () => {
  test.each([
    ["a default", parameter("String", ", Default: a"), {}, "'a'"],
    ["a value beats it", parameter("String", ", Default: a"), { Value: "b" }, "'b'"],
    ["an empty default is a value", parameter("String", ", Default: ''"), {}, "''"],
    ["neither", parameter("String"), {}, "?parameter.value.missing"],
    ["a number as it is written", parameter("Number", ", Default: 010"), {}, "'010'"],
    ["a list", parameter("CommaDelimitedList", ", Default: 'a, b,c'"), {}, "['a', 'b', 'c']"],
    ["a list of ids", parameter("List<AWS::EC2::Subnet::Id>"), { Value: "${net.Vpc},b" }, "['<net/Vpc>', 'b']"],
    [
      "looked up in the account",
      parameter("AWS::SSM::Parameter::Value<String>", ", Default: /x"),
      {},
      "?parameter.value.external",
    ],
  ])("%s", (_, text, parameters, expected) => {
    expect(property(read([input("net", text, { parameters })]), "net/Vpc", "CidrBlock")).toBe(expected);
  });

  test("what is missing says where it is used, where it is declared, and what is wanted", () => {
    const { items } = read([input("net", parameter("String"))]);
    const value = items[0] && entryOf(items[0].properties, "CidrBlock")?.value;
    expect(value).toMatchObject({ wanted: "a value for parameter `Value` of stack `net` (tieline.yaml, parameters:)" });
    expect(value?.at.map(textOf)).toEqual(["!Ref Value", 'Value: { Type: "String" }']);
  });

  test("a value given is the second place", () => {
    const { items } = read([input("net", parameter("String"), { parameters: { Value: "10.0.0.0/16" } })]);
    const value = items[0] && entryOf(items[0].properties, "CidrBlock")?.value;
    expect(value?.at.map(textOf)).toEqual(["!Ref Value", "10.0.0.0/16"]);
  });

  test.each([
    ["a word not allowed", ", AllowedValues: [a, b]", "c", ["parameter.value.refused at c and AllowedValues: [a, b]"]],
    ["a word allowed", ", AllowedValues: [a, b]", "b", []],
    [
      "a boolean in capitals",
      ", AllowedValues: [true, false]",
      "True",
      ["parameter.value.refused at True and AllowedValues: [true, false]"],
    ],
    [
      "a pattern not matched",
      ", AllowedPattern: '[a-z]+'",
      "a1",
      ["parameter.value.refused at a1 and AllowedPattern: '[a-z]+'"],
    ],
    ["a pattern matched", ", AllowedPattern: '[a-z]+'", "a", []],
    ["a pattern that could take for ever", ", AllowedPattern: '(a+)+b'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", []],
    ["a pattern of another language", ", AllowedPattern: '\\p{Alpha}+'", "1", []],
    ["no pattern at all", ", AllowedPattern: '('", "1", []],
    ["a reference", ", AllowedPattern: 'vpc-.*'", "${net.Vpc}", []],
  ])("%s", (_, constraint, given, expected) => {
    const reading = read([input("net", parameter("String", constraint), { parameters: { Value: given } })]);
    expect(told(reading).filter((line) => line.startsWith("parameter."))).toEqual(expected);
  });

  test("a secret is refused without being told", () => {
    const secret = parameter("String", ", NoEcho: true, MinLength: 8, AllowedPattern: '[a-z]+', Default: S3CRET");
    expect(
      JSON.stringify(read([input("net", secret)]).findings.map(({ message, fix }) => [message, fix])),
    ).not.toContain("S3CRET");
  });

  test("a value for a parameter that there is not", () => {
    const reading = read([input("net", parameter("String", ", Default: a"), { parameters: { value: "b" } })]);
    expect(reading.findings).toMatchObject([
      { code: "parameter.name.unknown", severity: "warning", fix: "write `Value`" },
    ]);
  });
});

describe("what a given value takes from another stack", () => {
  const service = `
Conditions: { Never: !Equals [a, b] }
Resources:
  Service: { Type: "AWS::EC2::VPCEndpointService" }
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.9.0.0/16 } }
Outputs:
  Id: { Value: !Sub "id-\${Service}" }
  Vpc: { Value: named }
  Off: { Value: x, Condition: Never }
`;
  const given = (text: string) => {
    const parameters = { Value: text };
    return read([input("net", parameter("String", ", Default: d"), { parameters }), input("svc.v2", service)]);
  };

  test.each([
    ["an output", "${svc.v2.Id}", "'id-<svc.v2/Service>'"],
    ["an output before a resource", "${svc.v2.Vpc}", "'named'"],
    [
      "a resource's reference",
      "com.amazonaws.vpce.eu-west-1.${svc.v2.Service}",
      "'com.amazonaws.vpce.eu-west-1.<svc.v2/Service>'",
    ],
    ["an attribute", "${svc.v2.Vpc.CidrBlock}", "'10.9.0.0/16'"],
    ["an output that is switched off", "${svc.v2.Off}", "?reference.output.off"],
    ["nothing", "${svc.v2.Srvice}", "?parameter.reference.unknown"],
  ])("%s", (_, text, expected) => expect(property(given(text), "net/Vpc", "CidrBlock")).toBe(expected));

  test.each([
    ["a-${svc.v2.Srvice}-b", "${svc.v2.Srvice}", "write `${svc.v2.Service}`"],
    ["${svx.v2}", "${svx.v2}", "name an output or a resource of a stack that is read here"],
    ["${nett.Vpc}", "${nett.Vpc}", "write `${net.Vpc}`"],
  ])("%s leads nowhere", (text, place, fix) => {
    const reading = given(text);
    expect(told(reading)).toEqual([`parameter.reference.unknown at ${place}`]);
    expect(reading.findings).toMatchObject([{ fix, resource: "net/Value" }]);
  });

  test("two stacks that wait for each other", () => {
    const passing = (other: string) => ({ parameters: { Value: `\${${other}.Out}` } });
    const text = `${parameter("String")}Outputs: { Out: { Value: !Ref Value } }`;
    const reading = read([input("a", text, passing("b")), input("b", text, passing("a"))]);
    expect(property(reading, "a/Vpc", "CidrBlock")).toBe("?reference.cycle");
    expect(reading.findings.map(({ code }) => code)).toEqual(["reference.cycle"]);
  });
});

describe("exports", () => {
  const exporter = `${vpc("10.0.0.0/16")}Outputs: { Id: { Value: !Ref Vpc, Export: { Name: !Sub "\${AWS::StackName}-id" } } }`;
  const importer = vpc("!ImportValue a-id");
  test.each([
    ["of the same region", { region: "eu-west-1" }, { region: "eu-west-1" }, "'<a/Vpc>'"],
    ["of another region", { region: "eu-west-1" }, { region: "eu-west-2" }, "?reference.export.missing"],
    ["of another account", { account: "1" }, { account: "2" }, "?reference.export.missing"],
    ["where nobody knows the region", {}, { region: "eu-west-2" }, "'<a/Vpc>'"],
  ])("%s", (_, here, there, expected) => {
    const reading = read([input("b", importer, here), input("a", exporter, there)]);
    expect(property(reading, "b/Vpc", "CidrBlock")).toBe(expected);
  });
});

describe("nested stacks", () => {
  const inner = `${parameter("String")}Outputs: { Range: { Value: !GetAtt Vpc.CidrBlock }, Id: { Value: !Ref Vpc } }`;
  const outer = (url: string) => `
Conditions: { Never: !Equals [a, b] }
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${url}
      Parameters: { Value: 10.7.0.0/16 }
  Off:
    Type: AWS::CloudFormation::Stack
    Condition: Never
    Properties: { TemplateURL: inner.yml, Parameters: { Value: 10.8.0.0/16 } }
  Beside:
    Type: Custom::Thing
    Properties: { Range: !GetAtt Inner.Outputs.Range, Id: !GetAtt Inner.Outputs.Id, None: !GetAtt Inner.Outputs.None }
`;

  test("a template beside the one that names it is read with what it is passed", () => {
    const reading = read([input("top", outer("./inner.yml")), input("inner", inner)], { "inner.yml": inner });
    const names = reading.items.map(({ scope, name }) => `${scope.name}/${name}`);
    expect(names).toEqual(["top/Inner", "top/Off", "top/Beside", "top:Inner/Vpc", "top:Off/Vpc"]);
    expect(property(reading, "top:Inner/Vpc", "CidrBlock")).toBe("'10.7.0.0/16'");
    expect(property(reading, "top/Beside", "Range")).toBe("'10.7.0.0/16'");
    expect(property(reading, "top/Beside", "Id")).toBe("'<top:Inner/Vpc>'");
    expect(property(reading, "top/Beside", "None")).toBe("?reference.name.unknown");
    expect(reading.items.at(-1)?.present).toMatchObject({ value: false });
    expect(reading.findings).toEqual([]);
  });

  test("a nested stack whose template was read holds things, and is none itself", () => {
    const opened = (url: string) =>
      read([input("top", outer(url))], { "inner.yml": "Resources: {}\n" }).items.find(({ name }) => name === "Inner")
        ?.opened;
    expect([opened("inner.yml"), opened("https://example.com/inner.yml")]).toEqual([true, undefined]);
  });

  test("an address is taken to be the template here whose path ends as it does, and that is told", () => {
    const address = "https://bucket.s3.amazonaws.com/v1/parts/inner.yml?version=3";
    for (const at of ["inner.yml", "parts/inner.yml", "../parts/inner.yml", "../../v1/parts/inner.yml"]) {
      const reading = read([input("top", outer(address))], { [at]: inner, "inner.yml": inner });
      expect(property(reading, "top/Beside", "Range")).toBe("'10.7.0.0/16'");
      const [finding, ...more] = reading.findings;
      expect([finding?.code, more]).toEqual(["stack.template.assumed", []]);
      expect(finding?.message).toContain(`taken to be \`${at}\``);
    }
  });

  test("what is no template, or lies further off, is not taken", () => {
    for (const files of [{ "inner.yml": "a: text\n" }, { "../../../../inner.yml": inner }, { "other.yml": inner }]) {
      const reading = read([input("top", outer("https://bucket.s3.amazonaws.com/inner.yml"))], files as never);
      expect(property(reading, "top/Beside", "Range")).toBe("?stack.template.unread");
    }
  });

  test("an address never means a template that the stack stands in, and of a long one the end is looked at", () => {
    const nests = (address: string) =>
      `Resources:\n  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "${address}" } }\n`;
    const files = { "middle.yml": nests("https://vendor.example/top.yml"), "top.yml": nests("middle.yml") };
    const { findings } = read([input("top", files["top.yml"])], files);
    expect(findings.map(({ code }) => code)).toEqual(["stack.template.unread"]);

    let opened = 0;
    const counted = new Proxy(files, { get: (_, key) => (typeof key === "string" && opened++, undefined) });
    read([input("top", nests(`https://vendor.example/${"folder/".repeat(5000)}inner.yml`))], counted as never);
    expect(opened).toBeLessThan(1000);
  });

  test("a template that lies elsewhere makes its outputs unknown", () => {
    const reading = read([input("top", outer("https://example.com/inner.yml"))]);
    expect(property(reading, "top/Beside", "Range")).toBe("?stack.template.unread");
  });

  test("templates that each nest the next one twice are read up to a limit", () => {
    const twice = (url: string) =>
      `Resources: ${JSON.stringify(Object.fromEntries(["A", "B"].map((name) => [name, { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url } }])))}`;
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}.yml`, twice(`t${i + 1}.yml`)]));
    expect(read([input("top", twice("t0.yml"))], files).items).toHaveLength(2_002);
  });

  test("a template that nests itself ends", () => {
    const text = outer("top.yml");
    const reading = read([input("top", text)], { "top.yml": text });
    expect(reading.items).toHaveLength(3);
    expect(reading.findings).toMatchObject([
      {
        code: "reference.cycle",
        resource: "top/Inner",
        message: "this needs itself: `top.yml` → `top/Inner` → `top.yml`",
      },
    ]);
  });
});

describe("the region of a stack that nobody has told", () => {
  const subnet = (zone: string) => `
Parameters: { Zone: { Type: "AWS::EC2::AvailabilityZone::Name", Default: ap-northeast-1a }, Other: { Type: String, Default: eu-west-1b } }
Resources:
  A: { Type: "AWS::EC2::Subnet", Properties: { AvailabilityZone: ${zone}, Region: !Ref AWS::Region } }
`;
  test.each([
    ["a parameter of that type", "!Ref Zone", {}, "'ap-northeast-1'"],
    ["its value", "!Ref Zone", { Zone: "ap-northeast-2c" }, "'ap-northeast-2'"],
    ["a literal that disagrees", "us-east-1a", {}, "?scope.region.unknown"],
    ["another parameter that disagrees", "!Ref Other", {}, "?scope.region.unknown"],
    ["a local zone", "us-west-2-lax-1a", { Zone: "us-west-2b" }, "'us-west-2'"],
    ["a wavelength zone", "us-east-1-wl1-bos-wlz-1", { Zone: "us-east-1a" }, "'us-east-1'"],
    ["what is no zone", "!Select [0, !GetAZs '']", { Zone: "us-gov-west-1a" }, "'us-gov-west-1'"],
  ])("%s", (_, zone, parameters, expected) => {
    expect(property(read([input("net", subnet(zone), { parameters })]), "net/A", "Region")).toBe(expected);
  });

  test("when it is told, that counts", () => {
    const reading = read([input("net", subnet("us-east-1a"), { region: "eu-west-1" })]);
    expect(property(reading, "net/A", "Region")).toBe("'eu-west-1'");
  });
});

describe("whether a resource is there", () => {
  const text = `
Parameters: { Missing: { Type: String } }
Conditions: { On: !Equals [a, a], Off: !Equals [a, b], Perhaps: !Equals [!Ref Missing, b] }
Resources:
  A: { Type: "AWS::EC2::VPC", Condition: On }
  B: { Type: "AWS::EC2::VPC", Condition: Off }
  C: { Type: "AWS::EC2::VPC", Condition: Perhaps }
  D: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref B } }
`;
  const reading = read([input("net", text)]);
  test("is known, or says what is missing", () => {
    expect(reading.items.map(({ present }) => present)).toMatchObject([
      { kind: "known", value: true },
      { kind: "known", value: false },
      { kind: "unknown", code: "parameter.value.missing" },
      { kind: "known", value: true },
    ]);
  });

  test("what is not there can still be referred to", () => {
    expect(property(reading, "net/D", "VpcId")).toBe("'<net/B>'");
  });
});

describe("items", () => {
  test("reach from their key to their last line, and know their pinned id", () => {
    const { items } = read([input("net", vpc("10.0.0.0/16"))], {}, { "net/Vpc": "vpc-0a1b2c3d" });
    const [item] = items;
    expect(item && locate(item.at)).toMatchObject({ line: 3, endLine: 6 });
    expect(item && textOf(item.typeAt)).toBe("AWS::EC2::VPC");
    expect(item).toMatchObject({ type: "AWS::EC2::VPC", name: "Vpc", ids: ["vpc-0a1b2c3d"], observed: false });
    expect(item?.scope).toMatchObject({ name: "net", cloud: "aws", listed: false });
  });

  test("a property that cannot be worked out loses only itself", () => {
    const text = `${vpc("!Select [9, [a]]")}      InstanceTenancy: default\n`;
    const reading = read([input("net", text)]);
    expect(property(reading, "net/Vpc", "CidrBlock")).toBe("?function.argument.invalid");
    expect(property(reading, "net/Vpc", "InstanceTenancy")).toBe("'default'");
  });
});

describe("what is said twice", () => {
  test("is about the resource that it stands in, else about the file", () => {
    const text = `Parameters: { A: { Type: String, Default: 1, Default: 2 } }${vpc("a")}      CidrBlock: b\n`;
    const reading = read([input("net", text)]);
    expect(reading.findings).toMatchObject([
      { code: "source.key.duplicate", resource: "net.yml" },
      { code: "source.key.duplicate", resource: "net/Vpc" },
    ]);
    expect(property(reading, "net/Vpc", "CidrBlock")).toBe("'b'");
  });
});

describe("a file that is broken", () => {
  const text = `Nonsense: 1\n${vpc("!Ref Gone")}  Other: [\n`;
  test("tells that alone, and keeps what is healthy", () => {
    const reading = read([input("net", text)]);
    expect(reading.findings.map(({ code }) => code)).toEqual(["source.syntax.invalid"]);
    expect(property(reading, "net/Vpc", "CidrBlock")).toBe("?source.syntax.invalid");
  });
});

describe("resources that wait for each other", () => {
  const group = (name: string, peer: string, more = "") => `
  ${name}:
    Type: AWS::EC2::SecurityGroup
    ${more}
    Properties:
      SecurityGroupIngress:
        - SourceSecurityGroupId: ${peer}
`;
  const circles = (text: string) =>
    read([input("net", `Conditions: { Off: !Equals [a, b] }\nResources:${text}`)]).findings;

  test("two groups that name each other in inline rules", () => {
    expect(circles(group("A", "!GetAtt B.GroupId") + group("B", "!Ref A"))).toMatchObject([
      { code: "reference.cycle", resource: "net/A", message: "this needs itself: `net/A` → `net/B` → `net/A`" },
    ]);
  });

  test("a group that names itself", () => {
    expect(circles(group("A", "!Ref A"))).toMatchObject([{ message: "this needs itself: `net/A` → `net/A`" }]);
  });

  test("by a dependency that is written", () => {
    expect(circles(group("A", "!Ref B") + group("B", "sg-1", "DependsOn: [A]"))).toHaveLength(1);
  });

  test.each([
    ["one after the other", group("A", "!Ref B") + group("B", "!Ref C") + group("C", "sg-1")],
    ["two that wait for a third", group("A", "!Ref C") + group("B", "!Ref C") + group("C", "sg-1")],
    ["one that is switched off", group("A", "!Ref B") + group("B", "!Ref A", "Condition: Off")],
    ["a branch that is not taken", group("A", "!If [Off, !Ref B, sg-1]") + group("B", "!Ref A")],
  ])("not %s", (_, text) => expect(circles(text)).toEqual([]));
});
