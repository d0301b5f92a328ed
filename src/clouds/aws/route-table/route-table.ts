/** AWS::EC2::RouteTable: routes for the subnets and gateways that are associated with it; each has the local routes. */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { vpcGuide } from "../terms/evidence.ts";
import { routerOf } from "../terms/keys.ts";
import { localRoutes } from "../terms/local-routes.ts";
import { route, routeTable as term, tableAssociation, vpc } from "../terms/terms.ts";
import { destinationTwice, reportTwice } from "./destination-twice.ts";

export const routeTable = kind({
  term,
  label: "route table",
  spelled: {
    cloudformation: { type: "AWS::EC2::RouteTable" },
    terraform: { type: "aws_route_table" },
  },
  properties: { vpc: required("VpcId", vpc) },
  claims: [
    {
      text: "the longest prefix decides; for one destination a stated route wins over one from a prefix list",
      evidence: vpcGuide("route-tables-priority"),
    },
    {
      text: "a table has one stated route for a destination",
      evidence: { assumed: "the service answers RouteAlreadyExists; the guides do not speak of it" },
    },
    {
      text: "IPv4 and IPv6 routes are separate: `0.0.0.0/0` says nothing of IPv6",
      evidence: vpcGuide("subnet-route-tables"),
    },
    {
      text: "a route to exactly one of the VPC's ranges takes the place of the local route",
      evidence: vpcGuide("replace-local-route-target"),
    },
  ],
  rules: [destinationTwice],
  facts: (it) => ({
    vpc: it.vpc,
    // Read only when asked for: the associations' facts lead back here.
    get ofGateway() {
      return it.referrers(tableAssociation, "table").some(({ facts }) => facts.ofGateway);
    },
  }),
  lower(it, model) {
    const { key, name } = it;
    const { to } = it.vpc;
    const at = to.kind === "known" ? { node: routerOf(to.value) } : {};
    model.table(key, { name, label: "route table", kind: "route-table", ...at });
    if (to.kind === "known" && !it.observed) localRoutes(model, key, it.vpc);
    if (!it.observed) reportTwice(it, it.referrers(route, "table"));
  },
});
