import type { Existence } from '../filter.ts'
import { EXISTENCE } from '../operands.ts'

export type FilesTest = Existence<'files'>

export const FILES_OPERANDS = EXISTENCE

export function matchesFiles(test: FilesTest, files: readonly unknown[]): boolean {
  return (files.length === 0) === (test.operator === 'is_empty')
}
