/** What is said about VPC endpoints, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { cloudFormationPage, privateLinkPage, vpcPage } from "../terms/pages.ts";

const resource = cloudFormationPage("aws-resource-ec2-vpcendpoint");

export const claims: readonly Claim[] = [
  { text: "without a VpcEndpointType it is a gateway endpoint", evidence: resource },
  {
    text: "an endpoint of a gateway load balancer stands in exactly one subnet and has no security group",
    evidence: resource,
  },
  {
    text: "an endpoint can stand only in a zone in which its service is offered",
    evidence: privateLinkPage("gateway-load-balancer-endpoints"),
  },
  {
    text: "after inspection the table of the endpoint's own subnet decides",
    evidence: privateLinkPage("vpce-gateway-load-balancer"),
  },
  {
    text: "behind an endpoint of a gateway load balancer rules that name a group no longer match",
    evidence: vpcPage("security-group-rules"),
  },
  {
    text: "only an endpoint that is available forwards: one that waits to be accepted does not",
    evidence: privateLinkPage("concepts"),
  },
  {
    text: "an endpoint in its service's own account waits to be accepted like any other",
    evidence: { assumed: "no page makes an exception of it; where acceptance is asked for the answer is unknown" },
  },
  {
    text: "an interface endpoint takes TCP and UDP and answers no ping",
    evidence: privateLinkPage("create-interface-endpoint"),
  },
  {
    text: "an endpoint returns answers only: no service begins a connection through it",
    evidence: privateLinkPage("privatelink-access-aws-services"),
  },
  { text: "an interface endpoint without security groups has the VPC's default group", evidence: resource },
  { text: "without PrivateDnsEnabled the service's ordinary name stays public", evidence: resource },
  {
    text: "private DNS needs EnableDnsSupport and EnableDnsHostnames of the VPC",
    evidence: privateLinkPage("privatelink-access-aws-services"),
  },
  {
    text: "the private name of an AWS service is SERVICE.REGION.amazonaws.com for service names of one word",
    evidence: { assumed: "believed true; some services differ and have no name here" },
  },
  {
    text: "a gateway endpoint adds a route to its service to each of its tables; a longer or an equal route that somebody wrote wins",
    evidence: privateLinkPage("gateway-endpoints"),
  },
  {
    text: "a gateway endpoint's service sees the private address of who calls",
    evidence: privateLinkPage("vpc-endpoints-s3"),
  },
  {
    text: "a gateway endpoint cannot be used from a VPN, a peer or a transit gateway: arrivals that go by a subnet's table are not told apart",
    evidence: { assumed: "the rule is documented; that it is not modelled for transit gateways is our gap" },
  },
];
