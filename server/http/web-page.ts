import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Html, html } from './html.ts'

export interface WebPage {
  title: string
  content: Html
  /** For pages with something to copy from. */
  wide?: boolean
  /** What stands in the corner at the top. */
  corner?: Html
  /** Looks of its own. */
  style?: Html
  /** Scripts of ours that it runs, as addresses on this server. */
  scripts?: readonly string[]
  /** The origin of images that it shows. */
  imagesFrom?: string | null
  /**
   * Its forms may end at another site, after any number of redirections, and that site may have opened it in a
   * window that it goes on talking to.
   */
  leadsElsewhere?: boolean
  /** Whether search engines may list it. */
  isIndexed?: boolean
}

/** Sends a page. It runs no script and loads nothing but what it is given, and is kept by nobody. */
export function sendPage(
  reply: FastifyReply,
  status: number,
  {
    title,
    content,
    wide = false,
    corner,
    style,
    scripts = [],
    imagesFrom = null,
    leadsElsewhere = false,
    isIndexed = false,
  }: WebPage,
): FastifyReply {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${isIndexed ? null : html`<meta name="robots" content="noindex">`}
<title>${title === 'Octavo' ? title : `${title} · Octavo`}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(mark.text)}">
<style>${commonStyle}</style>
${style ? html`<style>${style}</style>` : null}
${scripts.map((address) => html`<script type="module" src="${address}"></script>\n`)}
</head>
<body>
<header><a href="/">${mark}Octavo</a>${corner ?? null}</header>
<main class="${wide ? 'wide' : 'narrow'}">
${content}
</main>
</body>
</html>
`
  for (const [name, value] of Object.entries(headersOf({ style, scripts, imagesFrom, leadsElsewhere }))) {
    if (!reply.hasHeader(name)) reply.header(name, value)
  }
  return reply.code(status).type('text/html; charset=utf-8').send(page.text)
}

/**
 * What a policy names to let an image in, of its address; null for what it cannot name. A policy is a list, and hosts may
 * hold what would end an item of it.
 */
export function sourceOfImage(address: string | null): string | null {
  const { origin } = (address === null ? null : URL.parse(address)) ?? { origin: '' }
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? origin : null
}

/** A sheet folded to eight leaves. */
const mark = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect x="3" y="2" width="18" height="20" rx="3" fill="#2f6f5e"/><path d="M12 2v20M3 8.7h18M3 15.3h18" stroke="#fff" stroke-opacity=".75" stroke-width="1.2"/></svg>`

const commonStyle = new Html(`
:root { color-scheme: light dark; --ground: #f6f5f1; --card: #fff; --ink: #1f1e1b; --soft: #5f5d57; --line: #d9d6ce;
  --accent: #2f6f5e; --on-accent: #fff; --wrong: #a8201a; --wrong-ground: #fdf0ef; --code: #f1f0eb; }
@media (prefers-color-scheme: dark) { :root { --ground: #191917; --card: #23221f; --ink: #eceae4; --soft: #aeaba3; --line: #403e39;
  --accent: #7cc4ae; --on-accent: #10241e; --wrong: #ff9b93; --wrong-ground: #3a2220; --code: #1b1a18; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1rem 4rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 26rem; margin: 0 auto; }
header:has(+ .wide), .wide { max-width: 44rem; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 2.5rem 0 1rem; }
header a { display: inline-flex; align-items: center; gap: .5rem; color: inherit; font-weight: 600; text-decoration: none; }
main { padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: 1.0625rem; }
p, ul, ol { margin: 0 0 1rem; }
p, dd, li { overflow-wrap: anywhere; }
ul, ol { padding-left: 1.25rem; }
ul.to-do { padding-left: 0; list-style: none; }
main > :last-child { margin-bottom: 0; }
a { color: var(--accent); }
.soft, small { color: var(--soft); }
small { display: block; font-size: .875rem; }
label { display: block; font-weight: 600; }
label span { color: var(--soft); font-weight: 400; }
.field { margin: 0 0 1.125rem; }
input { display: block; width: 100%; margin-top: .25rem; padding: .5rem .75rem; background: var(--card); color: inherit;
  border: 1px solid var(--soft); border-radius: .5rem; font: inherit; }
input[aria-invalid] { border-color: var(--wrong); border-width: 2px; }
button { padding: .5rem 1rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; cursor: pointer; }
button.plain, a.button { background: transparent; color: inherit; border-color: var(--soft); }
a.button { display: block; padding: .5rem 1rem; border: 1px solid var(--soft); border-radius: .5rem; font-weight: 600; text-align: center;
  text-decoration: none; }
form.whole button { width: 100%; }
.or { display: flex; align-items: center; gap: .75rem; margin: 1.25rem 0; color: var(--soft); font-size: .875rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.under { margin: .875rem 0 0; text-align: center; font-size: .9375rem; }
.ways { display: grid; gap: .75rem; }
.or:has(+ .ways > [hidden]:only-child) { display: none; }
ul.list { padding: 0; list-style: none; }
ul.list li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .5rem 1rem; padding: .75rem 0;
  border-top: 1px solid var(--line); }
ul.list li > div { flex: 1 1 14rem; min-width: 0; }
ul.list form.row { flex-wrap: nowrap; margin: .5rem 0; }
ul.list form.row input { flex: 1 1 0; width: 0; margin: 0; }
time { white-space: nowrap; }
.tag { padding: .0625rem .5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft); font-size: .8125rem; }
.qr { display: block; width: 13rem; max-width: 100%; margin: .75rem auto; border-radius: .5rem; }
a:focus-visible, input:focus-visible, button:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wrong { margin: .25rem 0 0; color: var(--wrong); font-size: .875rem; }
.alert, .note { margin: 0 0 1.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: .5rem; }
.alert { border-color: var(--wrong); background: var(--wrong-ground); }
pre { margin: 0 0 1rem; padding: .875rem 1rem; overflow-x: auto; background: var(--code); border: 1px solid var(--line); border-radius: .5rem;
  font: .875rem/1.5 ui-monospace, monospace; }
code { font: .9375em ui-monospace, monospace; }
pre code { font: inherit; user-select: all; -webkit-user-select: all; }
pre.secret { white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem; margin: 0 0 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.spread { justify-content: space-between; }
input[hidden] { display: none; }
form + form { margin-top: .75rem; }
main > section { margin-bottom: 2rem; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
`)

const headersOf = ({
  style,
  scripts,
  imagesFrom,
  leadsElsewhere,
}: {
  style: Html | undefined
  scripts: readonly string[]
  imagesFrom: string | null
  leadsElsewhere: boolean
}): Record<string, string> => ({
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${[commonStyle, ...(style ? [style] : [])].map(hashOf).join(' ')}`,
    ...(scripts.length > 0 ? ["script-src 'self'", "connect-src 'self'"] : []),
    `img-src data:${imagesFrom === null ? '' : ` ${imagesFrom}`}`,
    // It holds for redirections that follow a form too.
    ...(leadsElsewhere ? [] : ["form-action 'self'"]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': leadsElsewhere ? 'unsafe-none' : 'same-origin',
  'referrer-policy': leadsElsewhere ? 'no-referrer' : 'same-origin',
  'x-content-type-options': 'nosniff',
})

const hashOf = ({ text }: Html): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
