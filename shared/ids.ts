/** Lower case and dashed, whichever way a valid UUID was written. */
export function toUuid(id: string): string {
  if (inside.test(id)) return id
  const digits = id.replaceAll('-', '').toLowerCase()
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}

/** Nearly every id is as it should be. */
const inside = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
