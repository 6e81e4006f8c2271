import { type Html, html } from './html.ts'

/** What a form says again after a mistake: what was typed, and what is wrong with it. */
export interface Retry {
  values: Readonly<Record<string, string>>
  mistakes: Readonly<Record<string, string>>
}

export const firstTry: Retry = { values: {}, mistakes: {} }

export interface Field {
  name: string
  label: string
  /** Said after the label, smaller. */
  optional?: boolean
  hint?: string
  type?: 'text' | 'email' | 'password'
  autocomplete: string
}

/**
 * The fields of a form. The first one with a mistake gets the focus or, where the form is what the page is for, the
 * first that is empty; passwords are not repeated.
 */
export function fields(
  list: readonly Field[],
  { values, mistakes }: Retry,
  { isOneOfSeveral = false } = {},
): Html[] {
  const wrong = list.find(({ name }) => mistakes[name] !== undefined)
  const focused = wrong ?? (isOneOfSeveral ? undefined : list.find(({ name }) => !values[name]))
  return list.map((one) =>
    field(
      one,
      one.type === 'password' ? '' : (values[one.name] ?? ''),
      mistakes[one.name] ?? null,
      one === focused,
    ),
  )
}

function field(
  { name, label, optional = false, hint, type = 'text', autocomplete }: Field,
  value: string,
  mistake: string | null,
  isFocused: boolean,
): Html {
  const describing = [hint ? `${name}-hint` : null, mistake ? `${name}-mistake` : null].filter(
    (id) => id !== null,
  )
  return html`<div class="field">
<label for="${name}">${label}${optional ? html` <span>(optional)</span>` : null}</label>
${hint ? html`<small id="${name}-hint">${hint}</small>` : null}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"${
    type === 'email' ? html` autocapitalize="none" spellcheck="false"` : null
  }${optional ? null : html` required`}${describing.length > 0 ? html` aria-describedby="${describing.join(' ')}"` : null}${
    mistake ? html` aria-invalid="true"` : null
  }${isFocused ? html` autofocus` : null}>
${mistake ? html`<p class="wrong" id="${name}-mistake">${mistake}</p>` : null}
</div>
`
}
