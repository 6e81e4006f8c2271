import { createContext, use } from 'react'
import type { Placing } from '../../data/destination.ts'
import type { TreeItem } from '../../data/tree.ts'

interface ShellParts {
  /** On a wide screen; on a narrow one it is closed until it is asked for. */
  isSidebarOpen: boolean
  toggleSidebar: () => void
  /** Opens quick find. */
  find: () => void
  /** Moves something, after telling who gains and who loses access by it; `to` is what is said of where. */
  move: (placing: Placing, to: string) => Promise<void>
  /** Asks where something is to go. */
  askWhere: (item: TreeItem) => void
}

export const ShellContext = createContext<ShellParts | null>(null)

/** What screens may do with what stands around them. */
export const useShell = (): ShellParts => use(ShellContext)!
