/** Templates as large as machines write them: thousands of resources that refer to each other, and tens of megabytes. */

/** A network of `resources` resources: subnets with tables, routes, machines and groups whose rules name each other. */
export function largeCloudFormation(resources: number): string {
  const lines = [
    "AWSTemplateFormatVersion: '2010-09-09'",
    "Resources:",
    "  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/8 } }",
    "  Gateway: { Type: AWS::EC2::InternetGateway }",
    "  Attachment:",
    "    Type: AWS::EC2::VPCGatewayAttachment",
    "    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }",
  ];
  for (let i = 0; i < Math.ceil((resources - 3) / 7); i++) {
    const range = `10.${i >> 8}.${i & 255}.0/24`;
    const before = Math.max(0, i - 1);
    lines.push(
      `  Subnet${i}:\n    Type: AWS::EC2::Subnet`,
      `    Properties: { VpcId: !Ref Vpc, CidrBlock: ${range}, AvailabilityZone: eu-west-1${"abc"[i % 3]} }`,
      `  Table${i}: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }`,
      `  Default${i}:\n    Type: AWS::EC2::Route`,
      `    Properties: { RouteTableId: !Ref Table${i}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }`,
      `  Association${i}:\n    Type: AWS::EC2::SubnetRouteTableAssociation`,
      `    Properties: { RouteTableId: !Ref Table${i}, SubnetId: !Ref Subnet${i} }`,
      `  Group${i}:\n    Type: AWS::EC2::SecurityGroup`,
      `    Properties: { VpcId: !Ref Vpc, GroupDescription: "${i}" }`,
      `  Rule${i}:\n    Type: AWS::EC2::SecurityGroupIngress`,
      `    Properties: { GroupId: !Ref Group${i}, IpProtocol: tcp, FromPort: 443, ToPort: 443,` +
        ` SourceSecurityGroupId: !Ref Group${before} }`,
      `  Server${i}:\n    Type: AWS::EC2::Instance`,
      `    Properties: { SubnetId: !Ref Subnet${i}, SecurityGroupIds: [!Ref Group${i}] }`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** The same in Azure's terms: one network of many subnets, each with a card, a machine and a list of rules. */
export function largeArm(resources: number): string {
  const network = "Microsoft.Network/virtualNetworks";
  const all: object[] = [];
  const subnets: object[] = [];
  for (let i = 0; i < Math.ceil((resources - 1) / 3); i++) {
    const id = `[resourceId('Microsoft.Network/networkSecurityGroups', 'rules${i}')]`;
    const range = `10.${i >> 8}.${i & 255}.0/24`;
    subnets.push({ name: `s${i}`, properties: { addressPrefix: range, networkSecurityGroup: { id } } });
    const rule = {
      priority: 100,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: range,
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "443",
    };
    const subnet = { id: `[resourceId('${network}/subnets', 'net', 's${i}')]` };
    const card = { id: `[resourceId('Microsoft.Network/networkInterfaces', 'card${i}')]` };
    all.push(
      {
        type: "Microsoft.Network/networkSecurityGroups",
        name: `rules${i}`,
        properties: { securityRules: [{ name: "in", properties: rule }] },
      },
      {
        type: "Microsoft.Network/networkInterfaces",
        name: `card${i}`,
        properties: { ipConfigurations: [{ name: "x", properties: { subnet } }] },
      },
      {
        type: "Microsoft.Compute/virtualMachines",
        name: `vm${i}`,
        properties: { networkProfile: { networkInterfaces: [card] } },
      },
    );
  }
  all.push({ type: network, name: "net", properties: { addressSpace: { addressPrefixes: ["10.0.0.0/8"] }, subnets } });
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  const versioned = all.map((resource) => ({ apiVersion: "2024-05-01", ...resource }));
  return JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", resources: versioned }, null, 1);
}

const vpc = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n";
const vpcJson = '{"Resources":{"Vpc":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/16"}}},';

function filled(start: string, piece: (i: number) => string, end: string, bytes: number): string {
  const pieces = [start];
  for (let i = 0, length = start.length; length < bytes; i++) {
    const next = piece(i);
    pieces.push(next);
    length += next.length;
  }
  return pieces.join("") + end;
}

/** A small network in a text of so many bytes, in the ways in which a text can be long. */
export const long: Readonly<Record<string, (bytes: number) => string>> = {
  "yaml: keys": (bytes) => filled(`${vpc}Metadata:\n`, (i) => `  Key${i}: some text that says nothing\n`, "", bytes),
  "yaml: keys, and an anchor": (bytes) =>
    filled(`${vpc}Metadata:\n  A: &a 1\n`, (i) => `  Key${i}: some text that says nothing\n`, "", bytes),
  "yaml: one key over and over": (bytes) => filled(`${vpc}Metadata:\n`, () => "  Key: value of it\n", "", bytes),
  "yaml: short items": (bytes) => filled(`${vpc}Metadata:\n`, () => "  - [a, 'b', \"c\"]\n", "", bytes),
  "yaml: items on one line": (bytes) => filled(`${vpc}Metadata: [`, () => '"a", b, ', "c]\n", bytes),
  "yaml: a quoted text": (bytes) => filled(`${vpc}Description: "`, () => "some words ", '"\n', bytes),
  "yaml: a bracket that is never closed": (bytes) => filled(`${vpc}x: [\n`, () => "a line, of words\n", "", bytes),
  "yaml: comments": (bytes) => filled(vpc, () => "# a line of words\n", "", bytes),
  "json: keys": (bytes) =>
    filled(`${vpcJson}"Metadata":{`, (i) => `"Key${i}":"some text of no meaning",`, '"z":1}}', bytes),
  "json: one key over and over": (bytes) => filled(`${vpcJson}"Metadata":{`, () => '"k":1,', '"z":1}}', bytes),
  "json: numbers": (bytes) => filled(`${vpcJson}"Metadata":[`, () => "1,".repeat(1_000), "1]}", bytes),
  "json: a text": (bytes) => filled(`${vpcJson}"Description":"`, () => "some words ", '"}', bytes),
  "json: brackets that are never closed": (bytes) => filled(`${vpcJson}"a":`, () => "[".repeat(1_000), "", bytes),
  "json: a comma that is missing": (bytes) => filled(`${vpcJson}"a":[`, () => '"x" ', "]}", bytes),
};
