/** What is said about AWS's load balancers themselves, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { balancingPage, cloudFormationPage, privateLinkPage } from "../terms/pages.ts";

const resource = cloudFormationPage("aws-resource-elasticloadbalancingv2-loadbalancer");

export const claims: readonly Claim[] = [
  {
    text: "an Application Load Balancer has subnets of at least two zones",
    evidence: balancingPage("application", "application-load-balancers"),
  },
  {
    text: "a load balancer has a node with an interface and an address in every subnet that it names",
    evidence: balancingPage("userguide", "how-elastic-load-balancing-works"),
  },
  {
    text: "an internet-facing node has a public and a private address, an internal one only a private one",
    evidence: balancingPage("userguide", "how-elastic-load-balancing-works"),
  },
  { text: "without a Type it is an Application Load Balancer", evidence: resource },
  { text: "without a Scheme an application or network balancer is internet-facing", evidence: resource },
  {
    text: "without an IpAddressType it has IPv4 addresses only",
    evidence: { assumed: "believed true; the template reference does not state the default" },
  },
  {
    text: "an Application Load Balancer without security groups has the VPC's default group",
    evidence: { assumed: "believed true; the template reference does not say what applies" },
  },
  {
    text: "a Network Load Balancer without security groups lets all traffic to its listeners pass",
    evidence: balancingPage("network", "load-balancer-security-groups"),
  },
  {
    text: "a Gateway Load Balancer has no security group",
    evidence: resource,
  },
  {
    text: "an Application Load Balancer answers ping if its groups allow it, and never passes it on",
    evidence: balancingPage("application", "load-balancer-update-security-groups"),
  },
  {
    text: "an Application Load Balancer uses the targets of all zones, which cannot be switched off for the balancer",
    evidence: balancingPage("application", "edit-target-group-attributes"),
  },
  {
    text: "a network or gateway balancer uses the targets of its own zone unless load_balancing.cross_zone.enabled is true",
    evidence: cloudFormationPage("aws-properties-elasticloadbalancingv2-loadbalancer-loadbalancerattribute"),
  },
  {
    text: "the addresses of an Application Load Balancer change as it scales: any address of the subnet may be its",
    evidence: balancingPage("application", "application-load-balancers"),
  },
  {
    text: "a Network Load Balancer has one fixed address a zone, which SubnetMappings may state",
    evidence: balancingPage("network", "network-load-balancers"),
  },
  {
    text: "packets go to a Gateway Load Balancer's targets inside GENEVE over IPv4, UDP port 6081",
    evidence: balancingPage("gateway", "gateway-load-balancers"),
  },
  {
    text: "an endpoint hands its packets to one balancer node of its own zone",
    evidence: privateLinkPage("gateway-load-balancer-endpoints"),
  },
  {
    text: "an internal dual-stack balancer cannot be reached over IPv6 through the internet gateway: its IPv6 addresses are not modelled",
    evidence: balancingPage("application", "application-load-balancers"),
  },
];
