/** The service behind an endpoint: whether it was read, in which zones it is offered, and whether it is open. */

import { found } from "../../../finding/finding.ts";
import type { Key, Target } from "../../../model/model.ts";
import { known, type Known, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { regionOf, sameZone } from "../terms/zones.ts";
import type { Endpoint } from "./properties.ts";
import { serviceUnresolved, zoneNotOffered } from "./rules.ts";

/** One place at which a service may be reached: a node of one of its balancers. */
export interface Offer {
  readonly key: Key;
  readonly to: Target;
  readonly zone: Value<string> | undefined;
}

/** `com.amazonaws.vpce.REGION.ID`: a service that somebody offers, and none of AWS's own. */
const offered = /^com\.amazonaws\.vpce\./i;

/** `com.amazonaws.REGION.ssm`, its region unknown. */
const own = /^com\.amazonaws\.\?\.[a-z]/i;

export function isOffered(it: Endpoint): boolean {
  const { service } = it;
  if (service === undefined) return false;
  return service.ref !== undefined || (service.text.kind === "known" && offered.test(service.text.value));
}

export function offersOf(it: Endpoint): readonly Offer[] {
  const { service } = it;
  if (service?.ref === undefined) return [{ key: "?", to: notRead(it), zone: undefined }];
  const { balancers } = service.ref.facts;
  const apart = otherAccount(it);
  return balancers.flatMap(({ to, facts }, i): readonly Offer[] => {
    if (to.kind === "unknown") return [{ key: `?${i}`, to, zone: undefined }];
    return facts.nodes.map(({ node, interface: key, subnet }) => ({
      key: node,
      to: { kind: "interface", interface: key },
      zone: apart ?? subnet.facts.zone,
    }));
  });
}

function notRead(it: Endpoint): Unknown {
  const { service } = it;
  if (service === undefined) {
    return unknown("property.value.missing", `\`${it.name}\` names no service`, it.origin.at, "its ServiceName");
  }
  if (service.text.kind === "unknown") return service.text;
  const why = `the service \`${service.text.value}\` was not read`;
  return unknown("reference.service.unresolved", why, service.at, "the file in which that endpoint service stands");
}

/** Names of zones mean the same only within one account. */
function otherAccount(it: Endpoint): Unknown | undefined {
  const { account } = it.scope;
  const theirs = it.service?.ref?.facts.account;
  if (account.kind === "unknown" || theirs?.kind !== "known" || theirs.value === account.value) return undefined;
  const why = `accounts ${account.value} and ${theirs.value} each name their zones in their own way`;
  return unknown("zone.account.other", why, [...account.at, ...theirs.at], "zone ids in place of zone names");
}

/** Why it is not certain that the service lets the endpoint in. */
export function notOpen(it: Endpoint): Unknown | undefined {
  const ref = it.service?.ref;
  if (ref === undefined || ref.to.kind === "unknown") return undefined;
  const { acceptanceRequired, account, principals, at } = ref.facts;
  const mine = it.scope.account;
  if (mine.kind === "known" && account.kind === "known" && mine.value !== account.value) {
    const unsure = principals.find((p) => p.kind === "unknown");
    const permitted = principals.some((p) => p.kind === "known" && permits(p.value, mine.value));
    if (!permitted) {
      const why = `nothing that was read permits account ${mine.value} to connect to \`${ref.name}\``;
      return unsure ?? unknown("endpoint.permission.unknown", why, at, "the service's AllowedPrincipals");
    }
  }
  if (acceptanceRequired.kind === "unknown") return acceptanceRequired;
  if (!acceptanceRequired.value) return undefined;
  const why = `\`${ref.name}\` asks its owner to accept each endpoint, and nothing that was read says that \`${it.name}\` was accepted`;
  const wanted = "`AcceptanceRequired: false`, or what the account says of the endpoint's state";
  return unknown(
    "endpoint.acceptance.pending",
    why,
    acceptanceRequired.at.length > 0 ? acceptanceRequired.at : at,
    wanted,
  );
}

/** A principal is everybody, an account's number, or an ARN with it. */
function permits(principal: string, account: string): boolean {
  return principal === "*" || principal === account || principal.includes(`:${account}:`);
}

export function reportService(it: Endpoint): void {
  const { service } = it;
  const [own] = it.origin.at;
  if (service === undefined || own === undefined) return;
  if (service.ref === undefined) {
    if (service.text.kind === "unknown" || !offered.test(service.text.value)) return;
    const data = { endpoint: it.name, service: service.text.value };
    const used = it.written("service");
    const definition = service.at.length > 1 ? service.at.slice(-1) : [];
    it.report(
      found(serviceUnresolved, { data, resource: it.name, at: [...(used.length > 0 ? used : [own]), ...definition] }),
    );
    return;
  }
  reportZone(it, own);
}

/** Only what is certain; the first subnet outside stands for all, so that there is one finding an endpoint. */
function reportZone(it: Endpoint, own: Endpoint["origin"]["at"][number]): void {
  const ref = it.service?.ref;
  const balancers = ref?.facts.balancers ?? [];
  const zones = balancers.flatMap(({ to, facts }): readonly Value<string>[] =>
    to.kind === "unknown" ? [to] : facts.nodes.map((node) => node.subnet.facts.zone),
  );
  const offers = zones.filter((zone): zone is Known<string> => zone.kind === "known").map((zone) => zone.value);
  if (ref === undefined || otherAccount(it) !== undefined || offers.length === 0 || offers.length < zones.length)
    return;
  const stands = it.subnets.map(({ facts }) => facts.zone);
  const outside = stands.find((z) => z.kind === "known" && offers.every((offer) => sameZone(z.value, offer) === false));
  if (outside?.kind !== "known") return;
  const list = [...new Set(offers)].sort();
  const here = regionOf(outside.value);
  const there = [...new Set(list.map(regionOf))];
  const data = {
    endpoint: it.name,
    service: ref.name,
    zone: outside.value,
    offered: list,
    otherRegion: here !== undefined && !there.includes(here) && !there.includes(undefined),
  };
  const definition = outside.at.slice(-1).map((span) => ({ span, label: "the zone" }));
  const theirs = ref.facts.at.slice(0, 1).map((span) => ({ span, label: `offered in ${list.join(", ")}` }));
  const at = [...definition, { span: own, label: "the endpoint" }, ...theirs];
  it.report(found(zoneNotOffered, { data, resource: it.name, at }));
}

/** For a service that is AWS's own and whose name is known. */
export function nameOf(it: Endpoint): Value<string> {
  const { service } = it;
  if (service === undefined) return notRead(it);
  const { text, printed, at } = service;
  if (text.kind === "known") return known(text.value, at);
  // AWS has its own services in every region, so that which it is matters to the name alone.
  return text.code === "scope.region.unknown" && own.test(printed) ? known(printed, at) : text;
}
