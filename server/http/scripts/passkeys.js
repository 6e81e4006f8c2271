/**
 * Passkeys on the plain pages: adds one, signs in by one, or confirms by one. A page says by attributes what is wanted:
 * `data-passkey` on a button, hidden until it is known to work, holds the address that takes what the browser answers.
 */

/** What waits in the field for the e-mail until somebody chooses a passkey there. @type {AbortController | null} */
let waiting = null

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll('button[data-passkey]')

if (globalThis.PublicKeyCredential && 'parseRequestOptionsFromJSON' in PublicKeyCredential) {
  for (const button of buttons) {
    button.hidden = false
    button.addEventListener('click', () => press(button))
  }
  const signIn = [...buttons].find(({ dataset }) => dataset.autofill !== undefined)
  if (signIn) offerInField(signIn)
}

/** @param {HTMLButtonElement} button */
async function press(button) {
  tell(button, null)
  button.disabled = true
  try {
    await (button.dataset.adds === undefined ? show(button) : add(button))
  } catch (error) {
    tell(button, error)
  } finally {
    button.disabled = false
  }
}

/** Lets the browser offer passkeys where the e-mail is typed. @param {HTMLButtonElement} button */
async function offerInField(button) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  waiting = new AbortController()
  try {
    await show(button, { mediation: 'conditional', signal: waiting.signal })
  } catch (error) {
    if (!waiting?.signal.aborted) tell(button, error)
  }
}

/**
 * Shows a passkey, and goes where the server says.
 *
 * @param {HTMLButtonElement} button
 * @param {CredentialRequestOptions} [more]
 */
async function show(button, more = {}) {
  const address = String(button.dataset.passkey)
  const { options } = await send(button, `${address}/options`, {})
  if (!more.signal) waiting?.abort()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ ...more, publicKey })
  const { location: next } = await send(button, address, { credential, next: field(button, 'next') })
  location.assign(next)
}

/** Makes a passkey and has the server keep it. @param {HTMLButtonElement} button */
async function add(button) {
  const address = String(button.dataset.passkey)
  const name = field(button, 'name').trim() || 'Passkey'
  const { options } = await send(button, `${address}/options`, {})
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = await navigator.credentials.create({ publicKey })
  await send(button, address, { name, credential })
  location.assign('/account?saved=passkeys/add#passkeys')
}

/**
 * What a field of the form says that the button stands in.
 *
 * @param {HTMLButtonElement} button
 * @param {string} name
 */
function field(button, name) {
  const input = button.form?.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input.value : ''
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} address
 * @param {object} body
 */
async function send(button, address, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': field(button, 'form_token') },
    body: JSON.stringify(body),
  })
  const said = await answer.json()
  if (said.additional_data?.reason === 'recent_sign_in_needed') {
    location.assign(`/account/confirm?next=${encodeURIComponent('/account#passkeys')}`)
  }
  if (!answer.ok) throw new Error(said.message)
  return said
}

/**
 * Says what went wrong, at the button; nothing where somebody thought better of it.
 *
 * @param {HTMLButtonElement} button
 * @param {unknown} error
 */
function tell(button, error) {
  button.nextElementSibling?.matches('.wrong') && button.nextElementSibling.remove()
  if (!(error instanceof Error) || error.name === 'NotAllowedError' || error.name === 'AbortError') return
  const line = document.createElement('p')
  line.className = 'wrong'
  line.setAttribute('role', 'alert')
  line.textContent =
    error.name === 'InvalidStateError' ? 'This device has a passkey for your account already.' : error.message
  button.after(line)
}
