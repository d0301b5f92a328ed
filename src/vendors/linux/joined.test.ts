import { expect, test } from "vitest";
import { listed, readFiles } from "../../../test/reading.ts";
import { findHiddenNetworks } from "../../checks/hidden-networks.ts";
import { network } from "../../forward/network.ts";

/** Manager in 10.0.1.0/24 ── peering ── another network, whose first line of range is line 13. */
const joined = (remote: string) => `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24 }
  Manager:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet, PrivateIpAddress: 10.0.1.10 }
  Remote:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: ${remote} }
  Far:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Remote, CidrBlock: ${remote} }
  Peering:
    Type: AWS::EC2::VPCPeeringConnection
    Properties: { VpcId: !Ref Network, PeerVpcId: !Ref Remote }
  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Network }
  ToRemote:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: ${remote}, VpcPeeringConnectionId: !Ref Peering }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table }
`;

async function told(remote: string, hosts: string, files: Readonly<Record<string, string>> = {}) {
  const project = `inputs:\n  - cloudformation: net.yml\nhosts:\n  Manager: ${hosts}\n`;
  const { model } = await readFiles({ "net.yml": joined(remote), "tieline.yaml": project, ...files });
  return listed(findHiddenNetworks(network(model)));
}

const hidden = (at: string) => [
  `error address.range.overlap net/Manager (${at} net.yml:13) 172.17.0.0/16 of \`net/Remote\` overlaps 172.17.0.0/16 of \`net/Manager docker0\`, and packets of \`net/Manager\` for it end there`,
];

test("Docker's bridge hides a remote network of the same range, without a trace", async () => {
  expect(await told("172.17.0.0/16", "{ docker: true }")).toEqual(hidden("tieline.yaml:4"));
});

test("so does one that the host's own routes show", async () => {
  const routes = `[{"dst":"default","gateway":"10.0.1.1","dev":"eth0","prefsrc":"10.0.1.10","flags":[]},
{"dst":"172.17.0.0/16","dev":"docker0","scope":"link","prefsrc":"172.17.0.1","flags":["linkdown"]}]`;
  const files = { "route.json": routes };
  expect(await told("172.17.0.0/16", "{ routes: route.json }", files)).toEqual(hidden("route.json:2"));
});

test("another range is reached", async () => {
  expect(await told("172.31.0.0/16", "{ docker: true }")).toEqual([]);
});
