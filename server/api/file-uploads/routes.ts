import type { Static } from 'typebox'
import { uploadFor } from '#server/domain/access/file-uploads.ts'
import { createUpload, type NewUpload } from '#server/domain/files/create.ts'
import { listUploads } from '#server/domain/files/list.ts'
import { completeUpload, keepPart, letGoOfPart, sendPart } from '#server/domain/files/send.ts'
import { readFileForm } from '#server/http/multipart.ts'
import { pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import { presentFileUpload } from './present.ts'
import { CreateFileUploadBody, FileUploadParams, FileUploadsQuery, SendFileUploadForm } from './schema.ts'

export const fileUploadRoutes = [
  route({
    method: 'POST',
    url: '/v1/file_uploads',
    summary: 'Announces a file that is to be sent, or fetched from elsewhere.',
    needs: 'insert_or_update_content',
    body: CreateFileUploadBody,
    allow: () => null,
    handle: (context, { body }) => createUpload(context, readNew(body)),
    present: presentFileUpload,
  }),
  route({
    method: 'GET',
    url: '/v1/file_uploads',
    summary: 'The caller’s own file uploads, newest first.',
    needs: 'insert_or_update_content',
    reads: true,
    query: FileUploadsQuery,
    allow: () => null,
    handle: async (context, { query }) => {
      const size = pageSize(query.page_size)
      const from = query.start_cursor === undefined ? null : toUuid(query.start_cursor)
      return slice(await listUploads(context, query.status ?? null, from, size + 1), size, ({ id }) => id)
    },
    present: ({ results, nextCursor }, resolved) =>
      presentList(
        'file_upload',
        results.map((upload) => presentFileUpload(upload, resolved)),
        nextCursor,
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/file_uploads/:file_upload_id',
    summary: 'One file upload of the caller’s own.',
    needs: 'insert_or_update_content',
    reads: true,
    params: FileUploadParams,
    allow: (context, { params }) => uploadFor(context, params.file_upload_id),
    handle: (_context, _request, upload) => upload,
    present: presentFileUpload,
  }),
  route({
    method: 'POST',
    url: '/v1/file_uploads/:file_upload_id/send',
    summary: 'Sends the bytes of a file, or of a part of it, as multipart/form-data.',
    needs: 'insert_or_update_content',
    params: FileUploadParams,
    body: SendFileUploadForm,
    receive: async (context, { params }, incoming) => {
      const upload = await uploadFor(context, params.file_upload_id)
      const { fields, file } = await readFileForm(
        incoming,
        ['part_number'],
        async (bytes, info) => ({ ...(await keepPart(context, upload, bytes)), ...info }),
        (kept) => letGoOfPart(context, kept),
      )
      return { ...file, partNumber: fields.get('part_number') }
    },
    discard: letGoOfPart,
    allow: (context, { params }) => uploadFor(context, params.file_upload_id),
    handle: async (context, { params, body }, upload) => {
      await sendPart(context, upload, body)
      return uploadFor(context, params.file_upload_id)
    },
    present: presentFileUpload,
  }),
  route({
    method: 'POST',
    url: '/v1/file_uploads/:file_upload_id/complete',
    summary: 'Makes a file of the parts that were sent.',
    needs: 'insert_or_update_content',
    params: FileUploadParams,
    allow: (context, { params }) => uploadFor(context, params.file_upload_id),
    handle: async (context, { params }, upload) => {
      await completeUpload(context, upload)
      return uploadFor(context, params.file_upload_id)
    },
    present: presentFileUpload,
  }),
]

/** Which keys go together depends on the mode. */
function readNew(body: Static<typeof CreateFileUploadBody>): NewUpload {
  const { mode = 'single_part', filename = null, content_type: contentType = null } = body
  const wanted = {
    filename: mode !== 'single_part',
    number_of_parts: mode === 'multi_part',
    external_url: mode === 'external_url',
  }
  for (const [key, isWanted] of Object.entries(wanted)) {
    const value = body[key as keyof typeof wanted]
    if (isWanted && value === undefined) throw shouldBe(key, 'defined', value)
    if (!isWanted && key !== 'filename' && value !== undefined) {
      throw shouldBe(key, `not present with the mode \`${mode}\``, value)
    }
  }
  const named = { filename, contentType }
  switch (mode) {
    case 'single_part':
      return { mode, ...named }
    case 'multi_part':
      return { mode, ...named, numberOfParts: body.number_of_parts! }
    case 'external_url':
      return { mode, ...named, externalUrl: body.external_url! }
  }
}

const shouldBe = (key: string, expected: string, value: unknown) =>
  invalid(
    `body failed validation: body.${key} should be ${expected}, instead was \`${JSON.stringify(value) ?? 'undefined'}\`.`,
  )
