// Values for parameters and bodies: as openapi.json has them, just outside, and hostile.

const words = ['missile', 'Kyiv', 'ferry', 'rain', 'été', 'Göteborg', 'Київ', '東京', 'عربي', 'ελληνικά', 'İstanbul', 'naïve', 'e\u0301te\u0301', '🚢', 'a-b', "O'Hara"];

/** What no parameter is made for. None of it may be a failure. */
export const hostile = [
  '', ' ', '\t', '\n', '\0', 'a\0b', '%', '%00', '%zz', '\u200b', '\u202e', '\ufeff', '\uffff', '\ufffd', 'null', 'undefined', 'true', 'NaN', 'Infinity', '-Infinity', '1e309', '-1', '0', '00', '0x10', '1.5', '1,5', '+1',
  '2147483647', '2147483648', '-2147483649', '9223372036854775808', '99999999999999999999999999', '9'.repeat(400), 'x'.repeat(301), 'x'.repeat(5_000), 'é'.repeat(300), '🚢'.repeat(200), ','.repeat(200), 'a,'.repeat(120), ',a', 'a,,b',
  "' OR 1=1 --", '"; DROP TABLE articles; --', '<script>alert(1)</script>', '../../etc/passwd', '..', '.', '/', '\\', '${7*7}', '{{7*7}}', '[]', '{}', '[object Object]', '*', '**', 'a*', '"', '"open', '(', '((((', ')', 'OR', 'AND', '-', '--', '-a', 'a OR', 'NOT',
  'headline:', 'nosuch:x', '('.repeat(100), `${'('.repeat(40)}a${')'.repeat(40)}`, Array(33).fill('word').join(' '), 'a'.repeat(40).split('').join(' '), 'Z\u0351'.repeat(100), '\u0301', 'ﷺ'.repeat(50), 'ß', 'I', 'ı', 'İ', '\u{10ffff}', '\u{1d518}', '2026-02-30', '0000-00-00', '9999-12-31T23:59:59Z', '10000-01-01', '2026-01-01T00:00:00+99:00', '2026-01-01T25:00:00Z', '00000000-0000-0000-0000-000000000000',
  'AQ', 'AQ==', 'eyJhIjoxfQ', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{00000000-0000-0000-0000-000000000000}', '0000000000000000000000000000000g',
];

/** A value that a parameter's schema takes. */
export function validText(parameter, dice, pool) {
  const { schema, name } = parameter;
  const one = (known) => {
    if (known.enum) return String(dice.one(known.enum));
    if (known.type === 'boolean') return String(dice.chance(0.5));
    if (known.type === 'integer') return String((known.minimum ?? 1) + dice.below((known.maximum ?? 20) - (known.minimum ?? 1) + 1));
    if (known.format === 'uuid') return dice.chance(0.8) ? dice.one(pool.uuids(name)) : dice.uuid();
    if (/^(tag|section|byline)(All|Not)?$/.test(name)) return dice.one(['world', 'climate', 'staff-writer', 'turkey', 'été', 'київ', 'no-such-label']);
    if (name === 'id') return dice.one([...pool.articles, ...pool.slugs]);
    if (known.pattern) return dice.one(['UA', 'ru', 'TR', 'US', 'de', 'GB']);
    if (/From$|Before$/.test(name)) return dice.one(/From$/.test(name) ? ['2019-01-01', '2020-02-29', '2020-02-29T10:00:00Z', '2019-03-14T09:26:53+02:00', '1850-01-01'] : ['2025-01-01', '2026-12-31T10:00:00.123Z', '2031-05-31T23:59:59-12:00']);
    if (name === 'fields' && !parameter.isOfArticles) return 'id';
    if (name === 'fields') return dice.one(['headline', 'slug', 'id', 'publishedAt', 'tags', 'images.caption', 'section']);
    if (/^language/.test(name)) return dice.one(['en', 'en-GB', 'de', 'uk', 'zh-Hant']);
    if (name === 'cursor' || name === 'after') return null;
    if (name === 'reason' || name === 'name') return dice.one(['Because', 'wire.xml', 'été']);
    if (known.examples && dice.chance(0.5)) return String(dice.one(known.examples));
    return dice.one(words);
  };
  if (schema.type === 'array') {
    const values = Array.from({ length: 1 + dice.below(3) }, () => one(schema.items));
    return values.some((value) => value === null) ? null : [...new Set(values)].map((value) => value.replaceAll(',', '')).join(',');
  }
  return one(schema);
}

/** A value that the schema does not take; null where it takes everything. */
export function brokenText(parameter, dice) {
  const known = parameter.schema.items ?? parameter.schema;
  if (known.enum) return dice.one(['nosuch', `${known.enum[0]}x`, known.enum[0].toUpperCase() === known.enum[0] ? 'x' : known.enum[0].toUpperCase(), '']);
  if (known.type === 'boolean') return dice.one(['yes', '1', 'TRUE!', '']);
  if (known.type === 'integer') return dice.one([String((known.minimum ?? 0) - 1), ...(known.maximum ? [String(known.maximum + 1)] : []), '1.5', 'one', '99999999999', '']);
  if (known.format === 'uuid') return dice.one(['nosuch', '0199a0a0-0000-7000-8000-00000000000', '']);
  if (known.pattern) return dice.one(['USA', '1', 'U', '']);
  if (known.maxLength) return 'x'.repeat(known.maxLength + 1);
  return null;
}

