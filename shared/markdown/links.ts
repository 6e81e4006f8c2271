import { decode, matchAt } from './tags.ts'

/** `(address)` or `(address "title")` at a place, as it follows a link's text. Titles are left out. */
export function readAddress(text: string, at: number): { url: string; end: number } | undefined {
  if (text[at] !== '(') return undefined
  const start = skipSpace(text, at + 1)
  const address = text[start] === '<' ? inAngles(text, start + 1) : bare(text, start)
  if (!address) return undefined
  const space = skipSpace(text, address.end)
  const title = space > address.end ? matchAt(TITLE, text, space) : null
  const end = title ? skipSpace(text, space + title[0].length) : space
  return text[end] === ')' ? { url: address.url, end: end + 1 } : undefined
}

/** `[^https://example.com]`, a citation. A footnote's mark is none. */
export function readCitation(text: string, at: number): { url: string; end: number } | undefined {
  const found = matchAt(CITATION, text, at)
  return found ? { url: found[1]!, end: at + found[0].length } : undefined
}

const TITLE = /"[^"]*"|'[^']*'/y
const CITATION = /\[\^(https?:\/\/[^\s[\]]+)\]/iy
const ANGLES = /(?:[^<>\\]|\\.)*>/sy
const BARE = /(?:[^\s()\\]|\\.)+/sy
const MAX_PARENTHESES = 32

function inAngles(text: string, start: number): { url: string; end: number } | undefined {
  const found = matchAt(ANGLES, text, start)
  if (!found) return undefined
  return { url: decode(unescaped(found[0].slice(0, -1))), end: start + found[0].length }
}

/** Up to white space or the closing parenthesis; parentheses may stand in it in pairs. */
function bare(text: string, start: number): { url: string; end: number } | undefined {
  let depth = 0
  let end = start
  for (;;) {
    const part = matchAt(BARE, text, end)
    if (part) end += part[0].length
    if (text[end] === '(' && depth < MAX_PARENTHESES) depth++
    else if (text[end] === ')' && depth > 0) depth--
    else break
    end++
  }
  return depth === 0 ? { url: unescaped(text.slice(start, end)), end } : undefined
}

function unescaped(address: string): string {
  return address.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (text[end] === ' ' || text[end] === '\t') end++
  return end
}
