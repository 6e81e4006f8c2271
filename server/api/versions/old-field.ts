import { invalid } from '#shared/problem.ts'
import { printValue } from '#shared/validation/print-value.ts'

/**
 * Refuses a field that only an older version has, in the words of validation, which knows the newest names only.
 *
 * @param path where it stands: `body.after`
 * @param expected completes "should be"
 */
export const refuseOldField = (path: string, expected: string, value: unknown) =>
  invalid(`body failed validation: ${path} should be ${expected}, instead was \`${printValue(value)}\`.`)
