/** What is said about target groups, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { balancingPage, cloudFormationPage } from "../terms/pages.ts";

const resource = cloudFormationPage("aws-resource-elasticloadbalancingv2-targetgroup");

export const claims: readonly Claim[] = [
  { text: "without a TargetType targets are instances", evidence: resource },
  {
    text: "an instance as target is the primary private address of its primary interface",
    evidence: balancingPage("application", "load-balancer-target-groups"),
  },
  {
    text: "an instance as target stands in the group's own VPC",
    evidence: balancingPage("application", "load-balancer-target-groups"),
  },
  {
    text: "a target without a port of its own receives on the group's",
    evidence: resource,
  },
  {
    text: "health is checked over HTTP for HTTP groups and over TCP for all others, on the port that traffic uses; GENEVE groups on port 80",
    evidence: resource,
  },
  {
    text: "a group's load_balancing.cross_zone.enabled overrides the balancer's, and follows it by default",
    evidence: balancingPage("network", "edit-target-group-attributes"),
  },
  {
    text: "a network balancer preserves the client's address for instances, and for addresses only over UDP and QUIC, where it cannot be switched off",
    evidence: balancingPage("network", "edit-target-group-attributes"),
  },
  {
    text: "a target that is an Application Load Balancer sees the client's address, and follows the balancer's cross-zone setting",
    evidence: balancingPage("network", "edit-target-group-attributes"),
  },
  {
    text: "a target whose AvailabilityZone is `all` is used from every zone",
    evidence: cloudFormationPage("aws-properties-elasticloadbalancingv2-targetgroup-targetdescription"),
  },
  {
    text: "a target that is given by an address of the VPC is in the zone of the subnet in which it lies",
    evidence: cloudFormationPage("aws-properties-elasticloadbalancingv2-targetgroup-targetdescription"),
  },
  {
    text: "a Gateway Load Balancer keeps a flow of five fields with one target, or of two or three where stickiness says so: these are not told apart",
    evidence: balancingPage("gateway", "edit-target-group-attributes"),
  },
  {
    text: "a scaling group registers each of its instances on the group's port",
    evidence: { assumed: "believed true; follows from the group having the only port that is stated" },
  },
];
