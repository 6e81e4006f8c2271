import { folderStorage } from './disk.ts'
import type { FileStorage } from './file-storage.ts'
import { type BucketPlace, bucketStorage } from './s3.ts'

/** Where `OCTAVO_FILES` says that files lie. */
export type FilesPlace = { folder: string } | BucketPlace

/** Nothing is touched before the first file. */
export const openFileStorage = (place: FilesPlace): FileStorage =>
  'folder' in place ? folderStorage(place.folder) : bucketStorage(place)
