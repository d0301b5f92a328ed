/**
 * AWS::EC2::SubnetRouteTableAssociation and AWS::EC2::GatewayRouteTableAssociation: which table decides for what comes
 * from a subnet, or in through a gateway (ingress routing).
 */

import { type It, kind } from "../../../contract/kind.ts";
import { reference, required } from "../../../contract/property.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { vpcGuide } from "../terms/evidence.ts";
import { edgeOf, routerIn, routerOf } from "../terms/keys.ts";
import { internetGateway, routeTable, subnet, tableAssociation } from "../terms/terms.ts";
import { tableForeign } from "./rules.ts";

const properties = {
  subnet: reference("SubnetId", subnet),
  gateway: reference("GatewayId", internetGateway),
  table: required("RouteTableId", routeTable),
};

export const routeTableAssociation = kind({
  term: tableAssociation,
  label: "route table association",
  spelled: {
    cloudformation: [
      { type: "AWS::EC2::SubnetRouteTableAssociation" },
      { type: "AWS::EC2::GatewayRouteTableAssociation" },
    ],
    terraform: { type: "aws_route_table_association" },
  },
  properties,
  claims: [
    { text: "a subnet has exactly one route table", evidence: vpcGuide("subnet-route-tables") },
    {
      text: "a table associated with an internet gateway decides for what the gateway hands in",
      evidence: vpcGuide("gateway-route-tables"),
    },
  ],
  rules: [tableForeign],
  facts: (it) => ({ table: it.table, ofGateway: it.gateway?.to.kind === "known" }),
  lower(it, model) {
    const from = it.subnet;
    if (from !== undefined && from.to.kind === "known") {
      const { to } = from.facts.vpc;
      if (to.kind === "known") select(it, model, to.value, routerIn(from.to.value));
      reportForeign(it, to.kind === "known" ? to.value : undefined);
    }
    for (const { to } of it.gateway?.facts.vpcs ?? []) {
      if (to.kind === "known") select(it, model, to.value, edgeOf(to.value));
    }
  },
});

function select(it: It<typeof properties>, model: Builder, vpc: Key, arriving: Key): void {
  model.selector(`${it.key}#${arriving}`, { node: routerOf(vpc), arriving, table: it.table.to });
}

function reportForeign(it: It<typeof properties>, vpc: Key | undefined): void {
  const other = it.table.facts.vpc;
  if (vpc === undefined || it.table.to.kind === "unknown" || other.to.kind === "unknown" || other.to.value === vpc)
    return;
  const data = { table: it.table.name, subnet: it.subnet?.name ?? "", theirs: other.name };
  const at = [...it.written("table"), ...it.written("subnet")];
  it.report(found(tableForeign, { data, resource: it.name, at: at.length > 0 ? at : it.origin.at }));
}
