// Pictures to draw: of folders that are read, and of networks that nobody built.
import fc from "fast-check";
import type { PictureArrow, PictureNode, PictureReport } from "../../api/index.ts";
import { open, picture } from "../../api/index.ts";
import { mostNetworks } from "./compose.ts";

export async function pictureOf(folder: string): Promise<PictureReport> {
  const session = await open({ paths: [folder], cwd: folder });
  if ("error" in session) throw new Error(session.error.message);
  return picture(session, mostNetworks);
}

const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    "web",
    "InternetGateway",
    "서울-방화벽-프라이빗-서브넷",
    "北京/安全网关",
    "a very long name of a thing with words",
  ),
  fc.constantFrom("<b>&\"'", "]]>", "end", "x\u0007y\u202Ez", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"),
);

const roles = ["gateway", "translator", "balancer", "endpoint", "inspector", "host"] as const;
const courses = ["in", "lost", "out", "session", "inspected", "leads", "joined"] as const;

/** Anything goes: things without a place, arrows from everywhere to everywhere. */
export const pictures: fc.Arbitrary<PictureReport> = fc
  .record({
    networks: fc.array(fc.record({ name: names, region: fc.constantFrom("r1", "r2", null), subnets: fc.nat(5) }), {
      maxLength: 5,
    }),
    zones: fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 1, maxLength: 4 }),
    nodes: fc.array(fc.record({ name: names, role: fc.constantFrom(...roles), at: fc.nat(40), open: fc.boolean() }), {
      maxLength: 24,
    }),
    arrows: fc.array(fc.record({ from: fc.nat(60), to: fc.nat(60), course: fc.constantFrom(...courses) }), {
      maxLength: 30,
    }),
  })
  .map(({ networks, zones, nodes, arrows }) => {
    const at = [{ file: "a.yml", line: 1, column: 1, endLine: 2, endColumn: 1 }];
    const drawnNetworks = networks.map(({ name, region }, i) => {
      return { id: `network ${i}`, name, label: "network", prefixes: [`10.${i}.0.0/16`], region, account: null, at };
    });
    const subnets = networks.flatMap(({ name, subnets: n }, i) =>
      Array.from({ length: n }, (_, k) => ({
        id: `subnet ${i} ${k}`,
        network: `network ${i}`,
        name: `${name}/${k}`,
        prefixes: [`10.${i}.${k}.0/24`],
        zone: zones[k % zones.length] ?? null,
        label: (["public", "private", "isolated", "unknown"] as const)[k % 4] ?? "unknown",
        via: null,
        publicAddresses: [],
        at,
      })),
    );
    const drawnNodes = nodes.map(({ name, role, at: where, open: shown }, i): PictureNode => {
      const subnet = subnets[where];
      const network = subnet?.network ?? drawnNetworks[where % 7]?.id ?? null;
      const zone = subnet === undefined ? (zones[where % 5] ?? null) : subnet.zone;
      const publicAddresses = shown ? ["203.0.113.9"] : [];
      const place = { subnet: subnet?.id ?? null, network, zone };
      return { id: `node ${i}`, name, role, kind: role, ...place, addresses: [`10.0.0.${i}`], publicAddresses, at };
    });
    const world: PictureNode = {
      id: "node internet",
      name: "internet",
      role: "internet",
      kind: "internet",
      zone: null,
      subnet: null,
      network: null,
      addresses: [],
      publicAddresses: [],
      at: [],
    };
    const all = [world, ...drawnNodes];
    const ends = [...all, ...drawnNetworks].map(({ id }) => id);
    const between = arrows.flatMap(({ from, to, course }): readonly PictureArrow[] => {
      const [a, b] = [
        all[from % all.length]?.id,
        course === "joined" ? ends[to % ends.length] : all[to % all.length]?.id,
      ];
      return a === undefined || b === undefined ? [] : [{ from: a, to: b, course, at }];
    });
    const read = { projectFile: null, inputs: [{ file: "a.yml", stack: "a" }] };
    const rest = { followed: true, notModelled: [], read };
    return { networks: drawnNetworks, subnets, nodes: all, arrows: between, ...rest };
  });
