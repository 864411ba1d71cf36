/** What a field of the builder makes of what somebody types: one condition of the query language. */

const quoted = /^["“”„»«]/u;
const wrapped = /[\s\u00a0()"“”„»«]/u;

function inQuotes(text: string): string {
  return `"${text.replace(/["“”„»«]/gu, "")}"`;
}

/** Several words without a field become a phrase; what is written as an operator stays as it is. */
export function asCondition(field: string, typed: string): string {
  const text = typed.trim().replace(/\s+/gu, " ");
  if (!text) return "";
  if (field) return `${field}:${wrapped.test(text) && !quoted.test(text) ? inQuotes(text) : text}`;
  if (quoted.test(text) || /\sO?NEAR\/\d+\s/u.test(text) || /^[a-z]+:/u.test(text)) return text;
  return wrapped.test(text) ? inQuotes(text) : text;
}
