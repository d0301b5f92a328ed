/**
 * Small networks for the tests of this part, built with the builder's own verbs:
 *
 *   host ── segment ── router ── segment ── host          net()
 *                         │
 *                    edge (pairs) ── internet             .internet()
 */

import { type Builder, type Collector, collector, internet } from "../model/builder.ts";
import type { Key, Model, Rule } from "../model/model.ts";
import { everything, type Ip, parseIp, parsePrefix, type Prefix } from "../net/ip.ts";
import { rangesOf } from "../net/ranges.ts";
import { trace } from "../query/trace.ts";
import { publicSpace } from "../net/special.ts";
import type { Document, Span } from "../source/document.ts";
import { type Address, known } from "../value/value.ts";
import { network } from "./network.ts";
import type { Answer } from "./trace.ts";

export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(text);
  return parsed.prefix;
}

/** A span per name, so that a test can tell which element decided. */
export function spanOf(name: string): Span {
  const document: Document = { path: name, text: name };
  return { document, start: 0, end: name.length };
}

export function assigned(owner: string, range: string, id = owner): Address {
  return { kind: "assigned", id, chooser: "deployment", owner, within: rangesOf([prefix(range)]), at: [] };
}

export type RuleText = Partial<Pick<Rule, "protocols" | "destinationPorts" | "sources" | "destinations">>;

export function tcp(port: number, from?: string): RuleText {
  return {
    protocols: [known(6)],
    destinationPorts: [known({ first: port, last: port })],
    ...(from === undefined ? {} : { sources: [known(prefix(from))] }),
  };
}

export class Net {
  readonly into: Collector = collector();

  at(name: string): Builder {
    return this.into.for({ at: [spanOf(name)] });
  }

  /** A router with one table for everything, unless an interface has its own. */
  router(name: string, ranges: readonly string[]): this {
    const b = this.at(name);
    b.domain(name, {
      name: `${name}-net`,
      label: "network",
      ranges: ranges.map((r) => known(prefix(r))),
      cloud: "none",
      region: known("r"),
      account: known("a"),
    });
    b.node(name, {
      name,
      label: "router",
      kind: "router",
      host: false,
      accepts: { nothing: "a router" },
      forwards: true,
    });
    this.table(`${name}-main`, name);
    b.selector(`${name}-main`, { node: name, table: known(`${name}-main`) });
    for (const r of ranges) this.route(`${name}-main`, r, "connected", `${name}-main local ${r}`);
    return this;
  }

  table(name: Key, node: Key): this {
    this.at(name).table(name, { name, label: "table", kind: "route-table", node });
    return this;
  }

  route(table: Key, to: string, next: "connected" | { to: Key } | { through: Key }, name = `${table} ${to}`): this {
    const step =
      next === "connected"
        ? ({ kind: "connected" } as const)
        : "to" in next
          ? ({ kind: "interface", interface: next.to } as const)
          : ({ kind: "connected", through: next.through } as const);
    const preference = next === "connected" ? 1 : 0;
    this.at(name).route(name, { table: known(table), to: known(prefix(to)), next: step, preference });
    return this;
  }

  /** A segment with the router's interface `name#router`. */
  segment(name: string, router: string, range: string, zone?: string): this {
    const b = this.at(name);
    b.segment(name, {
      name,
      label: "segment",
      domain: router,
      ranges: [known(prefix(range))],
      listed: true,
      ...(zone === undefined ? {} : { zone: known(zone) }),
    });
    b.interface(`${name}#router`, { node: router, segment: known(name) });
    return this;
  }

  /** Arrivals from a segment (or any interface) use a table of their own. */
  select(router: string, arriving: Key, table: Key): this {
    this.at(`${arriving} table`).selector(`${arriving} table`, { node: router, arriving, table: known(table) });
    return this;
  }

  host(
    name: string,
    segment: string,
    address: string | Address,
    extra: Partial<Parameters<Builder["node"]>[1]> = {},
  ): this {
    const b = this.at(name);
    b.node(name, {
      name,
      label: "host",
      kind: "host",
      host: true,
      accepts: {},
      forwards: { nothing: "no router" },
      ...extra,
    });
    b.interface(name, { node: name, segment: known(segment) });
    b.holding(name, {
      interface: name,
      address: typeof address === "string" ? known(ip(address)) : address,
      as: "own",
    });
    b.table(`${name}-table`, { name, label: "host", kind: "host", node: name });
    b.selector(`${name}-table`, { node: name, table: known(`${name}-table`) });
    this.route(`${name}-table`, this.rangeOf(segment), { through: name });
    this.route(`${name}-table`, "0.0.0.0/0", { to: `${segment}#router` });
    return this;
  }

  rangeOf(segment: string): string {
    const found = this.into.model().segments.get(segment)?.ranges[0];
    if (found?.kind !== "known" || typeof found.value.first !== "number") throw new Error(segment);
    const { first, length } = found.value;
    return `${[24, 16, 8, 0].map((s) => (first >>> s) & 255).join(".")}/${length}`;
  }

