/** What the tests of Linux hosts share: recorded outputs, and a configuration or a table told in a few words. */

import { readFileSync } from "node:fs";
import type { Model, Next } from "../../model/model.ts";
import { printIp, printPrefix } from "../../net/ip.ts";
import type { Document } from "../../source/document.ts";
import type { Config } from "./config.ts";
import { read } from "./read.ts";

export function recorded(name: string): Document {
  return { path: name, text: readFileSync(new URL(`cases/${name}`, import.meta.url), "utf8") };
}

export function text(path: string, ...entries: readonly object[]): Document {
  return { path, text: JSON.stringify(entries) };
}

export function told(documents: Readonly<Record<string, Document>>, docker = false) {
  const document: Document = { path: "tieline.yaml", text: "docker: true" };
  const options = docker ? [["docker", { document, start: 0, end: 12 }] as const] : [];
  return read({ documents: new Map(Object.entries(documents)), options: new Map(options) });
}

/** `default via 10.0.1.1 dev eth0 metric 100`, one line per route. */
export function routesIn({ routes }: Config): readonly string[] {
  return routes.map(({ type, to, metric, hops }) => {
    const next = hops.map(({ gateway, dev, unsupported }) => {
      const via = gateway === undefined ? "" : `via ${printIp(gateway.value)} `;
      return unsupported === undefined ? `${via}dev ${dev ?? "?"}` : `? ${unsupported.why}`;
    });
    return `${printPrefix(to)} ${type === "unicast" ? next.join(" | ") : type}${metric === 0 ? "" : ` metric ${metric}`}`;
  });
}

/** `docker0 bridge 172.17.0.1/16`; a device that is down says so. */
export function devicesIn({ devices }: Config): readonly string[] {
  return devices.map(({ name, kind, up, addresses }) => {
    const own = addresses.map(({ ip, network }) => `${printIp(ip.value)} in ${printPrefix(network)}`);
    return [name, kind, ...(up ? [] : ["down"]), ...own].join(" ");
  });
}

/** A host's table in order of prefix: `172.17.0.0/16 → net/Manager#docker0`. */
export function tableOf(model: Model, node: string): readonly string[] {
  const table = `${node}#table`;
  return model.routes
    .filter((r) => r.table.kind === "known" && r.table.value === table)
    .map(({ to, next, preference, origin }) => {
      const range = to.kind === "known" ? printPrefix(to.value) : "?";
      const metric = preference === 0 ? "" : ` metric ${preference}`;
      return `${range} → ${nextText(next)}${metric}${origin.implied === undefined ? "" : " (implied)"}`;
    })
    .sort((a, b) => (a < b ? -1 : 1));
}

function nextText(next: Next): string {
  switch (next.kind) {
    case "connected":
      return `on ${next.through ?? "any"}`;
    case "gateway":
      return `${next.address.kind === "known" ? printIp(next.address.value) : "?"} on ${next.through ?? "any"}`;
    case "interface":
      return next.interface;
    case "nowhere":
    case "unknown":
      return `${next.kind} ${next.code}`;
    case "choice":
      return next.balance;
  }
}
