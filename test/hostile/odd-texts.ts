/** Names and texts that trip careless code. */

/** Keys that every object inherits, and other names that no table expects. */
export const oddNames: readonly string[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__defineGetter__'],
  ...['length', 'type', 'id', 'object', 'null', 'undefined', '0', '-1', ' ', 'a.b[0]', "'; drop table blocks; --"],
  ...['%', '%00', '\\', '"', '`', '$1', '$&', '\r\nx-a: b', '\u202eRTL\u202c', 'עברית', '\u200b', '\ufeff', '👩‍👩‍👧‍👦'],
  ...['\u2028', '\u0001', '\u007f', 'ﬃ', 'İ', 'ẞ', 'e\u0301', '\uffff', '\u{10ffff}'],
]

const nested = (open: string, inner: string, close: string, levels: number): string =>
  `${open.repeat(levels)}${inner}${close.repeat(levels)}`

/** JSON that may stand where a value does: right somewhere, wrong in most places. */
export const oddValues: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '101', '1.5', '1e308', '1e999', '-1e999', '9007199254740993'],
  ...['0.1e-400', '123456789012345678901234567890', '[]', '{}', '[[]]', '[null]', '[{}]', '{"a":1}', '""', '" "'],
  ...['"NaN"', '"Infinity"', '"null"', '"true"', '"1"', '"[object Object]"', '"\\u0000"', '"a\\u0000b"'],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"x\\ud83d"', '{"\\ud800":1}', '{"\\u0000":1}', '["\\udfff"]'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":1}'],
  ...['{"__proto__":null}', '{"type":"__proto__"}', '{"type":"constructor","constructor":{}}', '{"length":3}'],
  ...['{"type":{}}', '{"type":["text"]}', '{"type":null}', '{"id":"__proto__"}', '{"toJSON":1}', '{"then":1}'],
  `"${'x'.repeat(2001)}"`,
  `"${'x'.repeat(20_000)}"`,
  `{"${'k'.repeat(20_000)}":1}`,
  `"${'👩‍👩‍👧‍👦'.repeat(400)}"`,
  `"${'e\u0301'.repeat(2000)}"`,
  `[${Array.from({ length: 101 }, () => '{}').join()}]`,
  `[${Array.from({ length: 5000 }, () => '""').join()}]`,
  `{${Array.from({ length: 2000 }, (_, at) => `"k${at}":0`).join()}}`,
  nested('[', '', ']', 10),
  nested('[', '0', ']', 10_000),
  nested('{"a":', '0', '}', 10),
  nested('{"children":[', '', ']}', 5000),
  nested('{"or":[', '', ']}', 1000),
  nested('{"and":[{"or":[', '', ']}]}', 50),
  nested('{"paragraph":{"children":[', '', ']}}', 1000),
  nested('[', '"\\ud800"', ']', 10_000),
]

/** What no JSON parser takes. */
export const brokenValues: readonly string[] = [
  ...['NaN', 'Infinity', '-Infinity', 'undefined', '01', '.5', '1.', '+1', '0x10', "'a'", '"a', '"\\x41"', '"\\u12"'],
  ...['[1,]', '{"a":1,}', '{a:1}', '{"a"}', '/* */1', '"\n"', '"\t"', 'nul', '', '\ufeff0', '1n', '[', '{"a":'],
  nested('[', '', '', 10_000),
]
