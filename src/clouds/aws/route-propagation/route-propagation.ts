/**
 * AWS::EC2::VPNGatewayRoutePropagation: a VPN gateway writes the routes that it learns (from a VPN, or over Direct
 * Connect) into route tables. Which these are is in no template: whatever is private may be among them, so that a
 * private destination which no other route of the table carries is unknown, and not lost.
 */

import { kind } from "../../../contract/kind.ts";
import { many, reference, required } from "../../../contract/property.ts";
import { parsePrefix } from "../../../net/ip.ts";
import { known, unknown } from "../../../value/value.ts";
import { cloudFormationPage, vpcPage } from "../terms/pages.ts";
import { preferences } from "../terms/local-routes.ts";
import { routePropagation as term, routeTable, vpnGateway } from "../terms/terms.ts";

/** RFC 1918, and RFC 6598's shared space, which networks of one's own use too. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap(
  (text) => parsePrefix(text)?.prefix ?? [],
);

export const routePropagation = kind({
  term,
  label: "VPN gateway route propagation",
  spelled: {
    cloudformation: { type: "AWS::EC2::VPNGatewayRoutePropagation" },
    terraform: { type: "aws_vpn_gateway_route_propagation" },
  },
  properties: {
    tables: many(reference({ cloudformation: "RouteTableIds", terraform: "route_table_id" }, routeTable)),
    gateway: required("VpnGatewayId", vpnGateway),
  },
  claims: [
    {
      text: "a VPN gateway writes the routes it learns into the tables that it propagates to",
      evidence: cloudFormationPage("aws-resource-ec2-vpngatewayroutepropagation"),
    },
    {
      text: "for one destination a stated route wins over a propagated one",
      evidence: vpcPage("route-tables-priority"),
    },
    {
      text: "a propagated route that overlaps the local route loses to it",
      evidence: { documented: "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html" },
    },
    {
      text: "propagated routes lead to private addresses, and none is longer than a stated route that covers it",
      evidence: { assumed: "what the other side announces is in no template; a default route may be announced too" },
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    const why = `what \`${it.gateway.name}\` learns is written into the table, and a VPN gateway is not modelled yet`;
    const wanted = "a stated route to that destination; nothing in the input says what a VPN gateway learns";
    const next = unknown("kind.unmodelled", why, it.origin.at, wanted);
    it.tables.forEach((table, i) => {
      for (const [j, range] of privateRanges.entries()) {
        model.route(`${it.key}#${i}#${j}`, {
          table: table.to,
          to: known(range),
          next,
          preference: preferences.propagated,
          name: it.name,
        });
      }
    });
  },
});
