/** What we say of NAT gateways, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { cloudFormationPage, vpcPage } from "../terms/pages.ts";

export const claims: readonly Claim[] = [
  { text: "a NAT gateway translates TCP, UDP and ICMP, and nothing else", evidence: vpcPage("nat-gateway-basics") },
  {
    text: "the source becomes the NAT gateway's private address, of a public one too; the internet gateway makes that the elastic address",
    evidence: vpcPage("vpc-nat-gateway"),
  },
  {
    text: "towards a transit gateway or a virtual private gateway a public NAT gateway shows its private address",
    evidence: vpcPage("vpc-nat-gateway"),
  },
  {
    text: "a NAT gateway accepts no connection from outside and answers no ping, on either address",
    evidence: vpcPage("nat-gateway-troubleshooting"),
  },
  {
    text: "a NAT gateway serves sources of its own VPC",
    evidence: vpcPage("vpc-nat-gateway"),
  },
  {
    text: "what enters the VPC through a peering connection or a virtual private gateway may not use the NAT gateway",
    evidence: vpcPage("nat-gateway-basics"),
  },
  {
    text: "a NAT gateway sends from ports 1024 to 65535",
    evidence: vpcPage("nat-gateway-basics"),
  },
  {
    text: "a NAT gateway has no security group; the network ACL of its subnet counts",
    evidence: vpcPage("nat-gateway-basics"),
  },
  {
    text: "a zonal NAT gateway fails with its zone",
    evidence: vpcPage("nat-gateway-basics"),
  },
  {
    text: "ConnectivityType is public unless it says otherwise, and public needs an AllocationId",
    evidence: cloudFormationPage("aws-resource-ec2-natgateway"),
  },
  {
    text: "AvailabilityMode is zonal unless it says otherwise",
    evidence: { assumed: "the page names no default; gateways of before 2025-11 have no such property and are zonal" },
  },
  {
    text: "with several addresses a NAT gateway picks one for each connection, each with its own elastic address",
    evidence: { assumed: "the guide gives ports per address and no rule of choice" },
  },
  {
    text: "in one subnet with its clients a NAT gateway has their default route, which leads to itself",
    evidence: { assumed: "no page says it; it follows from one table a subnet" },
  },
  {
    text: "a NAT gateway translates IPv6 to 64:ff9b::/96 into IPv4 (NAT64): what it does with IPv6 is not modelled",
    evidence: vpcPage("nat-gateway-nat64-dns64"),
  },
];
