/**
 * How resources are called within their stack. In Azure a name is unique among things of one type only, and templates do
 * call a machine and its rule list alike: then the machine keeps the plain name, since it is what people ask about, and
 * the others get their type in front of it.
 */

export interface Called {
  readonly type: string;
  readonly name: string;
  readonly path: string;
}

export function namesOf<C extends Called>(resources: readonly C[]): ReadonlyMap<C, string> {
  const paths = new Map<string, string>();
  const taken = new Set<string>();
  for (const { type, name, path } of [...resources].sort((a, b) => rank(a) - rank(b))) {
    if (paths.has(path.toLowerCase())) continue;
    const qualified = `${type.split("/").slice(1).join("/")}/${name}`;
    const free = [name, qualified, path].find((word) => !taken.has(word.toLowerCase())) ?? path;
    taken.add(free.toLowerCase());
    paths.set(path.toLowerCase(), free);
  }
  return new Map(resources.map((resource) => [resource, paths.get(resource.path.toLowerCase()) ?? resource.name]));
}

function rank({ type }: Called): number {
  if (/^Microsoft\.Compute\/virtualMachines$/i.test(type)) return 0;
  return /^Microsoft\.Resources\//i.test(type) ? 2 : 1;
}