/** A JSON value that a schema takes, as deep as is needed. */
export function sample(schema, dice, resolve, depth = 0) {
  const known = resolve(schema);
  if (known.oneOf || known.anyOf) return sample(dice.one(known.oneOf ?? known.anyOf), dice, resolve, depth);
  if (known.enum) return dice.one(known.enum);
  const type = dice.one([known.type ?? 'string'].flat());
  if (type === 'null' || depth > 6) return [known.type].flat().includes('null') ? null : type === 'object' ? {} : type === 'array' ? [] : 'x';
  if (type === 'boolean') return dice.chance(0.5);
  if (type === 'integer' || type === 'number') return dice.one([known.minimum ?? 0, known.maximum ?? 9, 1, 2, 1920]);
  if (type === 'array') return Array.from({ length: dice.below(3) }, () => sample(known.items ?? {}, dice, resolve, depth + 1));
  if (type === 'object') {
    const required = known.required ?? [];
    return Object.fromEntries(
      Object.entries(known.properties ?? {})
        .filter(([name]) => required.includes(name) || dice.chance(0.3))
        .map(([name, member]) => [name, sample(member, dice, resolve, depth + 1)]),
    );
  }
  if (known.format === 'uuid') return dice.uuid();
  if (known.format === 'date-time') return dice.one(['2026-03-14T09:26:53.589Z', '2020-02-29T00:00:00+02:00']);
  if (known.format === 'date') return '2020-02-29';
  if (known.maxLength && dice.chance(0.1)) return 'y'.repeat(Math.min(known.maxLength, 6_000));
  return dice.one([...words, 'https://example.org/a.jpg', 'Two words, and more.', 'en']);
}

const nested = (depth, open, close) => open.repeat(depth) + close.repeat(depth);

/** What may stand in the place of any JSON value, as text: lone surrogates and doubled members have no other form. */
export const hostileJson = [
  'null', 'true', '0', '-1', '1e400', '-0', '1.0', '123456789012345678901234567890', '""', '" "', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\uffff"', '"\\u202e"', '"a\\nb"', '"\\u0007"', '[]', '{}', '[[]]', '[null]', '[{}]', '{"a":1}', '{"a":1,"a":2}',
  JSON.stringify('x'.repeat(501)), JSON.stringify('x'.repeat(20_000)), JSON.stringify('🚢'.repeat(3_000)), JSON.stringify('<p>'.repeat(2_000)), JSON.stringify('<b>'.repeat(300)), nested(31, '[', ']'), nested(200, '[', ']'), nested(20, '{"a":', '').concat('1', '}'.repeat(20)), `[${'1,'.repeat(6_000)}1]`, `[${'{},'.repeat(200)}{}]`,
  '"2026-02-30T00:00:00Z"', '"0001-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"00000000-0000-0000-0000-000000000000"', '"javascript:alert(1)"', '"http://"', '"https://[::1"', '"http://a b"', '"#1"', '"#99999999999"', '"../../x"', '"Z\u0351\u0352"', '"\u202e"', '2147483648', '-2147483649', '1e-400', '3.14', 'NaN', "'x'", '',
];

/** Puts something else in one place of a document, and gives it as text. */
export function mutate(body, dice) {
  const copy = structuredClone(body);
  const places = [];
  const walk = (node) => {
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      if (node[key] && typeof node[key] === 'object') walk(node[key]);
    }
  };
  walk(copy);
  const marker = '\u0001here\u0001';
  const how = dice.below(10);
  if (!places.length || how === 0) copy[dice.one(['nosuch', '__proto__x', 'constructor', '', 'Headline', 'id ', 'ünïcode', '$ref'])] = marker;
  else {
    const [node, key] = dice.one(places);
    if (how === 1) Array.isArray(node) ? node.splice(Number(key), 1) : delete node[key];
    else node[key] = marker;
  }
  return JSON.stringify(copy).replace(JSON.stringify(marker), () => dice.one(hostileJson));
}

/** Whole bodies that are none. */
export const hostileBodies = ['', ' ', 'null', '[]', '"x"', '1', 'true', '{', '}', '{}', '{"":{}}', '\ufeff{}', '{} {}', '{"a":1}garbage', nested(100, '{"a":', '').concat('1', '}'.repeat(100)), nested(10_000, '[', ']'), '\u0000', '<xml/>', 'a=b&c=d', `{"headline":"${'x'.repeat(100_000)}"}`, `{${Array.from({ length: 2_000 }, (_, index) => `"m${index}":${index}`).join()}}`, Buffer.from([0xff, 0xfe, 0x7b, 0]), Buffer.from('{"headline":"\xc3\x28"}', 'latin1'), Buffer.from([0x1f, 0x8b, 8, 0])];
