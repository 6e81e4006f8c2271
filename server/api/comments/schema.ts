import { Type } from 'typebox'
import { BlockParent, PageParent } from '#shared/objects/parent-request.ts'
import { RichTextItemRequest } from '#shared/rich-text/request.ts'
import { Nullable, OptionalTag, StrictObject, Text, Uuid } from '#shared/validation/schemas.ts'

const text = { rich_text: Type.Array(RichTextItemRequest, { minItems: 1, maxItems: 100 }) }
const markdown = { markdown: Type.String({ minLength: 1 }) }

const attachments = Type.Array(StrictObject({ file_upload_id: Uuid, type: OptionalTag('file_upload') }), {
  maxItems: 3,
})

const more = {
  display_name: Type.Optional(
    Type.Union([
      StrictObject({ type: Type.Literal('integration') }),
      StrictObject({ type: Type.Literal('user') }),
      StrictObject({ type: Type.Literal('custom'), custom: StrictObject({ name: Text(2000) }) }),
    ]),
  ),
  attachments: Type.Optional(attachments),
}

const parent = { parent: Type.Union([PageParent, BlockParent]) }
const discussion = { discussion_id: Uuid }

/** A parent or a discussion, with rich text or markdown. */
export const CreateCommentBody = Type.Union([
  StrictObject({ ...parent, ...text, ...more }),
  StrictObject({ ...parent, ...markdown, ...more }),
  StrictObject({ ...discussion, ...text, ...more }),
  StrictObject({ ...discussion, ...markdown, ...more }),
])

export const UpdateCommentBody = Type.Union([StrictObject(text), StrictObject(markdown)])

export const CommentParams = StrictObject({ comment_id: Uuid })

/** Unlike other lists, this one refuses a page size of 0. */
export const CommentsQuery = StrictObject({
  block_id: Uuid,
  start_cursor: Type.Optional(Nullable(Type.String())),
  page_size: Type.Optional(Type.Number({ minimum: 1, maximum: 100 })),
})
