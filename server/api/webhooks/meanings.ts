import { type EventType, eventTypes } from '#server/domain/events/types.ts'
import type { ApiVersion } from '../versions/change.ts'
import { namesAt } from './names.ts'

/** A type that subscriptions may ask for, as whoever builds one reads it. */
export interface Meaning {
  name: string
  description: string
  needs: EventType['needs']
  isAggregated: boolean
}

/** The types of a version with what each tells of, those of one object together. */
export const meaningsAt = (version: ApiVersion): Meaning[] =>
  [...namesAt(version)].map(([name, [first]]) => {
    const { needs, isAggregated }: EventType = eventTypes[first!]
    return { name, description: descriptions[name]!, needs, isAggregated: isAggregated ?? false }
  })

/** Of every type that is told, and of the name that databases have beside it. */
const descriptions: Readonly<Record<string, string>> = {
  'page.created': 'A page was made.',
  'page.deleted': 'A page was put into the trash.',
  'page.undeleted': 'A page came back from the trash.',
  'page.moved': 'A page stands somewhere else.',
  'page.content_updated': 'Blocks of a page came, changed or went.',
  'page.properties_updated': 'Properties, icon or cover of a page changed.',
  'page.locked': 'A page was locked against changes.',
  'page.unlocked': 'A page may be changed again.',
  'page.transcription_block.transcript_deleted': 'The transcript of meeting notes was deleted.',
  'page.permissions_updated': 'Who may see or change a page or database is another.',
  'database.created': 'A database was made.',
  'database.deleted': 'A database was put into the trash.',
  'database.undeleted': 'A database came back from the trash.',
  'database.moved': 'A database stands somewhere else.',
  'database.content_updated': 'What stands in a database changed: its head, its data sources or their rows.',
  'database.schema_updated':
    'The properties of a database changed. Use data_source.schema_updated where there is one.',
  'data_source.created': 'A data source was made.',
  'data_source.deleted': 'A data source was put into the trash.',
  'data_source.undeleted': 'A data source came back from the trash.',
  'data_source.moved': 'A data source stands in another database.',
  'data_source.content_updated': 'Rows of a data source came or went.',
  'data_source.schema_updated': 'Properties of a data source came, changed or went.',
  'comment.created': 'Somebody commented.',
  'comment.updated': 'A comment was changed.',
  'comment.deleted': 'A comment was deleted.',
  'discussion.resolved': 'A discussion of a page was resolved.',
  'discussion.reopened': 'A discussion that was resolved goes on.',
  'file_upload.created': 'An upload was begun.',
  'file_upload.completed': 'An upload arrived whole.',
  'file_upload.expired': 'An upload was given up: nothing used it.',
  'file_upload.upload_failed': 'A file could not be fetched.',
  'view.created': 'A view was made.',
  'view.updated': 'Filters, sorts, name or layout of a view changed.',
  'view.deleted': 'A view was deleted.',
  'user.added': 'Somebody joined the workspace.',
  'user.updated': 'Somebody’s name, photo or e-mail address changed.',
  'user.role_updated': 'Somebody has another role.',
  'user.suspended': 'Somebody was suspended.',
  'user.reactivated': 'Somebody may sign in again.',
  'user.removed': 'Somebody left the workspace.',
  'guest.added': 'A guest was let in.',
  'guest.removed': 'A guest reaches nothing any more.',
  'group.created': 'A group was made.',
  'group.updated': 'A group was renamed.',
  'group.deleted': 'A group was deleted.',
  'group.member_added': 'Somebody is in a group.',
  'group.member_removed': 'Somebody is no longer in a group.',
  'invitation.created': 'Somebody was invited.',
  'invitation.updated': 'An invitation was changed.',
  'invitation.accepted': 'Somebody accepted an invitation.',
  'invitation.cancelled': 'An invitation was taken back.',
  'connection.added': 'A connection was added to the workspace.',
  'connection.removed': 'A connection left the workspace.',
}
