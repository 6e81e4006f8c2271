import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import { invalid } from '#shared/problem.ts'
import { refuseBrokenString } from './body.ts'

/** A body as it comes, unread. */
export interface Incoming {
  headers: IncomingHttpHeaders
  stream: Readable
}

/** What a part says of its file. */
export interface FileInfo {
  /** Null when the part does not name one. */
  filename: string | null
  contentType: string
}

/** Longer than any field that is asked for. */
const MOST_FIELD_BYTES = 1000

/**
 * Reads a form of one file, in the part `file`, and of short text fields (RFC 7578).
 *
 * @param names of the fields that may be there.
 * @param keep is given the file as it comes, and stops it by an error.
 * @param letGo takes back what was kept when the rest of the form is wrong.
 */
export async function readFileForm<T>(
  { headers, stream }: Incoming,
  names: readonly string[],
  keep: (file: Readable, info: FileInfo) => Promise<T>,
  letGo: (kept: T) => Promise<void>,
): Promise<{ fields: ReadonlyMap<string, string>; file: T }> {
  if (!/^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '')) {
    throw invalid('The body should be multipart/form-data, with the file in the part `file`.')
  }
  const fields = new Map<string, string>()
  let kept: Promise<T> | null = null
  let open: Readable | null = null
  await new Promise<void>((resolve, reject) => {
    const form = openForm(headers)
    const stop = (error: Error) => {
      // What still comes is let go, so that the caller hears why.
      stream.unpipe(form)
      stream.resume()
      open?.destroy(error)
      reject(error)
    }
    form.on('field', (name, value, isNameCut, isCut) => {
      if (isNameCut || !names.includes(name)) return stop(notPresent(name, value))
      if (isCut || fields.has(name)) return stop(invalid(`body.${name} should be one short text.`))
      fields.set(name, value)
    })
    form.on('file', (name, file, filename: string | undefined, _encoding, contentType) => {
      // A file that is stopped tells so by `keep`; without a listener it would end the process.
      file.on('error', () => {})
      if (name !== 'file') return stop(notPresent(name, '[file]'))
      if (kept !== null) return stop(invalid('body.file should be one file, instead were several.'))
      open = file
      const wrong = brokenText(filename ?? '')
      if (wrong) return stop(wrong)
      kept = keep(file, { filename: filename || null, contentType })
      kept.catch(stop)
    })
    form.on('error', () => stop(invalid('The body is not well-formed multipart/form-data.')))
    form.on('finish', resolve)
    stream.on('error', () => stop(brokenOff()))
    stream.on('close', () => stream.readableEnded || stop(brokenOff()))
    stream.pipe(form)
  }).catch(async (error) => {
    // Nobody goes on while the file is still being kept.
    await kept?.then(letGo, () => {})
    throw error
  })
  if (kept === null)
    throw invalid('body failed validation: body.file should be defined, instead was `undefined`.')
  return { fields, file: await kept }
}

function openForm(headers: IncomingHttpHeaders) {
  try {
    return new Busboy({
      headers: headers as IncomingHttpHeaders & { 'content-type': string },
      limits: { fieldSize: MOST_FIELD_BYTES, fieldNameSize: 100, headerPairs: 100 },
    })
  } catch {
    throw invalid('The body is not well-formed multipart/form-data.')
  }
}

/** What a store cannot keep is refused rather than changed. */
function brokenText(text: string): Error | null {
  try {
    refuseBrokenString(text, 'body')
    return null
  } catch (error) {
    return error as Error
  }
}

function notPresent(name: string, value: string): Error {
  const wrong = brokenText(name + value)
  if (wrong) return wrong
  return invalid(
    `body failed validation: body.${name} should be not present, instead was \`${JSON.stringify(value.slice(0, 100))}\`.`,
  )
}

const brokenOff = () => invalid('The body broke off before its end.')
