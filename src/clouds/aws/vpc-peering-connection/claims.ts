/** What we say of peering, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { cloudFormationPage, peeringPage } from "../terms/pages.ts";

export const claims: readonly Claim[] = [
  {
    text: "networks with overlapping ranges, any of them, cannot be peered",
    evidence: peeringPage("vpc-peering-basics"),
  },
  { text: "a peering connection is no way through to a third network", evidence: peeringPage("vpc-peering-basics") },
  {
    text: "the other network's internet gateway, NAT, VPN and gateway endpoints cannot be used over a peering connection",
    evidence: peeringPage("vpc-peering-basics"),
  },
  {
    text: "routes to a peering connection are written by hand, on both sides",
    evidence: peeringPage("vpc-peering-routing"),
  },
  {
    text: "a reply goes by the table of the subnet it leaves, not back where the request came from",
    evidence: peeringPage("peering-configurations-partial-access"),
  },
  {
    text: "what arrives over a peering connection goes by local routes only",
    evidence: {
      assumed: "no table can be associated with one (VPC guide, route tables); which table it uses is nowhere said",
    },
  },
  {
    text: "within an account CloudFormation's connection is accepted by itself, to another account with PeerRoleArn",
    evidence: cloudFormationPage("aws-resource-ec2-vpcpeeringconnection"),
  },
  {
    text: "to another account without a role nobody but that account accepts",
    evidence: cloudFormationPage("aws-resource-ec2-vpcpeeringconnection"),
  },
];
