import { plainText } from '../rich-text/plain-text.ts'
import { presentRichText } from '../rich-text/present.ts'
import { collectRichTextReferences, hasReferences } from '../rich-text/references.ts'
import { RichTextRequest } from '../rich-text/request.ts'
import { storeRichText } from '../rich-text/store.ts'
import { namedMention, type StoredRichText } from '../rich-text/stored.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

// A page object shows that many pages and people; the property item endpoint has all.
const shownMentions = 25
// The longest run that a client may send back.
const longestRun = 2000

/** A type whose value is rich text. */
export const textRuns = (type: string) =>
  propertyType<object, readonly StoredRichText[], unknown, RichTextRequest, StoredRichText>({
    type,
    ...noConfiguration,
    valueRequest: RichTextRequest,
    storeValue(request) {
      const runs = storeRichText(request)
      return runs.length ? runs : null
    },
    presentValue: (value, _config, { resolved, isWhole }) =>
      presentRichText(isWhole ? (value ?? []) : withFewMentions(value ?? []), resolved),
    presentItem: (run, { resolved }) => presentRichText([run], resolved)[0],
    plainText: (value, _config, { resolved }) => plainText(value ?? [], resolved),
    fromText: (text) => storeRichText(pieces(text).map((content) => ({ text: { content } }))),
    isReady: (value) => !hasReferences(value ?? []),
    collectReferences: (value, _meta, references) => collectRichTextReferences(value ?? [], references),
  })

function withFewMentions(runs: readonly StoredRichText[]): readonly StoredRichText[] {
  if (runs.length <= shownMentions) return runs
  let mentions = 0
  return runs.filter((run) => {
    const type = namedMention(run)?.type
    if (type === 'user' || type === 'page') mentions++
    else return true
    return mentions <= shownMentions
  })
}

function pieces(text: string): string[] {
  const found: string[] = []
  for (let from = 0; from < text.length; ) {
    const to = from + longestRun
    // A pair of surrogates stays together.
    const end = to < text.length && /[\ud800-\udbff]/.test(text[to - 1]!) ? to - 1 : to
    found.push(text.slice(from, end))
    from = end
  }
  return found
}
