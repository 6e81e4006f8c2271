/** Longer JSON is cut to what Notion shows of it: `[{"object":"block","type":"bulleted_list_item","bullete...`. */
const MOST_LENGTH = 58

/** A value in a message: its JSON, cut short. Costs no more for a huge or deep value than for a small one. */
export function printValue(value: unknown): string {
  const json = begin(value, MOST_LENGTH + 1)
  if (json.length <= MOST_LENGTH) return json
  // Half of a surrogate pair is no text.
  return `${json.slice(0, MOST_LENGTH - 3).replace(/[\ud800-\udbff]$/, '')}...`
}

/** At least the first `length` characters of the JSON of a value; all of it when it is shorter. */
function begin(value: unknown, length: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, length))
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value)}`
  const isList = Array.isArray(value)
  let json = isList ? '[' : '{'
  for (const key of Object.keys(value)) {
    if (json.length >= length) return json
    if (json.length > 1) json += ','
    if (!isList) json += `${JSON.stringify(key.slice(0, length))}:`
    json += begin((value as Record<string, unknown>)[key], Math.max(length - json.length, 0))
  }
  return json + (isList ? ']' : '}')
}
