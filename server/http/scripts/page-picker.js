/**
 * The page picker of a connection: what is opened, closed or searched for comes without the page being loaded anew. It
 * sends the same form as the buttons do without scripts, and takes the pages out of the answer.
 */

/** Milliseconds after the last key before what was typed is searched for. */
const PAUSE = 200

const form = /** @type {HTMLFormElement} */ (document.getElementById('picker'))
const search = /** @type {HTMLButtonElement} */ (document.getElementById('search'))
const query = /** @type {HTMLInputElement} */ (document.getElementById('query'))

/** The request that is under way. */
let asked = new AbortController()

/** The form is sent as it would be without this script. */
let isPlain = false

let timer = 0

search.hidden = true

form.addEventListener('submit', (event) => {
  const { submitter } = event
  if (isPlain || !(submitter instanceof HTMLButtonElement)) return
  if (submitter !== search && submitter.name !== 'toggle') return
  event.preventDefault()
  refresh(submitter)
})

query.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, PAUSE, search)
})

/** @param {HTMLButtonElement} button what was pressed. */
async function refresh(button) {
  asked.abort()
  asked = new AbortController()
  const { signal } = asked
  const pages = pagesOf(document)
  pages?.setAttribute('aria-busy', 'true')
  try {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)))
    const answer = await fetch(form.action, { method: 'POST', body, signal })
    const shown = pagesOf(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    if (shown === null) throw new Error('The answer shows no pages.')
    keepTicks(shown)
    const focused = pages?.contains(document.activeElement) ? document.activeElement?.id : undefined
    pages?.replaceWith(shown)
    if (focused) document.getElementById(focused)?.focus()
  } catch {
    if (signal.aborted) return
    // The page that the form leads to tells what went wrong.
    isPlain = true
    form.requestSubmit(button)
  }
}

/**
 * What was ticked or not while the answer came stays so.
 *
 * @param {HTMLElement} shown
 */
function keepTicks(shown) {
  const ticks = new Map([...boxesIn(form)].map(({ value, checked }) => [value, checked]))
  for (const box of boxesIn(shown)) box.checked = ticks.get(box.value) ?? box.checked
}

/**
 * @param {HTMLElement} within
 * @returns {NodeListOf<HTMLInputElement>}
 */
const boxesIn = (within) => within.querySelectorAll('input[name="pages"]')

/** @param {Document} page */
const pagesOf = (page) => page.getElementById('pages')
