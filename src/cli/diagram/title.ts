/** What stands above a picture and below it. */

import type { PictureReport } from "../../api/index.ts";
import { many } from "./words.ts";

export function titleOf({ networks }: PictureReport): string {
  const regions = [...new Set(networks.flatMap((n) => n.region ?? []))];
  const where =
    regions.length === 0 ? "" : regions.length > 3 ? ` in ${regions.length} regions` : ` in ${listed(regions)}`;
  return `${many(networks.length, "network")}${where}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export function subtitleOf({ subnets, nodes }: PictureReport): string {
  const count = (...roles: readonly string[]) => nodes.filter((n) => roles.includes(n.role)).length;
  const balancers = new Set(nodes.filter((n) => n.role === "balancer").map((n) => n.name)).size;
  const parts: readonly (readonly [number, string])[] = [
    [subnets.length, "subnet"],
    [count("gateway", "translator"), "gateway"],
    [balancers, "balancer"],
    [count("endpoint"), "endpoint"],
    [count("inspector"), "appliance"],
    [count("host"), "host"],
  ];
  return parts.flatMap(([n, word]) => (n === 0 ? [] : [many(n, word)])).join(", ");
}

export function notesOf({ read, notModelled, nodes, networks }: PictureReport): readonly string[] {
  const files = read.inputs.map((i) => i.file);
  const shown = files.length > 6 ? [...files.slice(0, 5), `and ${files.length - 5} more`] : files;
  const left = notModelled.map(({ kind, count }) => `${count} ${kind}`);
  return [
    ...(files.length === 0 ? [] : [`Read from ${shown.join(", ")}.`]),
    ...(left.length === 0
      ? []
      : [`Not modelled and not drawn: ${left.slice(0, 6).join(", ")}${left.length > 6 ? " and more" : ""}.`]),
    ...(nodes.length <= 1 && networks.length === 0 ? ["Nothing that has to do with networks was found."] : []),
  ];
}
