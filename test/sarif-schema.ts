// The JSON Schema of SARIF 2.1.0 (the revision that the standard's authors call rtm.5), from a package of matchers for it.
import { createRequire } from "node:module";
import { Ajv } from "ajv";

const path = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
const whole = createRequire(import.meta.url)(path) as Readonly<Record<string, unknown>>;
// Its own name and draft are left out: they are not those that the validator knows.
const schema = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== "$schema" && key !== "id"));

// It is written in draft 4 and uses nothing that later drafts read otherwise. Formats (URIs, dates) are checked by hand.
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  schema,
);

/** What a log breaks of the schema; empty: nothing. */
export function sarifProblems(log: unknown): readonly string[] {
  if (validate(log) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
