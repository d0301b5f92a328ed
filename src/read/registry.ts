/** Which kind reads a thing of some type in some format, and which kinds are written inside it. */

import type { AnyKind, Spelled } from "../contract/kind.ts";

export interface Own {
  readonly kind: AnyKind;
  readonly given: Readonly<Record<string, string>>;
}

export interface Inside extends Own {
  readonly path: string;
  /** The property of the inner thing that refers to the outer one. */
  readonly parent: string;
  /** The property that names the inner thing, where there is one. */
  readonly named?: string;
}

export interface Registry {
  kindOf(format: string, type: string): Own | undefined;
  /** Kinds whose things are written inside a thing of that type. */
  insideOf(format: string, type: string): readonly Inside[];
}

/** Types are compared without case, as Azure's are written either way. */
export function registry(kinds: readonly AnyKind[]): Registry {
  const own = new Map<string, Own>();
  const inside = new Map<string, Inside[]>();
  const id = (format: string, type: string) => `${format} ${type.toLowerCase()}`;
  for (const kind of kinds) {
    for (const [format, spelled] of Object.entries(kind.spelled)) {
      const forms: readonly Spelled[] = "length" in spelled ? spelled : [spelled];
      for (const form of forms) {
        const given = form.given ?? {};
        if ("type" in form) {
          const before = own.get(id(format, form.type));
          if (before !== undefined) throw new Error(`${form.type} is read by ${before.kind.label} and ${kind.label}`);
          own.set(id(format, form.type), { kind, given });
        } else {
          const { path, parent, named } = form;
          const list = inside.get(id(format, form.inside)) ?? [];
          inside.set(id(format, form.inside), [
            ...list,
            { kind, path, parent, given, ...(named === undefined ? {} : { named }) },
          ]);
        }
      }
    }
  }
  return {
    kindOf: (format, type) => own.get(id(format, type)),
    insideOf: (format, type) => inside.get(id(format, type)) ?? [],
  };
}
