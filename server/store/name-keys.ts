/** What people are found by whom no directory gave a name in parts: the name that they are shown by, and its last word. */
export function nameKeys({ name, email }: { name: string | null; email: string | null }): {
  name_key: string | null
  family_key: string | null
} {
  const key = (name ?? email)?.toLowerCase() ?? null
  return { name_key: key, family_key: key === null ? null : key.slice(key.lastIndexOf(' ') + 1) }
}
