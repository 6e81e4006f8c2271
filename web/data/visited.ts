/** Where somebody was last in this browser: ids alone, titles are asked for. */

const MOST = 12

const keyOf = (workspaceId: string) => `octavo-visited-${workspaceId}`

export function visited(workspaceId: string): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(keyOf(workspaceId)) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

export function noteVisit(workspaceId: string, id: string): void {
  const others = visited(workspaceId).filter((other) => other !== id)
  localStorage.setItem(keyOf(workspaceId), JSON.stringify([id, ...others].slice(0, MOST)))
}
