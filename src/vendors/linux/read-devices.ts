/** `ip -j addr`, also with `-d`: devices and their addresses. */

import { type Ip, prefixCovers, prefixOf } from "../../net/ip.ts";
import { contains } from "../../net/ranges.ts";
import type { Document } from "../../source/document.ts";
import { fieldOf, type Tree } from "../../syntax/tree.ts";
import type { Device, DeviceAddress, DeviceKind, LeftOut } from "./config.ts";
import { linkLocal6, loopbackRanges } from "./facts.ts";
import { addressIn, listIn, numberIn, type Output, outputOf, textIn, wordsIn } from "./output.ts";
import { unsupported } from "./unsupported.ts";

export interface Devices {
  readonly devices: readonly Device[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: Output["findings"];
}

export function readDevices(document: Document): Devices {
  const output = outputOf(document, "ip -j addr");
  const leftOut: LeftOut[] = [];
  const devices = output.entries.flatMap(({ map }) => {
    const name = textIn(map, "ifname");
    if (name === undefined) {
      output.wrong(map, "a device has an `ifname`");
      return [];
    }
    const addresses = listIn(map, "addr_info").flatMap((info) => addressOf(info, output, leftOut));
    const flags = wordsIn(map, "flags");
    const at = fieldOf(map, "ifname")?.at ?? map.at;
    const kind = flags.includes("LOOPBACK")
      ? "loopback"
      : kindOf(name, textIn(fieldOf(map, "linkinfo")?.value, "info_kind"));
    const device = { name, kind, up: flags.includes("UP"), master: textIn(map, "master"), addresses, at };
    // Of loopback only addresses that others can ask for are a reason to speak of it.
    if (addresses.length === 0 && kind !== "loopback") leftOut.push({ what: name, why: unsupported.noAddress, at });
    return [device];
  });
  return { devices, leftOut, findings: output.findings };
}

function addressOf(info: Tree, output: Output, leftOut: LeftOut[]): readonly DeviceAddress[] {
  // `ip` prints an empty object for each address that a filter such as `-4` has left out.
  if (info.kind === "map" && info.entries.length === 0) return [];
  const ip = addressIn(info, "local");
  const length = numberIn(info, "prefixlen");
  if (ip === undefined || length === undefined || length > (typeof ip.value === "number" ? 32 : 128)) {
    output.wrong(info, "an address has `local` and `prefixlen`");
    return [];
  }
  const what = textIn(info, "local") ?? "";
  const why = loops(ip.value) ? unsupported.loopback : isLinkLocal(ip.value) ? unsupported.linkLocal : undefined;
  if (why !== undefined) {
    leftOut.push({ what, why, at: info.at });
    return [];
  }
  // With a peer, `address` is the other end, and the route goes there.
  const network = prefixOf(addressIn(info, "address")?.value ?? ip.value, length);
  return [{ ip, network, noPrefixRoute: textIn(info, "noprefixroute") === "true", at: info.at }];
}

export function loops(ip: Ip): boolean {
  return contains(loopbackRanges, ip);
}

export function isLinkLocal(ip: Ip): boolean {
  return prefixCovers(linkLocal6, { first: ip, length: typeof ip === "number" ? 32 : 128 });
}

const bridges = new Set(["bridge", "veth", "dummy", "ifb"]);
const tunnels = new Set(
  "tun tap wireguard gre gretap ip6gre ip6gretap erspan ipip ip6tnl sit vti vti6 xfrm ppp vxlan geneve bareudp".split(
    " ",
  ),
);

/** `-d` prints the kind; without it the name that programs give their devices must do. */
export function kindOf(name: string, infoKind: string | undefined): DeviceKind {
  if (infoKind !== undefined) return bridges.has(infoKind) ? "bridge" : tunnels.has(infoKind) ? "tunnel" : "card";
  if (name === "lo") return "loopback";
  if (/^(docker|br-[0-9a-f]{6,}|veth|virbr|lxcbr|lxdbr|incusbr|cni|cbr|podman|dummy|ifb)/.test(name)) return "bridge";
  if (
    /^(tun|tap|wg|gre|ipip|sit|vti|xfrm|ipsec|ppp|vxlan|geneve|flannel|tunl|cali|cilium|nebula|tailscale|zt)/.test(name)
  )
    return "tunnel";
  return "card";
}
