/** AWS::EC2::Route: one line of a route table: a destination (a prefix, or a list of them) and the one target it names. */

import { kind } from "../../../contract/kind.ts";
import { type Found, found, type Rule } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Next } from "../../../model/model.ts";
import type { Prefix } from "../../../net/ip.ts";
import { unknown, type Value } from "../../../value/value.ts";
import { templateReference, vpcGuide } from "../terms/evidence.ts";
import { preferences } from "../terms/local-routes.ts";
import { route as term } from "../terms/terms.ts";
import { destinationPartial, reportPartial } from "./destination-partial.ts";
import { properties } from "./properties.ts";
import { routeRules, targetBlackhole, targetForeign, targetMissing, targetSeveral } from "./rules.ts";
import { type Route, type Target, targetsOf } from "./target.ts";

export const route = kind({
  term,
  label: "route",
  spelled: {
    cloudformation: { type: "AWS::EC2::Route" },
    terraform: [{ type: "aws_route" }, { inside: "aws_route_table", path: "route[]", parent: "table" }],
  },
  properties,
  claims: [
    { text: "a route has exactly one target", evidence: templateReference("aws-resource-ec2-route") },
    {
      text: "a route's internet gateway is attached to the table's own VPC, and every other target stands in it",
      evidence: vpcGuide("route-table-options"),
    },
    {
      text: "a route whose target is gone, or cannot forward, still matches and drops",
      evidence: { assumed: "no page says that a shorter route takes over, and the route is shown as a blackhole" },
    },
    {
      text: "an appliance to which a route leads needs its source/destination check off",
      evidence: vpcGuide("route-table-options"),
    },
    {
      text: "an internet gateway's table leads only to interfaces of instances that have a public address",
      evidence: vpcGuide("gateway-route-tables"),
    },
    {
      text: "a route more specific than the local one leads to the whole range of a subnet",
      evidence: vpcGuide("subnet-route-tables"),
    },
    {
      text: "a gateway's table leads to a range of the VPC or the whole range of a subnet, and nowhere else",
      evidence: vpcGuide("gateway-route-tables"),
    },
    {
      text: "routes of a prefix list lose against a stated route to the same destination",
      evidence: vpcGuide("route-tables-priority"),
    },
  ],
  rules: [...routeRules, destinationPartial],
  facts: (it) => ({ table: it.table, to: it.to4 ?? it.to6 }),
  lower(it, model) {
    lowerTo(it, model, nextOf(it));
    reportPartial(it);
  },
});

function lowerTo(it: Route, model: Builder, next: Next): void {
  const table = it.table.to;
  const { name } = it;
  [it.to4, it.to6].forEach((to, i) => {
    if (to !== undefined) model.route(`${it.key}#${i}`, { table, to, next, preference: preferences.stated, name });
  });
  const list = it.list;
  if (list === undefined) return;
  const { service, entries } = list.facts;
  if (service !== undefined) {
    const to = { kind: "named", name: service, at: list.at } as const;
    model.route(`${it.key}#list`, { table, to, next, preference: preferences.list, name });
  }
  entries.forEach((to: Value<Prefix>, i) => {
    model.route(`${it.key}#list${i}`, { table, to, next, preference: preferences.list, name });
  });
}

function nextOf(it: Route): Next {
  if (it.state?.kind === "known" && it.state.value === "blackhole") {
    const why = "the route is a blackhole: its target is gone or detached";
    return { kind: "nowhere", code: targetBlackhole.code, why };
  }
  const targets = targetsOf(it);
  const [target, ...others] = targets;
  if (target === undefined) {
    report(it, targetMissing, { data: {}, at: it.origin.at });
    return unknown("route.target.missing", "the route names no target", it.origin.at, "its target");
  }
  if (others.length > 0) return oneOf(it, targets);
  reportProblem(it, target);
  return target.next;
}

/** Several targets: one of them, when a condition that nobody could decide takes the others away; else a mistake. */
function oneOf(it: Route, targets: readonly Target[]): Next {
  const doubt = targets.find(({ next }) => next.kind === "unknown")?.next;
  if (doubt?.kind === "unknown") return doubt;
  const at = targets.flatMap(({ property }) => it.written(property));
  report(it, targetSeveral, { data: {}, at });
  return unknown("route.target.several", "the route names several targets", at, "the one that is meant");
}

function reportProblem(it: Route, { problem, property }: Target): void {
  if (problem === undefined) return;
  const { target, why } = problem;
  const fix = "fix" in problem ? problem.fix : undefined;
  const rule = problem.kind === "foreign" ? targetForeign : targetBlackhole;
  report(it, rule, {
    data: { target, why, ...(fix === undefined ? {} : { fix }), table: it.table.name, vpc: it.table.facts.vpc.name },
    at: it.written(property),
  });
}

function report<D>(it: Route, rule: Rule<D>, { data, at }: Found<D>): void {
  it.report(found(rule, { data, at: at.length > 0 ? at : it.origin.at, resource: it.name }));
}
