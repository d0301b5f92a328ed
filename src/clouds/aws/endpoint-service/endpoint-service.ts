/**
 * AWS::EC2::VPCEndpointService: a gateway or network balancer offered to other VPCs (PrivateLink guide, "Share your
 * services"). It is in the zones of its balancers and contributes nothing by itself: endpoints ask for its facts.
 */

import { kind } from "../../../contract/kind.ts";
import { flag, many, reference } from "../../../contract/property.ts";
import { cloudFormationPage, privateLinkPage } from "../terms/pages.ts";
import { balancer, endpoint, endpointServicePermissions, endpointService as term } from "../terms/terms.ts";

export const endpointService = kind({
  term,
  label: "endpoint service",
  spelled: { cloudformation: { type: "AWS::EC2::VPCEndpointService" } },
  properties: {
    acceptanceRequired: flag("AcceptanceRequired", { otherwise: true }),
    gatewayBalancers: many(reference("GatewayLoadBalancerArns", balancer)),
    networkBalancers: many(reference("NetworkLoadBalancerArns", balancer)),
  },
  ignored: ["ContributorInsightsEnabled", "PayerResponsibility", "SupportedIpAddressTypes", "SupportedRegions", "Tags"],
  claims: [
    {
      text: "without AcceptanceRequired somebody must accept each endpoint",
      evidence: { assumed: "believed true; neither the template reference nor the API reference states the default" },
    },
    {
      text: "Ref gives the service's id and not its name, which is com.amazonaws.vpce.REGION.ID",
      evidence: cloudFormationPage("aws-resource-ec2-vpcendpointservice"),
    },
    {
      text: "a service is open to nobody but its owner's account until principals are permitted",
      evidence: privateLinkPage("configure-endpoint-service"),
    },
    {
      text: "the owner's own account needs no permission",
      evidence: { assumed: "published templates have no permission and connect; no page says so" },
    },
    {
      text: "names of zones differ between accounts, so zones of two accounts are not compared",
      evidence: privateLinkPage("create-gateway-load-balancer-endpoint-service"),
    },
    {
      text: "a service cannot start connections towards its consumers",
      evidence: privateLinkPage("gateway-load-balancer-endpoints"),
    },
  ],
  facts: (it) => ({
    balancers: [...it.gatewayBalancers, ...it.networkBalancers],
    acceptanceRequired: it.acceptanceRequired,
    account: it.scope.account,
    at: it.origin.at,
    // Read only when asked for: the facts of those who point here lead back.
    get principals() {
      return it
        .referrers(endpointServicePermissions, "service")
        .flatMap(({ facts, doubt }) => (doubt === undefined ? facts.principals : [doubt]));
    },
    get consumerZones() {
      return it
        .referrers(endpoint, "service")
        .flatMap(({ facts, doubt }) => (doubt === undefined ? facts.zones : [doubt]));
    },
  }),
  lower() {
    // All it says is part of the endpoints that name it.
  },
});
