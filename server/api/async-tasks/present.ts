import type { AsyncTask } from '#server/domain/async-tasks/task.ts'

/** Seconds that a client should leave between two looks. */
const POLL_AFTER = 2

/** The newest JSON of a task, as it was seen in answers that came with the status 202. */
export const presentTask = (
  { id, route, status, outcome, createdTime }: AsyncTask,
  { baseUrl }: { baseUrl: string },
) => ({
  object: 'async_task',
  id,
  status,
  status_url: `${baseUrl}/v1/async_tasks/${id}`,
  created_time: new Date(createdTime).toISOString(),
  ...(outcome === null ? { poll_after_seconds: POLL_AFTER } : {}),
  operation: { surface: 'rest', name: route },
  ...(status === 'succeeded' ? { result: outcome } : {}),
  ...(status === 'failed' ? { error: outcome } : {}),
})
