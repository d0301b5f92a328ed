import { describe, expect, test } from "vitest";
import { input, property, read } from "./stacks.suite.ts";

const base = `
Transform: AWS::LanguageExtensions
Parameters:
  Size: { Type: String, Default: large }
  Zones: { Type: CommaDelimitedList, Default: "ap-northeast-2a, ap-northeast-2c" }
  Range: { Type: String, Default: 10.0.0.0/16 }
  Missing: { Type: String }
  Image: { Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami }
Mappings:
  Sizes:
    ap-northeast-2: { large: m5.large, all: [a, b] }
Conditions:
  Large: !Equals [!Ref Size, large]
  Small: !Not [!Condition Large]
  Undecided: !Equals [!Ref Missing, x]
  Both: !And [!Condition Large, !Condition Small]
  Either: !Or [!Condition Undecided, { Condition: Large }]
  Empty: !Equals [!Join ["", !Ref Zones], ""]
Resources:
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: !Ref Range } }
  Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, AvailabilityZone: !Select [0, !Ref Zones] } }
`;

/** A value in a template with one of everything, deployed as \`net\` in Seoul. */
function value(expression: string): string | undefined {
  const thing = `  Thing: { Type: "Custom::Thing", Properties: { Value: ${expression} } }\n`;
  return property(read([input("net", base + thing, { region: "ap-northeast-2" })]), "net/Thing", "Value");
}

