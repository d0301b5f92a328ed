/** What the user says of inspectors, as a function from model to model; units need not know of it. */

import type { Inspect, Model } from "../model/model.ts";

export function assumeInspectors(model: Model, mode: Inspect["mode"]): Model {
  const nodes = new Map(
    [...model.nodes].map(([key, node]) => [
      key,
      node.inspect === undefined ? node : { ...node, inspect: { ...node.inspect, mode } },
    ]),
  );
  return { ...model, nodes };
}
