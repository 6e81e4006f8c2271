/** What happens to a page, as the server tells it (`GET /v1/events`). */

/**
 * Tells where the log stands whenever something happened to a page.
 *
 * @param after where the log stood when the page was read.
 * @returns ends it.
 */
export function followPage(pageId: string, after: string, hear: (revision: string) => void): () => void {
  const query = new URLSearchParams({ page_id: pageId, start_cursor: after })
  const events = new EventSource(`/v1/events?${query}`)
  events.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
    const { type } = JSON.parse(data) as { type: string }
    if (type.startsWith('page.') || type.startsWith('database.')) hear(lastEventId)
  }
  return () => events.close()
}
