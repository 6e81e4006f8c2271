/** What other owners and programs change of settings shows at once to owners who look at them: the audit log tells it. */
import { outdatedSettings } from './outdated.ts'
import { queryClient } from './query-client.ts'

/** Milliseconds in which events are gathered. */
const GATHERING = 150

/** The key under which the screen of the audit log finds how many events came since it looked. */
export const newerEventsKey = ['audit', 'newer'] as const

/** Listens until it is told to stop. The browser connects again by itself, from where it was cut off. */
export function followSettings(workspaceId: string): () => void {
  const source = new EventSource(`/admin/v1/spaces/${workspaceId}/audit_log/events`)
  const due = new Map<string, readonly string[]>()
  let count = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  source.onmessage = ({ data }) => {
    count += 1
    for (const key of outdatedSettings(JSON.parse(data).type)) due.set(key.join(), key)
    timer ??= setTimeout(() => {
      timer = undefined
      queryClient.setQueryData<number>(newerEventsKey, (known = 0) => known + count)
      for (const queryKey of due.values()) void queryClient.invalidateQueries({ queryKey })
      count = 0
      due.clear()
    }, GATHERING)
  }
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
