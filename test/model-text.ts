// A model as short text, one line an element, for goldens that people can read.
import type { Gate, Model, Next } from "../src/model/model.ts";
import { printIp, printPrefix } from "../src/net/ip.ts";
import { prefixesOf } from "../src/net/ranges.ts";
import type { Address, Value } from "../src/value/value.ts";

type Print<T> = (value: T) => string;

function valueText<T>(value: Value<T>, print: Print<T>): string {
  return value.kind === "known" ? print(value.value) : `?${value.code}`;
}

function addressText(address: Address): string {
  if (address.kind === "known") return printIp(address.value);
  if (address.kind === "unknown") return `?${address.code}`;
  const [range] = prefixesOf(address.within);
  return `one from ${range === undefined ? "nothing" : printIp(range.first)} of ${address.owner}`;
}

function nextText(next: Next): string {
  switch (next.kind) {
    case "connected":
      return next.through === undefined ? "connected" : `connected through ${next.through}`;
    case "interface":
      return next.interface;
    case "gateway":
      return `whoever holds ${addressText(next.address)}`;
    case "choice":
      return `one of ${next.balance}`;
    case "nowhere":
      return `nowhere: ${next.why}`;
    case "unknown":
      return `?${next.code}`;
  }
}

const gates = (list: readonly Gate[]): string =>
  list.map((g) => g.filters.map((f) => valueText(f, String)).join("|")).join(" then ");

export function modelText(model: Model): string {
  const lines: string[] = [];
  const say = (text: string) => lines.push(text);
  const doubt = (e: { readonly doubt?: { readonly code: string } }) =>
    e.doubt === undefined ? "" : `  (${e.doubt.code})`;
  for (const s of model.segments.values()) {
    if (s.key !== "internet")
      say(`segment ${s.key} ${s.ranges.map((r) => valueText(r, printPrefix)).join(" ")}${doubt(s)}`);
  }
  for (const n of model.nodes.values()) if (n.key !== "internet") say(`node ${n.key} ${n.kind}${doubt(n)}`);
  for (const i of model.interfaces.values()) {
    if (i.key === "internet") continue;
    const [inward, outward] = [gates(i.in), gates(i.out)];
    const filters = `${inward === "" ? "" : ` in ${inward}`}${outward === "" ? "" : ` out ${outward}`}`;
    say(`interface ${i.key} of ${i.node} on ${valueText(i.segment, String)}${filters}${doubt(i)}`);
  }
  for (const h of model.holdings) say(`address ${addressText(h.address)} ${h.as} ${h.interface}${doubt(h)}`);
  for (const s of model.selectors) {
    if (s.node !== "internet")
      say(`selector ${s.node} ${s.arriving ?? "any"}: ${valueText(s.table, String)}${doubt(s)}`);
  }
  for (const r of model.routes) {
    if (r.key.startsWith("internet")) continue;
    const to = r.to.kind === "named" ? r.to.name : valueText(r.to, printPrefix);
    say(`route ${valueText(r.table, String)}: ${to} -> ${nextText(r.next)}${doubt(r)}`);
  }
  for (const p of model.pairs) say(`pair ${addressText(p.inside)} = ${addressText(p.outside)} (${p.owner})${doubt(p)}`);
  return lines.map((line) => line.trimEnd()).join("\n");
}
