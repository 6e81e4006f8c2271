import { Ledger } from './mistakes.ts'
import { parseYaml } from './parse-yaml.ts'
import { readWorkspaceTree, type Use } from './read-workspace.ts'
import type { WorkspaceFile } from './types.ts'

/**
 * Reads a workspace file, YAML or JSON. A wrong one throws `WorkspaceFileMistakes` with everything that is
 * wrong with it, as far as it can be parsed; `fileName` is only for those.
 */
export function readWorkspaceFile(text: string, fileName: string, use: Use = 'sandbox'): WorkspaceFile {
  const ledger = new Ledger(fileName)
  const root = parseYaml(text, ledger)
  if (!root) throw ledger.error()
  return readWorkspaceTree(root, ledger, use)
}