  /** Rules on an interface; both directions share memory. An absent list permits all. */
  guard(name: string, on: Key, rules: { in?: readonly RuleText[]; out?: readonly RuleText[] }, stateful = true): this {
    for (const direction of ["in", "out"] as const) {
      const filter = `${name}-${direction}`;
      const list = rules[direction];
      const b = this.at(filter);
      b.filter(filter, {
        name,
        label: "filter",
        kind: "filter",
        otherwise: list === undefined ? "permit" : "deny",
      });
      for (const [i, r] of (list ?? []).entries()) {
        this.at(`${filter} ${i}`).rule(`${filter} ${i}`, { filter, order: known(i), action: known("permit"), ...r });
      }
      b.gate(`${on} ${filter}`, {
        interface: on,
        direction,
        order: 1,
        filters: [known(filter)],
        ...(stateful ? { memory: `${on} ${name}` } : {}),
      });
    }
    return this;
  }

  /** The internet, and an edge between it and the router that translates the given pairs. */
  internet(router: string, ranges: readonly string[], pairs: Readonly<Record<string, [Address, Address]>>): this {
    const b = this.at("edge");
    b.domain(internet.domain, {
      name: "internet",
      label: "internet",
      ranges: [],
      cloud: "none",
      region: known("r"),
      account: known("a"),
    });
    b.segment(internet.segment, {
      name: "internet",
      label: "internet",
      domain: internet.domain,
      ranges: [],
      everyoneElse: true,
      listed: false,
    });
    b.node(internet.node, {
      name: "internet",
      label: "internet",
      kind: "internet",
      host: true,
      accepts: {},
      forwards: { nothing: "the internet is no router of ours" },
    });
    b.interface(internet.interface, { node: internet.node, segment: known(internet.segment) });
    b.table(internet.node, { name: "internet", label: "host", kind: "host", node: internet.node });
    b.selector(internet.node, { node: internet.node, table: known(internet.node) });
    this.route(internet.node, "0.0.0.0/0", { through: internet.interface });
    b.segment("link", { name: "link", label: "link", domain: router, ranges: [], listed: false });
    b.interface("edge#router", { node: router, segment: known("link") });
    b.node("edge", {
      name: "edge",
      label: "edge",
      kind: "gateway",
      host: false,
      accepts: { nothing: "an edge" },
      forwards: true,
    });
    b.interface("edge#inside", { node: "edge", segment: known("link") });
    b.interface("edge#outside", { node: "edge", segment: known(internet.segment) });
    b.table("edge", { name: "edge", label: "host", kind: "host", node: "edge" });
    b.selector("edge", { node: "edge", table: known("edge") });
    for (const r of ranges) this.route("edge", r, { to: "edge#router" });
    b.route("edge default", {
      table: known("edge"),
      to: known(everything(4)),
      next: { kind: "connected", through: "edge#outside" },
      preference: 0,
    });
    b.rewrite("edge pairs", {
      kind: "pairs",
      name: "edge",
      label: "edge",
      node: "edge",
      outside: "edge#outside",
      otherwise: { nothing: "has no public address", code: "address.public.none" },
    });
    for (const [owner, [inside, outside]] of Object.entries(pairs)) {
      const p = this.at(`${owner} public`);
      p.pair(owner, { rewrite: "edge pairs", inside, outside, owner });
      p.holding(`${owner} public`, { interface: "edge#outside", address: outside, as: "held" });
    }
    return this;
  }

  model(): Model {
    return this.into.model();
  }
}

export function anyPublic(owner: string): Address {
  return { kind: "assigned", id: `${owner} public`, chooser: "deployment", owner, within: publicSpace, at: [] };
}

export function ask(model: Model, from: string, to: string, traffic = "tcp/80"): Answer {
  const asked = trace(network(model), { from, to, traffic });
  if ("problem" in asked) throw new Error(`${asked.problem} ${asked.candidates.join(" ")}`);
  return asked.answer;
}

/** Verdict, and the names of the elements whose text decided each reason. */
export function told(answer: Answer): string {
  const reasons = answer.reasons.map(
    (r) =>
      `${r.direction} ${r.code} [${[r.origin, ...r.further].map((o) => o.at.map((s) => s.document.path).join("+")).join(" | ")}]`,
  );
  return [answer.verdict, ...reasons].join("\n");
}

export function hops(answer: Answer, direction: "forward" | "back" = "forward"): string {
  return (answer.shown[direction]?.hops ?? []).map((h) => h.node).join(" ");
}

export const twoSegments = () =>
  new Net()
    .router("r", ["10.0.0.0/16"])
    .segment("s1", "r", "10.0.1.0/24", "a")
    .segment("s2", "r", "10.0.2.0/24", "b")
    .host("h1", "s1", "10.0.1.10")
    .host("h2", "s2", "10.0.2.10");
