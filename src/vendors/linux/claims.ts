/** What is said of Linux and Docker here, and how it is known. */

import type { Claim } from "../../contract/kind.ts";

const manual = (page: string) => ({ documented: `https://man7.org/linux/man-pages/man8/${page}.8.html` });
const dockerNetworking = { documented: "https://docs.docker.com/engine/network/#subnet-allocation" };
const measured = {
  measured:
    "iproute2 6.1.0 in a network namespace with bridges, a veth pair and routes of every type; see README.md and cases/",
};

export const claims: readonly Claim[] = [
  {
    text: "without configuration Docker's bridge networks are taken from 172.17.0.0/16 to 172.31.0.0/16, then from 192.168.0.0/16 in pieces of /20",
    evidence: dockerNetworking,
  },
  { text: "Docker avoids prefixes that are in use on the host when it takes a network", evidence: dockerNetworking },
  {
    text: "the default bridge docker0 takes the first network and has its first address",
    evidence: { documented: "https://docs.docker.com/engine/network/drivers/bridge/" },
  },
  {
    text: "a Docker host has the default bridge and nothing else of Docker's",
    evidence: { assumed: "the project file says only that Docker runs; `ip -j addr` shows what there is" },
  },
  { text: "among routes to the same prefix the one with the lowest metric is used", evidence: manual("ip-route") },
  { text: "blackhole drops in silence, unreachable and prohibit answer with an error", evidence: manual("ip-route") },
  {
    text: "a throw route ends the lookup in its table, and without further rules the destination is unreachable",
    evidence: manual("ip-route"),
  },
  { text: "`ip -j route` prints IPv4 routes of the main table only", evidence: measured },
  { text: "a device that is down keeps its addresses and has no routes", evidence: measured },
  { text: "an IPv4 route without a metric prints none and has 0", evidence: measured },
  {
    text: "a route with the flag linkdown is used",
    evidence: { documented: "https://docs.kernel.org/networking/ip-sysctl.html" },
  },
  {
    text: "the main table decides what a host sends",
    evidence: { assumed: "`ip rule` is not read; the rules of a fresh system look only into the main table" },
  },
  {
    text: "nothing in the host passes on packets between its bridges and its network cards",
    evidence: { assumed: "what containers send is not asked about, and their addresses are translated on the way out" },
  },
];
