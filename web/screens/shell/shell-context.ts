import { createContext, use } from 'react'

interface ShellParts {
  /** On a wide screen; on a narrow one it is closed until it is asked for. */
  isSidebarOpen: boolean
  toggleSidebar: () => void
  /** Opens quick find. */
  find: () => void
}

export const ShellContext = createContext<ShellParts | null>(null)

/** What screens may do with what stands around them. */
export const useShell = (): ShellParts => use(ShellContext)!
