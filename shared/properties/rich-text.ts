import { textRuns } from './text-runs.ts'

export const richText = textRuns('rich_text')
