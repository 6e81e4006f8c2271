import { hearChanges } from '../../data/changes.ts'

/**
 * Tells where the log stands whenever something happened on a page.
 *
 * @param holds whether something of this id stands on the page, or is it.
 * @returns ends it.
 */
export const followPage = (holds: (id: string) => boolean, hear: (revision: string) => void): (() => void) =>
  hearChanges((change, cursor) => {
    const { id, data_source_id } = change?.data?.parent ?? {}
    // What happens to a row is nothing of the page that its database stands in.
    const ids = [change?.entity?.id, data_source_id ? undefined : id]
    if (change === null || ids.some((id) => id !== undefined && holds(id))) hear(cursor)
  })
