import { choice, clearable, flag } from './part.ts'
import { viewOf } from './view-type.ts'

export const form = viewOf('form', {
  is_form_closed: clearable(flag),
  anonymous_submissions: clearable(flag),
  submission_permissions: clearable(choice('none', 'comment_only', 'reader', 'read_and_write', 'editor')),
})
