/** The inventory as tables. */

import type { PositionReport, ShowReport } from "../../api/report.ts";
import { type Column, tableText } from "./table.ts";
import { block, lastLines, type Paper, sourceOf } from "./words.ts";

const list = (words: readonly string[]): string => words.join(", ");

/** Of many, the first ones and how many more: tables are read by people. */
const some = (words: readonly string[]): string =>
  words.length > 3 ? `${list(words.slice(0, 3))} and ${words.length - 3} more` : list(words);

export function showText(report: ShowReport, paper: Paper): string {
  const table = <Row extends Placed>(title: string, rows: readonly Row[], columns: readonly Column<Row>[]): string =>
    tableText(title, rows, [...columns, { title: "at", of: sourceOf }], paper);

  const parts = [
    table("networks", report.networks, [
      { title: "name", of: ({ name }) => name },
      { title: "kind", of: ({ label }) => label },
      { title: "prefixes", of: ({ prefixes }) => list(prefixes) },
      { title: "region", of: ({ region }) => region ?? "unknown" },
      { title: "account", of: ({ account }) => account ?? "" },
    ]),
    table("subnets", report.subnets, [
      { title: "name", of: ({ name }) => name },
      { title: "prefixes", of: ({ prefixes }) => list(prefixes) },
      { title: "zone", of: ({ zone }) => zone ?? "" },
      { title: "is", of: ({ label }) => label },
      { title: "outbound through", of: ({ via }) => via ?? "" },
      { title: "public addresses", of: ({ publicAddresses }) => some(publicAddresses) },
    ]),
    table("gateways", report.gateways, [
      { title: "name", of: ({ name }) => name },
      { title: "kind", of: ({ kind }) => kind },
      { title: "zone", of: ({ zone }) => zone ?? "" },
      { title: "network", of: ({ network }) => network ?? "" },
    ]),
    table("balancers", report.balancers, [
      { title: "name", of: ({ name }) => name },
      { title: "kind", of: ({ kind }) => kind },
      { title: "zones", of: ({ zones }) => list(zones) },
      { title: "listeners", of: ({ listeners }) => list(listeners) },
      { title: "targets", of: ({ targets }) => some(targets) },
    ]),
    table("endpoints", report.endpoints, [
      { title: "name", of: ({ name }) => name },
      { title: "kind", of: ({ kind }) => kind },
      { title: "zone", of: ({ zone }) => zone ?? "" },
      { title: "leads to", of: ({ to }) => to ?? "unknown" },
    ]),
    table("tunnels", report.tunnels, [
      { title: "name", of: ({ name }) => name },
      { title: "ends", of: ({ ends }) => list(ends) },
    ]),
    table("hosts", report.hosts, [
      { title: "name", of: ({ name }) => name },
      { title: "kind", of: ({ kind }) => kind },
      { title: "zone", of: ({ zone }) => zone ?? "" },
      { title: "addresses", of: ({ addresses }) => list(addresses) },
      { title: "public", of: ({ publicAddresses }) => list(publicAddresses) },
    ]),
  ];
  const empty = parts.every((part) => part === "") ? "nothing that has to do with networks was found" : "";
  return block(...parts, empty, lastLines(report, paper));
}

interface Placed {
  readonly at: readonly PositionReport[];
}
