import type { Context } from '#server/domain/context.ts'
import { namedIn } from '#server/domain/markdown/named-in.ts'
import { parseInlineLines } from '#shared/markdown/inline-parse.ts'
import { invalid } from '#shared/problem.ts'
import { RichTextRequest } from '#shared/rich-text/request.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { StrictObject } from '#shared/validation/schemas.ts'
import { validate } from '#shared/validation/validate.ts'

/** The text of a comment, given as rich text or as inline markdown. */
export async function storeText(
  context: Context,
  body: { rich_text: RichTextRequest } | { markdown: string },
): Promise<StoredRichText[]> {
  if ('rich_text' in body) return storeRichText(body.rich_text)
  const parsed = { rich_text: parseInlineLines(body.markdown, await namedIn(context, body.markdown)) }
  if (parsed.rich_text.length === 0) throw invalid('body.markdown should hold text.')
  return storeRichText(
    validate(Parsed, parsed, 'body', { sizes: context.workspace.settings.limits.sizes }).rich_text,
  )
}

const Parsed = StrictObject({ rich_text: RichTextRequest })