describe("references", () => {
  test.each([
    ["!Ref Size", "'large'"],
    ["{ Ref: Size }", "'large'"],
    ["!Ref Zones", "['ap-northeast-2a', 'ap-northeast-2c']"],
    ["!Ref Vpc", "'<net/Vpc>'"],
    ["!Ref Missing", "?parameter.value.missing"],
    ["!Ref Image", "?parameter.value.external"],
    ["!Ref Nothing", "?reference.name.unknown"],
    ["!Ref [a]", "?function.argument.invalid"],
    ["{ Ref: !Sub '${Empty}Vpc' }", "?reference.name.unknown"],
    ["{ Ref: { Fn::Sub: 'Vpc' } }", "'<net/Vpc>'"],
    ["{ Ref: !Join ['', [V, pc]] }", "'<net/Vpc>'"],
    ["{ Ref: !Ref Size }", "?reference.name.unknown"],
    ["!Ref Vpc.CidrBlock", "?function.argument.invalid"],
    ["!Ref Conditions/Large", "?reference.name.unknown"],
    ["!GetAtt [Vpc, 'a/b.c']", "?reference.name.unknown"],
    ["!GetAtt Vpc.DefaultSecurityGroup", "'<net/Vpc.DefaultSecurityGroup>'"],
    ["!GetAtt Vpc.CidrBlock", "'10.0.0.0/16'"],
    ["!GetAtt [Subnet, AvailabilityZone]", "'ap-northeast-2a'"],
    ["{ Fn::GetAtt: [Vpc, Endpoint.Address] }", "'<net/Vpc.Endpoint.Address>'"],
    ["{ Fn::GetAtt: Subnet.VpcId }", "'<net/Vpc>'"],
    ["!GetAtt [Vpc, !Sub 'CidrBlock']", "'10.0.0.0/16'"],
    ["!GetAtt Nothing.Arn", "?reference.name.unknown"],
    ["!GetAtt Vpc", "?function.argument.invalid"],
    ["!Ref AWS::Region", "'ap-northeast-2'"],
    ["!Ref AWS::AccountId", "?scope.account.unknown"],
    ["!Ref AWS::Partition", "'aws'"],
    ["!Ref AWS::URLSuffix", "'amazonaws.com'"],
    ["!Ref AWS::StackName", "'net'"],
    ["!Ref AWS::StackId", "?value.text.assigned"],
    ["[a, !Ref AWS::NoValue]", "['a']"],
    ["{ a: !Ref AWS::NoValue, b: null }", "{b: absent}"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));
});

describe("texts", () => {
  test.each([
    ["!Sub '${Size}-${Vpc}-${Vpc.CidrBlock}'", "'large-<net/Vpc>-10.0.0.0/16'"],
    ["!Sub ['${A}/${Size}', { A: !Ref Vpc }]", "'<net/Vpc>/large'"],
    ["!Sub ['${Size}', { Size: mine }]", "'mine'"],
    ["!Sub '${!Literal} $ {x} ${AWS::Region}a'", "'${Literal} $ {x} ap-northeast-2a'"],
    ["!Sub 'com.amazonaws.${AWS::Region}.${Missing}'", "'com.amazonaws.ap-northeast-2.?parameter.value.missing'"],
    ["!Sub { a: b }", "?function.argument.invalid"],
    ["'x-{{resolve:ssm:name:1}}'", "'x-?parameter.value.external'"],
    ["!Sub '{{resolve:secretsmanager:${Size}}}'", "?parameter.value.external"],
    ["!Join ['-', [a, !Ref Size]]", "'a-large'"],
    ["!Join [',', !Ref Zones]", "'ap-northeast-2a,ap-northeast-2c'"],
    ["!Split [',', 'a,b']", "['a', 'b']"],
    ["!Select [1, !Split ['/', 'a/b']]", "'b'"],
    ["!Select ['1', !Ref Zones]", "'ap-northeast-2c'"],
    ["!Select [0, !GetAtt Vpc.Ipv6CidrBlocks]", "'<net/Vpc.Ipv6CidrBlocks[0]>'"],
    ["!Base64 hello", "'hello'"],
    ["{ Fn::Length: [a, b] }", "'2'"],
    ["{ Fn::Length: !Ref Zones }", "'2'"],
    ["{ Fn::ToJsonString: { a: [!Ref Size, '\"'] } }", `'{"a":["large","\\""]}'`],
    ["True", "'true'"],
    ["'True'", "'True'"],
    ["012", "'012'"],
    ["-1", "'-1'"],
    ["{ StringEquals: { a: b } }", "{StringEquals: {a: 'b'}}"],
    ["{ Condition: { a: b } }", "{Condition: {a: 'b'}}"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));
});

describe("conditions", () => {
  test.each([
    ["!If [Large, a, b]", "'a'"],
    ["{ Fn::If: [Small, a, b] }", "'b'"],
    ["!If [Both, a, b]", "'b'"],
    ["!If [Either, a, b]", "'a'"],
    ["!If [Empty, a, b]", "'b'"],
    ["!If [Undecided, a, b]", "?parameter.value.missing"],
    ["!If [Undecided, a, a]", "'a'"],
    ["!If [Large, a, !Select [9, []]]", "'a'"],
    ["!If [Nothing, a, b]", "?reference.name.unknown"],
    ["!If [Large, a]", "?function.argument.invalid"],
    ["[!If [Small, a, !Ref AWS::NoValue], b]", "['b']"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));
});

describe("mappings and other stacks", () => {
  test.each([
    ["!FindInMap [Sizes, !Ref AWS::Region, !Ref Size]", "'m5.large'"],
    ["!FindInMap [Sizes, ap-northeast-2, all]", "['a', 'b']"],
    ["!FindInMap [Sizes, us-east-1, large]", "?reference.mapping.missing"],
    ["!FindInMap [Sizes, us-east-1, large, { DefaultValue: !Ref Size }]", "'large'"],
    ["!FindInMap [Sizes, !Ref Missing, large]", "?parameter.value.missing"],
    ["!ImportValue nobody", "?reference.export.missing"],
    ["!ImportValue { Fn::Sub: '${Missing}-x' }", "?parameter.value.missing"],
    ["{ Fn::Transform: { Name: Mine } }", "?template.macro.unread"],
    ["{ Fn::Nope: x }", "?function.name.unknown"],
    ["!Nope x", "?function.name.unknown"],
    ["{ a: b, Fn::Transform: { Name: Mine } }", "{a: 'b', Fn::Transform: ?template.macro.unread}"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));
});

describe("zones of a region are called by their place in its list", () => {
  test.each([
    ["!Select [0, !GetAZs '']", "'ap-northeast-2[0]'"],
    ["!Select [1, !GetAZs ]", "'ap-northeast-2[1]'"],
    ["!Select [1, { Fn::GetAZs: { Ref: AWS::Region } }]", "'ap-northeast-2[1]'"],
    ["!Select [0, !GetAZs us-east-1]", "'us-east-1[0]'"],
    ["!Select [0, !GetAZs { Ref: Missing }]", "?parameter.value.missing"],
    ["!Select [9, !GetAZs '']", "?zone.name.unlisted"],
    ["{ Fn::Length: !GetAZs '' }", "?zone.name.unlisted"],
    ["!Equals [!Select [0, !GetAZs ''], ap-northeast-2a]", "?zone.name.unlisted"],
    ["!Equals [!Select [0, !GetAZs ''], !Select [1, !GetAZs '']]", "'false'"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));

  test("while nobody says the region, it is the stack's own, whatever another stack's is", () => {
    const thing = `Resources:
  Thing: { Type: "Custom::Thing", Properties: { Value: !Select [1, !GetAZs ''], Same: !Select [1, !GetAZs { Ref: AWS::Region }] } }
`;
    const reading = read([input("net", thing), input("web", thing)]);
    expect(["net/Thing", "web/Thing"].map((name) => property(reading, name, "Value"))).toEqual([
      "'net/AWS::Region[1]'",
      "'web/AWS::Region[1]'",
    ]);
    expect(property(reading, "net/Thing", "Same")).toBe("'net/AWS::Region[1]'");
  });
});

describe("blocks of a range (host bits, so 8 of them make a /24)", () => {
  test.each([
    [
      "!Cidr [192.168.0.0/24, 6, 5]",
      "['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27', '192.168.0.96/27', '192.168.0.128/27', '192.168.0.160/27']",
    ],
    ["!Select [2, !Cidr [!GetAtt Vpc.CidrBlock, 3, 8]]", "'10.0.2.0/24'"],
    ["!Select [1, !Cidr ['2001:db8::/56', 2, 64]]", "'2001:db8:0:1::/64'"],
    ["!Cidr ['0.0.0.0/0', 1, 32]", "['0.0.0.0/0']"],
    ["!Cidr ['255.255.255.0/24', 2, 8]", "?function.argument.invalid"],
    ["!Cidr [10.0.0.0/24, 2, 9]", "?function.argument.invalid"],
    ["!Cidr [10.0.0.0/24, 0, 4]", "?function.argument.invalid"],
    ["!Cidr [10.0.0.0/8, 257, 4]", "?function.argument.invalid"],
    ["!Cidr [ten, 1, 4]", "?function.argument.invalid"],
    ["!Cidr [10.0.0.0/24, 2]", "?function.argument.missing"],
    ["!Cidr [!Ref Missing, 2, 4]", "?parameter.value.missing"],
    ["!Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 2, 64]", "?address.range.assigned"],
  ])("%s", (expression, expected) => expect(value(expression)).toBe(expected));
});

describe("loops are unrolled before anything else is worked out", () => {
  const loops = `
Transform: AWS::LanguageExtensions
Parameters:
  Zones: { Type: CommaDelimitedList, Default: "A,B" }
  Unset: { Type: CommaDelimitedList }
Conditions:
  Fn::ForEach::Is: [Zone, !Ref Zones, { "Is\${Zone}": !Equals [!Ref Zone, A] }]
Resources:
  Vpc: { Type: "AWS::EC2::VPC" }
  Fn::ForEach::Nets:
    - Zone
    - !Ref Zones
    - Net\${Zone}:
        Type: AWS::EC2::Subnet
        Condition: Is\${Zone}
        Properties:
          Letter: !Ref Zone
          Name: !Sub "\${AWS::StackName}-\${Zone}"
          Vpc: { Ref: Vpc }
          Fn::ForEach::Ports:
            - Port
            - ["80", "a-b"]
            - P&{Port}: !Sub "\${Zone}\${Port}"
  Fn::ForEach::Others:
    - Zone
    - !Ref Unset
    - Other\${Zone}: { Type: "AWS::EC2::Subnet" }
Outputs:
  Fn::ForEach::Ids:
    - Zone
    - !Ref Zones
    - Id\${Zone}: { Value: !Ref "Net\${Zone}", Export: { Name: !Sub "id-\${Zone}" } }
`;
  const importing = `Resources: { User: { Type: "Custom::User", Properties: { Net: !ImportValue id-B } } }`;
  const reading = read([input("net", loops), input("user", importing)]);

  test.each([
    ["net/NetA", "Letter", "'A'"],
    ["net/NetB", "Name", "'net-B'"],
    ["net/NetB", "Vpc", "'<net/Vpc>'"],
    ["net/NetA", "P80", "'A80'"],
    ["net/NetA", "Pab", "'Aa-b'"],
    ["user/User", "Net", "'<net/NetB>'"],
  ])("%s %s", (key, name, expected) => expect(property(reading, key, name)).toBe(expected));

  test("conditions too", () => {
    const present = reading.items.filter(({ name }) => name.startsWith("Net")).map((item) => item.present);
    expect(present).toMatchObject([{ value: true }, { value: false }]);
  });

  test("over what another stack puts out, whichever is read first", () => {
    const other = `Outputs: { Zones: { Value: "A,B" } }\nResources: { Vpc: { Type: "AWS::EC2::VPC" } }`;
    const inputs = [input("net", loops, { parameters: { Unset: "${other.Zones}" } }), input("other", other)];
    const names = read(inputs).items.map(({ name }) => name);
    expect(names).toEqual(["Vpc", "NetA", "NetB", "OtherA", "OtherB", "Vpc"]);
  });

  test("a loop over nobody knows what is a finding", () => {
    expect(reading.findings.map(({ code }) => code)).toEqual(["template.loop.undecided"]);
  });

  test("loops in loops that multiply without end are left alone", () => {
    const letters = JSON.stringify("abcdefghijklmnopqrstuvwxyz".split(""));
    const levels = "STUVWXYZ".split("");
    let body = `{ "R${levels.map((level) => `\${${level}}`).join("")}": { "Type": "Custom::Thing" } }`;
    for (const level of levels) body = `{ "Fn::ForEach::${level}": ["${level}", ${letters}, ${body}] }`;
    const { items, findings } = read([input("net", `{ "Resources": ${body} }`)]);
    expect(items).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(["template.loop.undecided"]);
  });
});
