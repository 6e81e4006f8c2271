import { textRuns } from './text-runs.ts'

export const title = textRuns('title')
