// Readers of fields, each as strict as its grammar.
const token = "[!#$%&'*+.^_`|~\\w-]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';

export const tokens = (text) => (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);

/** RFC 9110 §5.6.7: IMF-fixdate, of a day that is one. */
export const isDate = (text) =>
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/.test(text ?? '') &&
  new Date(text).toUTCString() === text;

/** RFC 9111 §5.2: its directives by name; null where it is none. */
export function parseCacheControl(text) {
  if (!text) return null;
  const found = {};
  for (const part of tokens(text)) {
    const match = new RegExp(`^(${token})(?:=(${token}|${quoted}))?$`).exec(part);
    if (!match || match[1].toLowerCase() in found) return null;
    found[match[1].toLowerCase()] = match[2] === undefined ? true : /^\d+$/.test(match[2]) ? Number(match[2]) : match[2];
  }
  return found;
}

/** RFC 9110 §11.3: one challenge and its parameters; null where it is none. */
export function parseChallenge(text) {
  const match = new RegExp(`^(${token}) (.*)$`).exec(text ?? '');
  if (!match) return null;
  const found = { scheme: match[1] };
  let rest = match[2];
  while (rest) {
    // Another challenge may follow (RFC 9110 §11.6.1); the first is what is asked about.
    if (new RegExp(`^${token} ${token}=`).test(rest)) return found;
    const parameter = new RegExp(`^(${token})=(?:(${token})|(${quoted}))(?:, ?|$)`).exec(rest);
    if (!parameter || parameter[1] in found) return null;
    found[parameter[1]] = parameter[2] ?? parameter[3].slice(1, -1).replace(/\\(.)/g, '$1');
    rest = rest.slice(parameter[0].length);
  }
  return found;
}

/** RFC 8288 §3: its links; null where it is none. */
export function parseLinks(text) {
  const found = [];
  let rest = text ?? '';
  while (rest) {
    const match = new RegExp(`^<([^<>\\s"]*)>((?:\\s*;\\s*${token}(?:=(?:${token}|${quoted}))?)*)(?:\\s*,\\s*|$)`).exec(rest);
    if (!match) return null;
    const rel = /;\s*rel=(?:"([^"]*)"|([^;,\s]+))/.exec(match[2]);
    if (!rel) return null;
    for (const name of (rel[1] ?? rel[2]).split(' ')) found.push({ target: match[1], rel: name });
    rest = rest.slice(match[0].length);
  }
  return found;
}
