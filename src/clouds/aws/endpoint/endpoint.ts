/**
 * AWS::EC2::VPCEndpoint: a service inside the VPC (PrivateLink guide). Three things under one name: a gateway endpoint
 * is a route to S3 or DynamoDB, an interface endpoint a private address for a service in each subnet, a gateway load
 * balancer endpoint the place from which packets are handed to inspection and to which they come back.
 */

import { kind } from "../../../contract/kind.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { bind, known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { type EndpointFacts, endpoint as term } from "../terms/terms.ts";
import { claims } from "./claims.ts";
import { lowerGateway } from "./gateway.ts";
import { handedFrom, lowerHanding } from "./handing.ts";
import { lowerInterfaces } from "./interfaces.ts";
import { type Endpoint, properties } from "./properties.ts";
import { dnsNotResolvable, serviceUnresolved, zoneNotOffered } from "./rules.ts";
import { reportService } from "./service.ts";

export const endpoint = kind({
  term,
  label: "VPC endpoint",
  spelled: { cloudformation: { type: "AWS::EC2::VPCEndpoint" } },
  properties,
  ignored: ["DnsOptions", "PolicyDocument", "Tags"],
  claims,
  rules: [serviceUnresolved, zoneNotOffered, dnsNotResolvable],
  facts: (it) => ({
    vpc: it.vpc,
    type: typeOf(it),
    zones: it.subnets.map(({ facts }) => facts.zone),
    interface: interfaceOf(it),
  }),
  lower(it, model) {
    reportService(it);
    const type = typeOf(it);
    if (type.kind === "unknown") lowerUnclear(it, model, type);
    else if (type.value === "GatewayLoadBalancer") lowerHanding(it, model);
    else if (type.value === "Interface") lowerInterfaces(it, model);
    else lowerGateway(it, model);
  },
});

function typeOf(it: Endpoint): EndpointFacts["type"] {
  return bind(it.type, (type) =>
    type === "Resource" || type === "ServiceNetwork" || type === "Tunnel"
      ? unknown(
          "kind.unmodelled",
          `an endpoint of type ${type} is not modelled`,
          it.type.at,
          `nothing in the input: endpoints of type ${type} are not modelled yet`,
        )
      : known(type, it.type.at),
  );
}

function interfaceOf(it: Endpoint): Value<Key> {
  return bind(typeOf(it), (type) => {
    if (type === "GatewayLoadBalancer") return known(handedFrom(it.key));
    const why = `\`${it.name}\` is of type ${type}, and a route can name only a GatewayLoadBalancer endpoint`;
    return unknown("endpoint.type.not-routable", why, it.origin.at, "a GatewayLoadBalancer endpoint");
  });
}

/** It is there under its name, and what it does with packets is not known. */
function lowerUnclear(it: Endpoint, model: Builder, doubt: Unknown): void {
  const nothing = "what an endpoint of this type does with packets is not known";
  model.node(it.key, {
    name: it.name,
    label: "VPC endpoint",
    kind: "endpoint",
    host: false,
    accepts: { nothing },
    forwards: { nothing },
    doubt,
  });
}
