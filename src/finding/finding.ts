/**
 * What a finding is: typed data with a stable code, one or more places (the second is the other side), words made once
 * from the data. Each unit declares its own rules; `api/` collects them into the catalogue.
 */

import type { Span } from "../source/document.ts";

/** error = will not work as written · warning = works, not as meant · note. */
export type Severity = "error" | "warning" | "note";

/** A place that decided, or the line it follows from and why (`implied`) when no line says it. */
export interface Place {
  readonly span: Span;
  /** A few words under the carets, when there is more than one place. */
  readonly label?: string;
  readonly implied?: string;
}

export interface Words {
  /** Lower case, no full stop, the user's own text in backticks. */
  readonly message: string;
  readonly fix?: string;
}

export interface Finding extends Words {
  /** `area.object.problem`, stable for ever. */
  readonly code: string;
  readonly severity: Severity;
  /** The one thing it is about, as `stack/LogicalId`, or a file's path; further sides stand in `at` only. */
  readonly resource: string | null;
  readonly at: readonly Place[];
}

/** Files that people can try. */
export interface Example {
  /** File name to text; `tieline.yaml` among them when the project file matters. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a finding of one code means, in words. */
export interface Saying<D> {
  readonly code: string;
  readonly severity: Severity;
  /** One line for lists. */
  readonly title: string;
  /** Markdown: what it means, why it matters, how to mend it. */
  readonly page: string;
  words(data: D): Words;
}

/** Its examples run as tests: the bad one gives the finding, the good one does not. */
export interface Rule<D> extends Saying<D> {
  readonly examples: { readonly bad: Example; readonly good: Example };
}

export interface Found<D> {
  readonly data: D;
  readonly resource?: string | null;
  readonly at: readonly (Place | Span)[];
  /** Where the consequence is milder or worse than the rule's own. */
  readonly severity?: Severity;
}

export function found<D>(rule: Saying<D>, { data, resource = null, at, severity = rule.severity }: Found<D>): Finding {
  return { code: rule.code, severity, ...rule.words(data), resource, at: at.map(place) };
}

function place(at: Place | Span): Place {
  return "span" in at ? at : { span: at };
}
