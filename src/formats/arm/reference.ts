/**
 * `reference('name or id')` is what a resource is after deployment. What its own template says of it is known; the rest
 * (`ipAddress`, `ipConfigurations[0].properties.privateIPAddress`) is a symbol: an attribute of that resource.
 */

import { type Datum, literal, symbolOf, text } from "../../value/datum.ts";
import { isUnknown, unknown } from "../../value/value.ts";
import type { CallSite, Fn } from "../evaluate/evaluator.ts";
import { partsOf } from "../evaluate/texts.ts";
import { compile } from "./compile.ts";
import { idIn } from "./ids.ts";
import { propertyOf, stepInto } from "./list-functions.ts";
import type { Declared, Stack } from "./stack.ts";
import { member } from "./template.ts";
import { unsure } from "./text-functions.ts";

export function referenceFunctions(stack: Stack): Readonly<Record<string, Fn>> {
  return {
    reference: (call) => reference(call, stack),
    references: ({ at }) => unknown("value.text.assigned", "what a loop has deployed is not read", [at]),
    ".": (call) => access(call, stack),
  };
}

function reference(call: CallSite, stack: Stack): Datum {
  const named = call.value(0);
  const id = idIn(partsOf(named));
  const word = literal(named);
  const found = id === undefined ? undefined : stack.find(id.path);
  if (found !== undefined && found.rest !== "") {
    const inside = innerOf(stack.propertiesOf(found.resource), found.rest);
    if (inside !== undefined) return inside;
  }
  const resource = found?.rest === "" ? found.resource : word === undefined ? undefined : stack.named(word);
  if (resource !== undefined) return text([{ kind: "symbol", thing: stack.keyOf(resource), at: [] }], [call.at]);
  if (isUnknown(named)) return named;
  if (id === undefined && word === undefined) return unsure(call, 0);
  const why = `what \`${id?.path ?? word}\` is after deployment is not known`;
  return unknown("reference.resource.elsewhere", why, [call.at], "the template that deploys it");
}

/** What is written inside a resource: `/subnets/app`. */
function innerOf(properties: Datum, rest: string): Datum | undefined {
  let here: Datum | undefined = properties;
  const [, ...words] = rest.split("/");
  for (let i = 0; i + 1 < words.length; i += 2) {
    const list: Datum | undefined = here?.kind === "map" ? propertyOf(here, words[i] ?? "") : undefined;
    if (list?.kind !== "list") return undefined;
    const name = words[i + 1]?.toLowerCase();
    here = list.items.find((item) => {
      const own = item.kind === "map" ? propertyOf(item, "name") : undefined;
      return own !== undefined && literal(own)?.toLowerCase() === name;
    });
  }
  return here;
}

/** A step further into a value; of a resource, what its template says at the end of the way. */
function access(call: CallSite, stack: Stack): Datum {
  const whole = call.value(0);
  const step = stepInto(whole, call);
  const symbol = symbolOf(step);
  if (symbol?.attribute === undefined || symbolOf(whole) === undefined) return step;
  const resource = stack.byKey(symbol.thing);
  if (resource === undefined) return step;
  const path = symbol.attribute.split(/[.[\]]+/).filter((word) => word !== "" && word.toLowerCase() !== "properties");
  const [first = "", name = "", value = ""] = path.map((word) => word.toLowerCase());
  if (first === "outputs" && resource.inner !== undefined) {
    return value === "value" ? outputOf(resource, name, call, stack) : step;
  }
  const said = follow(stack.propertiesOf(resource), path);
  return said?.kind === "text" ? said : step;
}

function outputOf(resource: Declared, name: string, call: CallSite, { run }: Stack): Datum {
  const frame = resource.inner;
  const value = member(frame?.body.outputs.get(name)?.value, "value")?.value;
  if (frame !== undefined && value !== undefined) return run.evaluate(compile(value), frame, resource.locals);
  return unknown("reference.output.missing", `\`${resource.name}\` has no output \`${name}\``, [call.at]);
}

function follow(datum: Datum, path: readonly string[]): Datum | undefined {
  let here: Datum | undefined = datum;
  for (const step of path) {
    if (here?.kind === "map") here = propertyOf(here, step);
    else if (here?.kind === "list") here = here.items[Number(step)];
    else return undefined;
  }
  return here;
}
