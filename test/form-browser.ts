/** A browser that knows cookies, forms and redirects and nothing else: enough for pages without scripts. */
import type { FastifyInstance } from 'fastify'

export interface Shown {
  status: number
  /** The path of the page, after redirects; where they lead to another site, its address. */
  path: string
  text: string
  headers: Readonly<Record<string, string | string[] | number | undefined>>
}

export interface FormBrowser {
  /** The page that is shown. */
  page: Shown
  /** Name and value of each cookie. */
  cookies: Map<string, string>
  /** Every `Set-Cookie` so far. */
  setCookies: string[]
  open(path: string): Promise<Shown>
  /** Takes a `Set-Cookie` that came in another way. */
  keep(line: string): void
  /**
   * Fills in the page's form with this action and sends it; hidden fields go along as they are, unless
   * they are given too.
   */
  submit(
    action: string,
    values: Record<string, string | readonly string[]>,
    headers?: Record<string, string>,
  ): Promise<Shown>
}

export function formBrowser(app: FastifyInstance, origin = 'http://octavo.test'): FormBrowser {
  const browser: FormBrowser = {
    page: { status: 0, path: '', text: '', headers: {} },
    cookies: new Map(),
    setCookies: [],
    open: (path) => request('GET', path, undefined, {}),
    keep: (line) => keep(browser, line),
    submit(action, values, headers = {}) {
      const all = { ...hiddenFields(browser.page.text, action), ...values }
      const sent = new URLSearchParams(
        Object.entries(all).flatMap(([name, value]) =>
          [value].flat().map((one): [string, string] => [name, one]),
        ),
      )
      return request('POST', action, sent.toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      })
    },
  }

  async function request(
    method: 'GET' | 'POST',
    path: string,
    payload: string | undefined,
    headers: Record<string, string>,
  ): Promise<Shown> {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      method,
      url: path,
      headers: {
        host: new URL(origin).host,
        'user-agent': 'A browser',
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const line of [response.headers['set-cookie'] ?? []].flat()) keep(browser, line)
    const { location } = response.headers
    const isForeign = location !== undefined && new URL(location, origin).origin !== origin
    if (response.statusCode === 303 && location !== undefined && !isForeign) {
      return request('GET', location, undefined, {})
    }
    const shown = isForeign ? location : path
    browser.page = {
      status: response.statusCode,
      path: shown,
      text: response.body,
      headers: response.headers,
    }
    return browser.page
  }
  return browser
}

function keep({ cookies, setCookies }: FormBrowser, line: string): void {
  setCookies.push(line)
  const [name, value] = line.split(';', 1)[0]!.split('=', 2) as [string, string]
  if (/; *Max-Age=0(;|$)/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}

function hiddenFields(page: string, action: string): Record<string, string> {
  const form = page.split('<form ').find((text) => text.includes(`action="${action}"`))
  if (form === undefined)
    throw new Error(`the page has no form for ${action}:\n${page.slice(page.indexOf('<main'))}`)
  const inputs = form
    .split('</form>', 1)[0]!
    .matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, unescapeHtml(value!)]))
}

/** The text of an element by its id. */
export function textOf(page: Shown, id: string): string {
  const found = page.text.match(new RegExp(`<(\\w+)[^>]* id="${id}"[^>]*>([^]*?)</\\1>`))
  if (found === null) throw new Error(`the page has no #${id}:\n${page.text}`)
  return unescapeHtml(found[2]!)
}

const unescapeHtml = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
