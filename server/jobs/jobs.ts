import { fillFromTemplates } from './fill-from-templates.ts'
import type { Job } from './runner.ts'

/** Every kind of work that a server does by itself. */
export const jobs: readonly Job[] = [fillFromTemplates]
