import { renderSVG } from 'uqr'
import type { OfferedTotp } from '#server/domain/accounts/change-totp.ts'
import type { Field } from '#server/http/form-fields.ts'
import { Html, html } from '#server/http/html.ts'

export const newCodeField: Field = {
  name: 'code',
  label: 'Code',
  hint: 'The six digits that the app shows now.',
  autocomplete: 'one-time-code',
}

/** How an app learns its secret: by a picture, or typed. */
export const appSteps = ({ secret, address }: OfferedTotp): Html => html`<ol>
<li>Open an authenticator app, and add an account by scanning this:
<p>${picture(address)}</p>
<details><summary>I cannot scan it</summary>
<p>Type this key into the app; it is for codes by time.</p>
<pre class="secret" tabindex="0" aria-label="Key for the app"><code id="secret">${inGroups(secret)}</code></pre>
<p><a href="${address}">Open it in an app on this device</a></p>
</details></li>
<li>Type the code that the app shows.</li>
</ol>`

/** Dark on light whatever the colours of the page: cameras read no other. The library escapes nothing and is told nothing. */
const picture = (address: string): Html =>
  new Html(
    renderSVG(address, { border: 2, pixelSize: 4 }).replace(
      '<svg ',
      '<svg role="img" aria-label="QR code for an authenticator app" width="208" height="208" ',
    ),
  )

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)!.join(' ')
