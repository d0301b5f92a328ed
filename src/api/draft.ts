/** What `init --from` writes down about every file that was recognised, and what somebody has to add. */

import { formats } from "../formats/formats.ts";
import type { DraftInput } from "../project/draft.ts";
import type { ProjectInput } from "../project/project.ts";
import { parameterMissing } from "../read/rules.ts";
import type { Loaded } from "./engine.ts";

export function draftOf(loaded: Loaded): readonly DraftInput[] {
  const { project } = loaded;
  return loaded.inputs.flatMap((input) => {
    const format = formats.find((candidate) => candidate.detect(input.document));
    if (format === undefined) return [];
    return [
      {
        format: format.name,
        path: project.pathOf(input.document),
        scope: input.scope,
        region: regionOf(input, loaded),
        parameters: missingOf(input, loaded),
      },
    ];
  });
}

/** The region that the text itself settles. */
function regionOf({ scope }: ProjectInput, { model }: Loaded): string | undefined {
  const own = [...model.domains.values()].filter(({ name }) => name.startsWith(`${scope}/`));
  const regions = new Set(own.flatMap(({ region }) => (region.kind === "known" ? [region.value] : [])));
  const [region] = regions;
  return regions.size === 1 ? region : undefined;
}

/** Only what the network depends on: a key pair's name can stay away. */
function missingOf({ scope }: ProjectInput, { findings }: Loaded): DraftInput["parameters"] {
  const missing = findings.filter(
    ({ code, resource }) => code === parameterMissing.code && resource?.startsWith(`${scope}/`),
  );
  const names = new Set(missing.map(({ resource }) => (resource ?? "").slice(scope.length + 1)));
  return [...names].map((name) => ({ name, why: "it has no default, and the network depends on it" }));
}
