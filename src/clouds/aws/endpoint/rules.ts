/** What can be wrong with an endpoint: its service, its zone, its names. */

import type { Rule } from "../../../finding/finding.ts";
import { inspection, privateNames } from "./examples.ts";

export const serviceUnresolved: Rule<{ readonly endpoint: string; readonly service: string }> = {
  code: "reference.service.unresolved",
  severity: "error",
  title: "an endpoint's service name resolves to nothing that was read",
  page: `The \`ServiceName\` of this endpoint has the form of a service that somebody offers from an account of theirs
(\`com.amazonaws.vpce.REGION.vpce-svc-…\`), and no endpoint service with that id was read. What is handed to the endpoint
cannot be followed any further.

The id is often copied by hand from one stack to the next. Name the service in \`tieline.yaml\`
(\`VPCEndpointServiceName: com.amazonaws.vpce.REGION.\${STACK.Service}\`), write its id under \`physical:\`, or read the
template that has it. Names of AWS's own services (\`com.amazonaws.REGION.ssm\`) are never reported.`,
  examples: {
    bad: { files: { "network.yaml": inspection({ service: "vpce-svc-00000000000000000" }) } },
    good: { files: { "network.yaml": inspection({}) } },
  },
  words: ({ endpoint, service }) => ({
    message: `\`${endpoint}\` names the service \`${service}\`, and no such endpoint service was read`,
    fix: "read the template with the endpoint service, or give its id under `physical:` in tieline.yaml",
  }),
};

interface ZoneData {
  readonly endpoint: string;
  readonly service: string;
  readonly zone: string;
  readonly offered: readonly string[];
  readonly otherRegion: boolean;
}

export const zoneNotOffered: Rule<ZoneData> = {
  code: "endpoint.zone.not-offered",
  severity: "error",
  title: "an endpoint stands in a zone in which its service is not offered",
  page: `An endpoint service is offered in the zones of its load balancers, and an endpoint can be created only in one of these:
its subnet must lie there. Otherwise the endpoint is refused, and with it everything that its routes lead to.

Put the endpoint into a subnet of a zone that the service has (the zone is often a parameter, and its default that of
another region), or add a subnet of the endpoint's zone to the balancer.`,
  examples: {
    bad: { files: { "network.yaml": inspection({ zone: "eu-west-1b" }) } },
    good: { files: { "network.yaml": inspection({}) } },
  },
  words: ({ endpoint, service, zone, offered, otherRegion }) => ({
    message: `\`${endpoint}\` stands in ${zone}, and \`${service}\` is offered only in ${offered.join(", ")}${otherRegion ? ", which is another region" : ""}`,
    fix: `put the endpoint into a subnet in ${offered.join(" or ")}, or add a subnet in ${zone} to the service's balancer`,
  }),
};

export const dnsNotResolvable: Rule<{
  readonly endpoint: string;
  readonly vpc: string;
  readonly off: readonly string[];
}> = {
  code: "endpoint.dns.not-resolvable",
  severity: "error",
  title: "an endpoint wants private DNS in a VPC whose DNS attributes do not allow it",
  page: `With \`PrivateDnsEnabled\` the service's ordinary name is to lead to the endpoint's private addresses. That needs both
\`EnableDnsSupport\` (on by default) and \`EnableDnsHostnames\` (off by default) of the VPC: without them the endpoint is
refused, and the name keeps leading to public addresses.

Set both attributes of the VPC to true, or leave private DNS off and use the endpoint's own names.`,
  examples: {
    bad: { files: { "network.yaml": privateNames("") } },
    good: { files: { "network.yaml": privateNames("      EnableDnsHostnames: true\n") } },
  },
  words: ({ endpoint, vpc, off }) => ({
    message: `\`${endpoint}\` asks for private DNS, and ${off.join(" and ")} of \`${vpc}\` is off`,
    fix: `set ${off.join(" and ")} of \`${vpc}\` to true`,
  }),
};
