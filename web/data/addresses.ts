/** The id in an address, whatever title stands before it; null when there is none. */
export function idIn(name: string): string | null {
  const digits = /(?:^|-)([0-9a-f]{32})$/i.exec(name)?.[1]?.toLowerCase()
  return digits?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? null
}
