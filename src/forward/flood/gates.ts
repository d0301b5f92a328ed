/** Gates: one filter of each must permit; answers of what passed a gate with memory pass its twin. */

import type { Filter, Gate, Rule } from "../../model/model.ts";
import type { World } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { type Course, refused, seen, undecided } from "./course.ts";
import { answerTo, type Flow, headerKey, remember, wholePast } from "./flow.ts";
import type { HeaderSet } from "./headers.ts";
import { matchRule } from "./match.ts";
import { alternatives, parts, type Result } from "./result.ts";

/** Packets about which a list says one thing, and the rule that said it. */
interface Ruling {
  readonly set: HeaderSet;
  readonly verdict: "permit" | "deny" | Unknown;
  readonly by: Rule | undefined;
  readonly filter: Filter;
}

/** In one world, about each packet one ruling. */
interface Ruled {
  readonly world: World;
  readonly rulings: readonly Ruling[];
}

export function passGates(on: Course, flow: Flow, gates: readonly Gate[], next: (flow: Flow) => Result): Result {
  const [gate, ...others] = gates;
  if (gate === undefined) return next(flow);
  const { memory } = gate;
  const onwards = (f: Flow) => passGates(on, f, others, next);
  // What did not come by itself has met no gate on the way; whether its answer is known there cannot be said.
  if (flow.reply && memory !== undefined && (flow.lost || passedBefore(flow, memory))) return onwards(flow);
  if (flow.reply && gate.seenOnly === true) {
    const message = `\`${flow.node.name}\` refuses an answer whose session it has not seen begin`;
    return refused(on, flow, { code: "gate.session.none", message, origin: gate.origin }, onwards);
  }
  const ruled = ruleGate(on, gate, flow);
  return alternatives(
    on.headers,
    ruled.map(({ world, rulings }) => passed(on, { ...flow, world }, gate, rulings, onwards)),
  );
}

function passedBefore(flow: Flow, memory: string): boolean {
  const wanted = headerKey(answerTo(flow.now));
  for (const event of wholePast(flow)) {
    if (event.kind === "passed" && event.memory === memory && headerKey(event.header) === wanted) return true;
  }
  return false;
}

function passed(
  on: Course,
  flow: Flow,
  gate: Gate,
  rulings: readonly Ruling[],
  onwards: (flow: Flow) => Result,
): Result {
  const { headers } = on;
  const results: Result[] = [];
  const { memory } = gate;
  const remembered = (f: Flow) =>
    onwards(memory === undefined ? f : remember(f, { kind: "passed", memory, header: flow.now }));
  const permits = rulings.filter((r) => r.verdict === "permit");
  if (permits.length > 0) {
    const first = headers.or(permits.map((r) => r.set));
    const shown = permits.reduce((f, { by, filter }) => {
      return by === undefined || by.origin.implied !== undefined ? f : seen(f, filter.name, filter.kind, by.origin);
    }, flow);
    results.push(remembered({ ...shown, first }));
  }
  for (const { set, verdict, by, filter } of rulings) {
    const here = { ...flow, first: set };
    if (verdict === "deny") results.push(refused(on, here, denial(on, gate, by, filter), remembered));
    else if (verdict !== "permit") {
      const { code, why, at, wanted } = verdict;
      results.push(
        undecided(on, here, {
          code,
          message: `whether \`${filter.name}\` permits it: ${why}`,
          node: filter.name,
          origin: by?.origin ?? { at },
          ...(wanted === undefined ? {} : { wouldMakeItKnown: wanted }),
        }),
      );
    }
  }
  return parts(headers, results);
}

function denial(on: Course, gate: Gate, by: Rule | undefined, filter: Filter) {
  const names = [...new Set(on.net.filtersOf(gate).flatMap((f) => (isUnknown(f) ? [] : [f.name])))];
  const said = names.map((n) => `\`${n}\``).join(", ");
  return by !== undefined && by.action.kind === "known" && by.action.value === "deny"
    ? {
        code: "filter.rule.denies",
        message: `${filter.label} \`${filter.name}\` denies it`,
        node: filter.name,
        origin: by.origin,
      }
    : {
        code: "filter.rule.none",
        message: `no rule of ${filter.label} ${said} permits it ${gate.word ?? `${gate.direction}wards`}`,
        node: filter.name,
        origin: filter.origin,
      };
}

