/** What is changed: our own scenarios, each whole and each file by itself; and templates of the corpus, where it is. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import type { Texts } from "./questions.suite.ts";

export interface ChangedProject {
  /** `gwlb-distributed`, `gwlb-distributed/web.yml`, `corpus/cloudformation/…`; the name by which a case is kept. */
  readonly name: string;
  readonly texts: () => Texts;
}

const scenarios = resolve(import.meta.dirname, "../../scenarios");

function folderTexts(folder: string): Texts {
  const names = readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** What `ip -j addr` and `ip -j route` print on a host with a bridge. */
const outputs: Texts = {
  "addresses.json": `[{"ifname": "lo", "flags": ["LOOPBACK", "UP"], "operstate": "UNKNOWN", "link_type": "loopback",
  "addr_info": [{"family": "inet", "local": "127.0.0.1", "prefixlen": 8, "scope": "host", "label": "lo"}]},
 {"ifname": "eth0", "flags": ["BROADCAST", "UP", "LOWER_UP"], "mtu": 1500, "operstate": "UP", "link_type": "ether",
  "addr_info": [{"family": "inet", "local": "10.1.0.4", "prefixlen": 24, "scope": "global", "label": "eth0"}]},
 {"ifname": "docker0", "flags": ["NO-CARRIER", "UP"], "operstate": "DOWN", "link_type": "ether",
  "linkinfo": {"info_kind": "bridge"},
  "addr_info": [{"family": "inet", "local": "172.17.0.1", "prefixlen": 16, "scope": "global", "label": "docker0"}]}]
`,
  "routes.json": `[{"dst": "default", "gateway": "10.1.0.1", "dev": "eth0", "protocol": "dhcp", "metric": 100, "flags": []},
 {"dst": "10.1.0.0/24", "dev": "eth0", "protocol": "kernel", "scope": "link", "prefsrc": "10.1.0.4", "flags": []},
 {"dst": "172.17.0.0/16", "dev": "docker0", "protocol": "kernel", "scope": "link", "prefsrc": "172.17.0.1",
  "flags": ["linkdown"]},
 {"type": "blackhole", "dst": "10.9.0.0/16", "flags": []},
 {"dst": "10.8.0.0/16", "flags": [], "nexthops": [{"gateway": "10.1.0.7", "dev": "eth0", "weight": 1, "flags": []},
  {"gateway": "10.1.0.8", "dev": "eth0", "weight": 1, "flags": []}]}]
`,
};

function withOutputs(): Texts {
  const texts = folderTexts(join(scenarios, "azure-small"));
  const project = texts["tieline.yaml"] ?? "";
  const told = "cloud-manager: { addresses: addresses.json, routes: routes.json }";
  return { ...texts, ...outputs, "tieline.yaml": project.replace("cloud-manager: { docker: true }", told) };
}

/** The small ones first: most cases are made of them. */
export const ownFiles: readonly ChangedProject[] = readdirSync(scenarios).flatMap((scenario) =>
  Object.entries(folderTexts(join(scenarios, scenario)))
    .filter(([name]) => name !== "tieline.yaml")
    .map(([name, text]) => ({ name: `${scenario}/${name}`, texts: () => ({ [name]: text }) })),
);

export const ownProjects: readonly ChangedProject[] = [
  ...readdirSync(scenarios).map((name) => ({ name, texts: () => folderTexts(join(scenarios, name)) })),
  { name: "azure-small-with-outputs", texts: withOutputs },
];

/** Templates of real networks no larger than that. */
export function corpusFiles(corpus: string, folders: readonly string[], mostBytes: number): readonly ChangedProject[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).map((n) => [folder, n]),
    )
    .map((parts) => join(corpus, ...parts))
    .filter((path) => /\.(?:ya?ml|json|template|txt)$/.test(path) && statSync(path).isFile())
    .filter((path) => statSync(path).size <= mostBytes)
    .sort()
    .map((path) => ({
      name: `corpus/${relative(corpus, path)}`,
      texts: () => ({ [basename(path)]: readFileSync(path, "utf8") }),
    }));
}

/** The project of a kept case; undefined when it is of a corpus that is not here. */
export function projectNamed(name: string, corpus: string | undefined): ChangedProject | undefined {
  const own = [...ownFiles, ...ownProjects].find((project) => project.name === name);
  if (own !== undefined || corpus === undefined) return own;
  const path = join(corpus, name.replace(/^corpus\//, ""));
  return { name, texts: () => ({ [basename(path)]: readFileSync(path, "utf8") }) };
}
