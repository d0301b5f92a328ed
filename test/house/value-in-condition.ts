// oxlint must catch a `Value` where a boolean is meant: it is an object, so always true. Each directive below expects
// a finding, and oxlint reports a directive that nothing needs: `npm run lint` fails if the rule no longer works.

type Value<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function conditions(enabled: Value<boolean>, absent: Value<boolean> | undefined, text: string): number {
  let count = 0;
  // oxlint-disable-next-line typescript/strict-boolean-expressions
  if (enabled) count += 1;
  // oxlint-disable-next-line typescript/strict-boolean-expressions
  count += enabled ? 1 : 0;
  // oxlint-disable-next-line typescript/strict-boolean-expressions
  if (text !== "" && enabled) count += 1;
  // oxlint-disable-next-line typescript/strict-boolean-expressions
  if (!enabled) count += 1;

  if (absent) count += 1;
  if (text) count += 1;
  if (enabled.known && enabled.value) count += 1;
  return count;
}
