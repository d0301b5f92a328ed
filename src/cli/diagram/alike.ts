/** Things that would be drawn alike, as one box with a count; and the arrows between boxes. */

import type { PictureArrow, PictureNode, PictureReport, PositionReport } from "../../api/index.ts";
import type { Arrow, Line } from "./scene.ts";

export interface Group {
  readonly id: string;
  readonly members: readonly PictureNode[];
}

/** Same place, same kind, same arrows to the same others. */
export function groupsOf({ nodes, arrows }: PictureReport): readonly Group[] {
  const touching = new Map<string, string[]>();
  const note = (id: string, text: string) => touching.set(id, [...(touching.get(id) ?? []), text]);
  for (const { from, to, course } of arrows) {
    note(from, `${course} to ${to}`);
    note(to, `${course} from ${from}`);
  }
  const groups = new Map<string, PictureNode[]>();
  for (const node of nodes) {
    const { id, role, kind, zone, subnet, network, publicAddresses } = node;
    const own = [...(touching.get(id) ?? [])].sort();
    // A thing that others' arrows lead to is seldom like another; hosts, appliances and endpoints are.
    const alone = subnet === null || role === "balancer" || role === "gateway" || role === "translator";
    const what = alone ? [id] : [role, kind, zone, subnet, network, publicAddresses.length > 0, own];
    const key = JSON.stringify(what);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()].flatMap((members) => {
    const sorted = [...members].sort((a, b) => compare(a.name, b.name));
    const [first] = sorted;
    return first === undefined ? [] : [{ id: first.id, members: sorted }];
  });
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What has no name comes after all that have one. */
export function last(a: string | null, b: string | null): number {
  return a === null ? (b === null ? 0 : 1) : b === null ? -1 : compare(a, b);
}

/** `boxOf` gives the box in which an end is drawn; arrows of which an end is not drawn are left out. */
export function arrowsBetween(
  arrows: readonly PictureArrow[],
  boxOf: (id: string) => string | undefined,
  nameOf: (id: string) => string,
): readonly Arrow[] {
  const between = new Map<
    string,
    { from: string; to: string; courses: Set<PictureArrow["course"]>; at: Set<string> }
  >();
  for (const { from, to, course, at } of arrows) {
    const [a, b] = [boxOf(from), boxOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = `${a} ${b}`;
    const same = between.get(key) ?? { from: a, to: b, courses: new Set(), at: new Set() };
    same.courses.add(course);
    for (const place of at) same.at.add(placeText(place));
    between.set(key, same);
  }
  const drawn: Arrow[] = [];
  for (const { from, to, courses, at } of between.values()) {
    const back = between.get(`${to} ${from}`);
    const add = (line: Line, places: Iterable<string>) => {
      const lines = [...new Set(places)].slice(0, 8);
      drawn.push({ from, to, line, hover: [`${nameOf(from)} to ${nameOf(to)}`, ...lines].join("\n") });
    };
    const returns = courses.has("in") && back?.courses.has("out") === true;
    if (returns) add("both", [...at, ...(back?.at ?? [])]);
    else if (courses.has("in")) add("in", at);
    else if (courses.has("lost")) add("lost", at);
    if (courses.has("out") && back?.courses.has("in") !== true) add("out", at);
    for (const line of ["inspected", "session"] as const) if (courses.has(line)) add(line, at);
    const ways = [...courses, ...(back?.courses ?? [])].some((c) => c !== "joined" && c !== "leads");
    if (courses.has("leads") && !ways) add("leads", at);
    else if (courses.has("joined") && !ways && (back === undefined || from < to)) add("joined", at);
  }
  return drawn;
}

export function placeText({ file, line, endLine }: PositionReport): string {
  return endLine > line ? `${file}:${line}-${endLine}` : `${file}:${line}`;
}
