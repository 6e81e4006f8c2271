/** What others change, people or programs, shows at once: events say which of what is remembered is out of date. */
import { type Change, tellChange } from './changes.ts'
import { outdatedBy } from './outdated.ts'
import { queryClient } from './query-client.ts'
import { noteReached } from './reach.ts'

/** Milliseconds in which changes are gathered, so that a busy writer costs few requests. */
const GATHERING = 150

/** Listens until it is told to stop. The browser connects again by itself, from where it was cut off. */
export function followChanges(): () => void {
  const source = new EventSource('/v1/events')
  const due = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  source.onopen = () => {
    noteReached(true)
    tellChange(null, '')
  }
  source.onmessage = ({ data, lastEventId }) => {
    tellChange(JSON.parse(data), lastEventId)
    for (const key of outdatedBy(JSON.parse(data) as Change)) due.set(JSON.stringify(key), key)
    timer ??= setTimeout(() => {
      timer = undefined
      for (const queryKey of due.values()) void queryClient.invalidateQueries({ queryKey })
      due.clear()
    }, GATHERING)
  }
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
