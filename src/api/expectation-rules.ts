/** What `tieline check` says of an expectation that does not hold, as pages: other tools know only findings. */

import type { Example, Rule } from "../finding/finding.ts";

/** A server in a public subnet whose rules admit `source`; `more` stands above the resources. */
function server(source: string, more = ""): Example {
  return {
    files: {
      "tieline.yaml": `inputs:
  - cloudformation: network.yaml
expect:
  - name: visitors reach the server
    from: 198.51.100.0/24
    to: network/Server
    traffic: tcp/443
    verdict: reachable
`,
      "network.yaml": `${more}Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Gateway:
    Type: AWS::EC2::InternetGateway
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Network, InternetGatewayId: !Ref Gateway }
  Web:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true }
  WebTable:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Network }
  WebUsesTable:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Web, RouteTableId: !Ref WebTable }
  WebDefault:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: { RouteTableId: !Ref WebTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  Admission:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: who may come in
      VpcId: !Ref Network
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: ${source} }
  Server:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Web, SecurityGroupIds: [!Ref Admission] }
`,
    },
  };
}

const good = server("198.51.100.0/24");

interface Asked {
  readonly name: string;
}

const differs: Rule<Asked> = {
  code: "expectation.verdict.differs",
  severity: "error",
  title: "an expectation does not hold",
  page: `\`expect:\` of the project file says what must be so, and it is not: packets that must arrive do not, or only on some
ways; packets that must not arrive do; or they pass something else than they should. A reachable thing is one whose answers
come back, too.

The reasons name what decided, with its lines. \`tieline trace FROM TO TRAFFIC\` shows the whole way, hop by hop. Mend the
network, or the expectation if it is the one that is wrong.`,
  examples: { bad: server("10.0.0.0/8"), good },
  words: ({ name }) => ({ message: `\`${name}\` does not hold` }),
};

const unknown: Rule<Asked> = {
  code: "expectation.verdict.unknown",
  severity: "error",
  title: "nobody can say whether an expectation holds",
  page: `The answer depends on something that no file says: a parameter without a value, an address that the deployment
assigns, a thing that is not modelled, or a name that nothing here has. What is unknown does not pass.

Every reason says what would make it known; most often a value under \`parameters:\` or \`physical:\` of the project file.
\`--allow-unknown\` lets such expectations pass.`,
  examples: { bad: server("!Ref Visitors", "Parameters:\n  Visitors: { Type: String }\n"), good },
  words: ({ name }) => ({ message: `nobody can say whether \`${name}\` holds` }),
};

export const expectationRules: readonly Rule<never>[] = [differs, unknown];
