import type { Session } from './session.ts'

/** Sends a form of the plain pages: the browser goes where its answer leads, and forgets what the app remembers. */
export function submitForm(
  action: '/logout' | '/workspace',
  { csrf_token }: Session,
  values: Record<string, string>,
): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  for (const [name, value] of Object.entries({ ...values, form_token: csrf_token })) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}
