import type { Capabilities } from '../access/capabilities.ts'

/** What a connection may do, as sentences for whoever decides about it. */
export function inPlainWords({
  content,
  comments,
  user_info,
  permissions,
  administer,
}: Capabilities): string[] {
  const words = [
    content.includes('read') && 'Read the pages and databases that are shared with it',
    content.includes('update') && 'Change the pages and databases that are shared with it',
    content.includes('insert') && 'Add pages and content below what is shared with it',
    comments.includes('read') && 'Read comments on what is shared with it',
    comments.includes('insert') && 'Write comments on what is shared with it',
    user_info === 'no_email' && 'See the names and pictures of the people in the workspace',
    user_info === 'email' && 'See the names, pictures and e-mail addresses of the people in the workspace',
    permissions === 'read' && 'See who has access to what is shared with it',
    permissions === 'write' && 'See and change who has access to what is shared with it',
    administer && 'Administer the workspace as an owner does',
  ]
  return words.filter((word) => word !== false)
}
