/** A day as people write it where they are. */
export const dayOf = (time: string): string =>
  new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' })
