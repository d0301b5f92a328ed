/**
 * What a listener, or a rule of it, does with a request: forward it to target groups, or answer it by itself. Which
 * action serves depends on the request's content, so any of them may.
 */

import { block, many, number, reference, word } from "../../../contract/property.ts";
import { type Forward, targetGroup, type TargetGroupFacts } from "./terms.ts";

const weighted = block("TargetGroups", {
  group: reference("TargetGroupArn", targetGroup),
  weight: number("Weight"),
});

export const actions = (spelling: string) =>
  many(
    block(spelling, {
      type: word("Type"),
      group: reference("TargetGroupArn", targetGroup),
      forward: block("ForwardConfig", { groups: many(weighted) }),
    }),
  );

type Actions = ReturnType<ReturnType<typeof actions>["read"]>;

/** A group of weight 0 gets nothing; one that is named twice counts once, and the first place that names it stands. */
export function forwardsOf(list: Actions): readonly Forward[] {
  return distinct(
    list.flatMap((action) => [
      ...(action.group === undefined ? [] : [{ group: action.group, weight: undefined, at: action.at }]),
      ...(action.forward?.groups ?? []).flatMap(({ group, weight, at }) =>
        group === undefined || (weight?.kind === "known" && weight.value === 0) ? [] : [{ group, weight, at }],
      ),
    ]),
  );
}

export function distinct(forwards: readonly Forward[]): readonly Forward[] {
  const seen = new Map<string, Forward>();
  for (const forward of forwards) {
    const { to, name } = forward.group;
    const key = to.kind === "known" ? to.value : `?${name}`;
    if (!seen.has(key)) seen.set(key, forward);
  }
  return [...seen.values()];
}

const answers: Readonly<Record<string, string>> = {
  redirect: "redirects",
  "fixed-response": "answers with fixed text",
};

/** How the balancer serves requests by itself, if an action says so. */
export function answersOf(list: Actions): string | undefined {
  for (const { type } of list) {
    const answer = type?.kind === "known" ? answers[type.value.toLowerCase()] : undefined;
    if (answer !== undefined) return answer;
  }
  return forwardsOf(list).some(({ group }) => isFunctions(group.facts)) ? "calls a function" : undefined;
}

/** A function is called by the service's interface: no packet of the network goes to it. */
function isFunctions({ targetType }: TargetGroupFacts): boolean {
  return targetType.kind === "known" && targetType.value === "lambda";
}
