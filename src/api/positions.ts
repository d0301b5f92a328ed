/** Places as reports carry them. */

import type { Finding, Place } from "../finding/finding.ts";
import type { Origin } from "../model/model.ts";
import { locate, type Span } from "../source/document.ts";
import type { FindingReport, PositionReport } from "./report.ts";

type Words = Omit<Place, "span">;

export function positionOf(span: Span, { label, implied }: Words = {}): PositionReport {
  return {
    file: span.document.path,
    ...locate(span),
    ...(label === undefined ? {} : { label }),
    ...(implied === undefined ? {} : { implied }),
  };
}

/** In the order in which they decided; what stands there twice is said once. */
export function positionsOf(places: Origin | readonly (Place | Span)[]): readonly PositionReport[] {
  return isOrigin(places) ? originPositions(places) : placesOf(places);
}

/** Lists have an `at` too, so the two are told apart by what a list is. */
function isOrigin(places: Origin | readonly (Place | Span)[]): places is Origin {
  return !Array.isArray(places);
}

function originPositions({ at, implied }: Origin): readonly PositionReport[] {
  return distinct(at.map((span) => positionOf(span, implied === undefined ? {} : { implied })));
}

export function placesOf(places: readonly (Place | Span)[]): readonly PositionReport[] {
  return distinct(places.map(placed));
}

function distinct(positions: readonly PositionReport[]): readonly PositionReport[] {
  return [...new Map(positions.map((position) => [JSON.stringify(position), position])).values()];
}

function placed(place: Place | Span): PositionReport {
  return "span" in place ? positionOf(place.span, place) : positionOf(place);
}

export function findingReport({ code, severity, message, fix, resource, at }: Finding): FindingReport {
  return { code, severity, message, ...(fix === undefined ? {} : { fix }), resource, at: placesOf(at) };
}
