import { SaxesParser } from 'saxes'

/** An element, with what stands in it. Names are without their prefixes. */
export interface XmlElement {
  namespace: string
  name: string
  /** By their names as they are written. */
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  /** The text that stands in it directly. */
  text: string
}

export type XmlFlaw = 'malformed' | 'dtd' | 'processing_instruction' | 'comment' | 'too_deep'

/** What is no XML, or holds what only an attack, or nobody, sends. */
export class UnreadableXml extends Error {
  readonly flaw: XmlFlaw

  constructor(flaw: XmlFlaw, message: string) {
    super(message)
    this.flaw = flaw
  }
}

/** An element in an element in an element…, that often. */
const DEEPEST = 64

/**
 * Reads XML whole, or not at all: well-formed, with namespaces, and without a document type (so no entities of its
 * own). Processing instructions are refused; comments too, unless they are let be.
 *
 * @throws `UnreadableXml`
 */
export function parseXml(text: string, { comments }: { comments: 'refused' | 'ignored' }): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const above: XmlElement[] = []
  let root: XmlElement | null = null
  const refuse = (flaw: XmlFlaw, what: string): never => {
    throw new UnreadableXml(flaw, what)
  }
  parser.on('error', ({ message }) => refuse('malformed', `it is not well-formed XML: ${message}`))
  parser.on('doctype', () => refuse('dtd', 'it has a document type (DTD)'))
  parser.on('processinginstruction', () =>
    refuse('processing_instruction', 'it has a processing instruction'),
  )
  parser.on('comment', () => comments === 'ignored' || refuse('comment', 'it has a comment'))
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (above.length >= DEEPEST) refuse('too_deep', 'its elements stand too deep in each other')
    const element: XmlElement = {
      namespace: uri,
      name: local,
      attributes: new Map(Object.values(attributes).map(({ name, value }) => [name, value])),
      children: [],
      text: '',
    }
    above.at(-1)?.children.push(element)
    root ??= element
    above.push(element)
  })
  parser.on('closetag', () => above.pop())
  const addText = (more: string) => {
    const element = above.at(-1)
    if (element !== undefined) element.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  return root ?? refuse('malformed', 'it is empty')
}

/** The children of this name. */
export const childrenOf = (
  { children }: XmlElement,
  namespace: string,
  name: string,
): readonly XmlElement[] => children.filter((one) => one.namespace === namespace && one.name === name)

/** An element and all that stands in it. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* everyElement(child)
}

export const ns = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const
