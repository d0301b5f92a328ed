/** What is said about listeners and how balancers choose, and how we know. */

import type { Claim } from "../../../contract/kind.ts";
import { balancingPage, cloudFormationPage } from "../terms/pages.ts";

export const claims: readonly Claim[] = [
  {
    text: "a listener of a Gateway Load Balancer has neither port nor protocol and takes all packets",
    evidence: cloudFormationPage("aws-resource-elasticloadbalancingv2-listener"),
  },
  {
    text: "an Application Load Balancer ends the connection and opens another from its own private address",
    evidence: balancingPage("application", "application-load-balancers"),
  },
  {
    text: "without client address preservation a target sees the private address of the network balancer's node",
    evidence: balancingPage("network", "edit-target-group-attributes"),
  },
  {
    text: "when no target is healthy, application and network balancers use all of them",
    evidence: balancingPage("network", "target-group-health-checks"),
  },
  {
    text: "when no target of a Gateway Load Balancer is healthy, its packets are lost",
    evidence: balancingPage("gateway", "health-checks"),
  },
  {
    text: "what enters a zone of a Gateway Load Balancer without registered targets is lost when zones are not crossed",
    evidence: { assumed: "no AWS page says so; a third party's rule on cross-zone load balancing does" },
  },
  {
    text: "a target group of weight 0 receives nothing",
    evidence: balancingPage("application", "rule-action-types"),
  },
  {
    text: "a weighted target group without targets loses its share, and no other group takes it over: only the empty group is told, its share is not shown as lost",
    evidence: balancingPage("application", "rule-action-types"),
  },
  {
    text: "a target in a zone that its balancer has not enabled gets nothing, even where zones are crossed",
    evidence: balancingPage("userguide", "how-elastic-load-balancing-works"),
  },
  {
    text: "a target group of type lambda needs no target in the network: the balancer itself calls the function",
    evidence: balancingPage("application", "lambda-functions"),
  },
  {
    text: "a redirect or a fixed response needs no target: the balancer itself answers",
    evidence: balancingPage("application", "rule-action-types"),
  },
];
