import { Type } from 'typebox'
import { taskFor } from '#server/domain/access/async-tasks.ts'
import { route } from '#server/http/route.ts'
import { StrictObject } from '#shared/validation/schemas.ts'
import { presentTask } from './present.ts'

export const asyncTaskRoutes = [
  route({
    method: 'GET',
    url: '/v1/async_tasks/:task_id',
    summary: 'What became of work that was left for later; shown to whoever asked for it, for a day.',
    needs: 'no capability',
    reads: true,
    params: StrictObject({ task_id: Type.String() }),
    allow: (context, { params }) => taskFor(context, params.task_id),
    handle: (_context, _request, task) => task,
    present: presentTask,
  }),
]
