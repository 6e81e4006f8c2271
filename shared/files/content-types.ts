/** Which files can be uploaded: endings and what they hold (API reference, "Working with files and media"). */

/** The content type of each ending, and others that files of this ending are known under. */
const endings: Readonly<Record<string, readonly string[]>> = {
  aac: ['audio/aac'],
  adts: ['audio/aac'],
  mid: ['audio/midi'],
  midi: ['audio/midi'],
  mp3: ['audio/mpeg'],
  mpga: ['audio/mpeg'],
  m4a: ['audio/mp4', 'audio/x-m4a'],
  m4b: ['audio/mp4', 'audio/x-m4b'],
  oga: ['audio/ogg'],
  ogg: ['audio/ogg', 'application/ogg', 'video/ogg'],
  wav: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  wma: ['audio/x-ms-wma'],

  gif: ['image/gif'],
  heic: ['image/heic'],
  ico: ['image/vnd.microsoft.icon', 'image/x-icon'],
  jpeg: ['image/jpeg', 'image/jpg'],
  jpg: ['image/jpeg', 'image/jpg'],
  png: ['image/png'],
  svg: ['image/svg+xml'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  webp: ['image/webp'],

  amv: ['video/x-amv'],
  asf: ['video/x-ms-asf'],
  avi: ['video/x-msvideo', 'video/avi'],
  f4v: ['video/x-f4v', 'video/mp4'],
  flv: ['video/x-flv'],
  gifv: ['video/mp4'],
  m4v: ['video/mp4', 'video/x-m4v'],
  mkv: ['video/webm', 'video/x-matroska', 'video/matroska'],
  mov: ['video/quicktime'],
  mp4: ['video/mp4', 'audio/mp4'],
  mpeg: ['video/mpeg'],
  qt: ['video/quicktime'],
  webm: ['video/webm', 'audio/webm'],
  wmv: ['video/x-ms-wmv', 'video/x-ms-asf'],

  csv: ['text/csv'],
  doc: ['application/msword'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  dot: ['application/msword'],
  dotx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.template'],
  htm: ['text/html'],
  html: ['text/html'],
  json: ['application/json'],
  md: ['text/markdown', 'text/plain'],
  pdf: ['application/pdf'],
  pot: ['application/vnd.ms-powerpoint'],
  potx: ['application/vnd.openxmlformats-officedocument.presentationml.template'],
  ppa: ['application/vnd.ms-powerpoint'],
  pps: ['application/vnd.ms-powerpoint'],
  ppt: ['application/vnd.ms-powerpoint'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  txt: ['text/plain'],
  xla: ['application/vnd.ms-excel'],
  xls: ['application/vnd.ms-excel'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  xlt: ['application/vnd.ms-excel'],
  xltx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.template'],
}

/** What a filename ends with, in small letters and without the dot; undefined when it ends with nothing known. */
export function endingOf(filename: string): string | undefined {
  const ending = /[^.]\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase()
  return ending !== undefined && Object.hasOwn(endings, ending) ? ending : undefined
}

/** The content type of files of a name; undefined when its ending is not supported. */
export function contentTypeOf(filename: string): string | undefined {
  const ending = endingOf(filename)
  return ending && endings[ending]![0]
}

/** Whether a file of a name may hold that type. */
export function canHold(filename: string, contentType: string): boolean {
  const ending = endingOf(filename)
  return ending !== undefined && endings[ending]!.includes(contentType)
}

/** The ending that files of a type have; undefined when no file that can be uploaded is of that type. */
export const endingFor = (contentType: string): string | undefined =>
  Object.keys(endings).find((ending) => endings[ending]![0] === contentType) ??
  Object.keys(endings).find((ending) => endings[ending]!.includes(contentType))

/** A content type without its parameters, in small letters. */
export const baseType = (contentType: string): string => contentType.split(';')[0]!.trim().toLowerCase()

/** What kind of file somebody attached to a comment (API reference, "Comment attachment"). */
export function categoryOf(contentType: string): 'audio' | 'image' | 'pdf' | 'productivity' | 'video' {
  const [kind] = contentType.split('/')
  if (contentType === 'application/pdf') return 'pdf'
  return kind === 'audio' || kind === 'image' || kind === 'video' ? kind : 'productivity'
}
