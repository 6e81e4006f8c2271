import type { Capabilities } from '#server/domain/access/capabilities.ts'

/** What a connection can do and what it cannot, in plain words. */
export function sentencesOf(capabilities: Capabilities): { can: string[]; cannot: string[] } {
  const { content, comments, user_info, permissions } = capabilities
  const all: [boolean, string][] = [
    [content.includes('read'), 'Read the pages and databases that you choose'],
    [content.includes('update'), 'Change the pages that you choose, and move them to the trash'],
    [content.includes('insert'), 'Add content to the pages that you choose, and make new ones'],
    [comments.includes('read'), 'Read comments on the pages that you choose'],
    [comments.includes('insert'), 'Write comments on the pages that you choose'],
    [user_info !== 'none', 'See the names and pictures of the people in this workspace'],
    [user_info === 'email', 'See the e-mail addresses of people in this workspace'],
    [permissions !== 'none', 'See who can reach the pages that you choose'],
    [permissions === 'write', 'Change who can reach the pages that you choose, and invite people to them'],
    [false, 'Reach pages that you do not choose, unless somebody else adds it there'],
    [false, 'Administer the workspace, sign in as you, or learn your password'],
  ]
  const those = (wanted: boolean) => all.filter(([can]) => can === wanted).map(([, sentence]) => sentence)
  return { can: those(true), cannot: those(false) }
}
