import { type Html, html } from '#server/http/html.ts'

/** Recovery codes, shown this once. */
export const codesList = (codes: readonly string[], next: string): Html => html`<h1>Your recovery codes</h1>
<p>Each of them lets you in once when your phone is not there. Print them, or keep them with your passwords: you see them here this once.</p>
<pre class="secret" tabindex="0" aria-label="Recovery codes"><code id="codes">${codes.join('\n')}</code></pre>
<p><a href="${next}">I have kept them</a></p>`
