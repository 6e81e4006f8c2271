/** One wrong value of each kind, for each field; as JSON. */
export const wrongValues = [
  'null',
  '7',
  '1e999',
  '""',
  '"NaN"',
  'true',
  '[[]]',
  '{"__proto__":{"polluted":true}}',
  '"\\ud800"',
  '"\\u0000"',
]