/** The first filter that permits decides; denied only where every one denies, unknown where one of them might not. */
function ruleGate(on: Course, gate: Gate, flow: Flow): readonly Ruled[] {
  const { headers } = on;
  let missing: Unknown | undefined = gate.doubt;
  let states: readonly { world: World; permits: readonly Ruling[]; open: readonly Ruling[]; untold: HeaderSet }[] = [
    { world: flow.world, permits: [], open: [], untold: flow.first },
  ];
  for (const filter of on.net.filtersOf(gate)) {
    if (isUnknown(filter)) {
      missing = filter;
      continue;
    }
    states = states.flatMap((state) => {
      const left = headers.or([...state.open.map((r) => r.set), state.untold]);
      return ruleFilter(on, filter, { ...flow, world: state.world, first: left }).map(({ world, rulings }) => {
        const permits = [...state.permits, ...rulings.filter((r) => r.verdict === "permit")];
        const open = rulings.flatMap((r): readonly Ruling[] =>
          r.verdict === "permit" ? [] : r.verdict === "deny" ? remaining(on, r, state.open) : [r],
        );
        return { world, permits, open, untold: headers.none };
      });
    });
  }
  const because = missing;
  return states.map(({ world, permits, open, untold }) => {
    const rest: readonly Ruling[] = headers.isNone(untold) ? open : [...open, blank(gate, flow, untold)];
    const rulings = because === undefined ? rest : rest.map((r) => ({ ...r, verdict: because, by: undefined }));
    return { world, rulings: [...permits, ...rulings] };
  });
}

/** Where an earlier filter might have permitted, a later one's denial leaves it unknown. */
function remaining(on: Course, ruling: Ruling, earlier: readonly Ruling[]): readonly Ruling[] {
  const { headers } = on;
  const kept = earlier.flatMap((e): readonly Ruling[] => {
    const set = headers.and(e.set, ruling.set);
    return e.verdict === "deny" || headers.isNone(set) ? [] : [{ ...e, set }];
  });
  const set = headers.minus(ruling.set, headers.or(kept.map((r) => r.set)));
  return headers.isNone(set) ? kept : [...kept, { ...ruling, set }];
}

function blank(gate: Gate, flow: Flow, set: HeaderSet): Ruling {
  const { key, origin } = gate;
  const name = flow.node.name;
  const filter: Filter = { key, origin, name, label: "rule list", kind: "filter", rules: [], otherwise: "deny" };
  return { set, verdict: "deny", by: undefined, filter };
}

function ruleFilter(on: Course, filter: Filter, flow: Flow, from = 0): readonly Ruled[] {
  const { headers, net } = on;
  let states: readonly { world: World; rulings: readonly Ruling[]; open: HeaderSet }[] = [
    { world: flow.world, rulings: [], open: flow.first },
  ];
  for (let i = from; i < filter.rules.length; i++) {
    const by = filter.rules[i] as Rule;
    if (states.every((s) => headers.isNone(s.open))) break;
    states = states.flatMap((state) => {
      if (headers.isNone(state.open)) return [state];
      return matchRule({ net, headers, flow }, by, state.open, state.world).flatMap((matched) => {
        const sure = matched.live.filter((l) => l.maybe === undefined).map((l) => l.set);
        const set = headers.or(sure);
        const own: readonly Ruling[] = headers.isNone(set) ? [] : [{ set, verdict: actionOf(by), by, filter }];
        let worlds: readonly Ruled[] = [{ world: matched.world, rulings: [...state.rulings, ...own] }];
        for (const { set: unsure, maybe } of matched.live) {
          if (maybe === undefined) continue;
          worlds = worlds.flatMap((w) =>
            perhaps(on, filter, { ...flow, world: w.world, first: unsure }, i, by, maybe).map((next) => ({
              world: next.world,
              rulings: [...w.rulings, ...next.rulings],
            })),
          );
        }
        return worlds.map((w) => ({ ...w, open: matched.no }));
      });
    });
  }
  return states.map(({ world, rulings, open }) => ({
    world,
    rulings: headers.isNone(open)
      ? rulings
      : [...rulings, { set: open, verdict: filter.otherwise, by: undefined, filter }],
  }));
}

/** A rule that only may match changes nothing where the rest of the list says the same. */
function perhaps(on: Course, filter: Filter, flow: Flow, at: number, by: Rule, maybe: Unknown): readonly Ruled[] {
  return ruleFilter(on, filter, flow, at + 1).map(({ world, rulings }) => ({
    world,
    rulings: rulings.map((r) => (r.verdict === actionOf(by) ? r : { ...r, verdict: maybe, by })),
  }));
}

function actionOf(by: Rule): Ruling["verdict"] {
  return by.action.kind === "known" ? by.action.value : by.action;
}
