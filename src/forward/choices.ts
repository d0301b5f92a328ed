/** Which options of a balance may be taken at all, before any packet: those of its zone. */

import { groupBy } from "../model/builder.ts";
import type { Balance, Interface, Option } from "../model/model.ts";
import { isSame, isUnknown, type Unknown, unknown, type Value } from "../value/value.ts";
import type { Network } from "./network.ts";

export interface Candidate {
  readonly index: number;
  readonly option: Option;
}

export function candidatesOf(net: Network, balance: Balance): readonly Candidate[] {
  return net.optionsOf(balance.key).map((option, index) => ({ index, option }));
}

/** Without crossing zones only those of the balance's own; unknown where a zone that matters is not said. */
export function inZone(net: Network, balance: Balance, all: readonly Candidate[]): readonly Candidate[] | Unknown {
  const zone = balance.node === undefined ? undefined : net.node(balance.node)?.zone;
  if (zone === undefined || (balance.crossZone.kind === "known" && balance.crossZone.value)) return all;
  const here: Candidate[] = [];
  let unsure: Unknown | undefined;
  for (const candidate of all) {
    const same = candidate.option.zone === undefined ? true : sameZone(zone, candidate.option.zone);
    if (isUnknown(same)) unsure = same;
    else if (same) here.push(candidate);
  }
  if (unsure !== undefined) return unsure;
  if (balance.crossZone.kind === "unknown" && here.length < all.length) return balance.crossZone;
  return here;
}

/** Why it is not certain which of the near ones are there; of those among the same one is, unless it stands elsewhere. */
export function doubtIn(all: readonly Candidate[], near: readonly Candidate[]): Unknown | undefined {
  const elsewhere = new Set(all.filter((c) => !near.includes(c)).map(({ option }) => option.among));
  return near.find(({ option: { doubt, among } }) => {
    return doubt !== undefined && (among === undefined || elsewhere.has(among));
  })?.option.doubt;
}

/** Of each share those that are healthy; where none is, all of it or none, as the balance has it. */
export function served(
  { failOpen }: Balance,
  near: readonly Candidate[],
  healthy: readonly Candidate[],
): readonly Candidate[] {
  return sharesOf(near).flatMap((share) => {
    const passing = share.filter((c) => healthy.includes(c));
    return passing.length > 0 ? passing : failOpen ? share : [];
  });
}

function sharesOf(all: readonly Candidate[]): readonly (readonly Candidate[])[] {
  return [...groupBy(all, ({ option }) => option.share ?? "").values()];
}

/** Why it is not certain that a share has a healthy one: the one that is there may be among those that fail. */
export function doubtAmong(near: readonly Candidate[], healthy: readonly Candidate[]): Unknown | undefined {
  for (const share of sharesOf(near)) {
    const doubt = doubtInShare(
      share,
      share.filter((c) => healthy.includes(c)),
    );
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

function doubtInShare(share: readonly Candidate[], healthy: readonly Candidate[]): Unknown | undefined {
  if (healthy.length === 0) return undefined;
  const failing = share.filter((c) => !healthy.includes(c));
  const lame = new Set(failing.map(({ option }) => option.among));
  if (healthy.some(({ option: { doubt, among } }) => doubt === undefined || !lame.has(among))) return undefined;
  return failing.find(({ option }) => option.among !== undefined)?.option.doubt;
}

/** Zones are compared by name; a name, an id and a place in a list (`LIST[0]`) tell nothing about each other. */
export function sameZone(a: Value<string>, b: Value<string>): boolean | Unknown {
  if (a.kind === "unknown") return b.kind === "unknown" && isSame(a, b) ? true : a;
  if (b.kind === "unknown") return b;
  if (a.value === b.value) return true;
  if (mannerOf(a.value) === mannerOf(b.value)) return false;
  const message = `whether \`${a.value}\` and \`${b.value}\` are one zone is not said`;
  return unknown("zone.name.unlisted", message, [...a.at, ...b.at], "both zones by name");
}

function mannerOf(zone: string): string {
  if (zone.endsWith("]")) return zone.slice(0, zone.lastIndexOf("["));
  return /-az\d+$/.test(zone) ? "id" : "name";
}

/** The interface that an option names. */
export function targetOf(net: Network, option: Option): Interface | Unknown {
  const { to } = option;
  if (to.kind === "unknown") return to;
  if (to.kind === "interface") {
    return net.interface(to.interface) ?? gone(option, `\`${to.interface}\` was not read`);
  }
  return gone(option, "a target that is named by its address");
}

function gone(option: Option, why: string): Unknown {
  return { kind: "unknown", code: "target.thing.unknown", why, at: option.origin.at };
}
