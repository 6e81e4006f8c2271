import type { GroupMember, ProvisionedGroup } from '#server/domain/directory/group.ts'
import type { Resource } from '../attribute.ts'
import { metaOf } from '../meta.ts'
import { GROUP } from '../schemas.ts'

export function presentGroup(group: ProvisionedGroup, baseUrl: string): Resource {
  const { id, name, externalId, members, version } = group
  return {
    schemas: [GROUP],
    id,
    ...(externalId !== null && { externalId }),
    displayName: name,
    ...(members !== null &&
      members.length > 0 && { members: members.map((member) => presentGroupMember(member, baseUrl)) }),
    // A group may be shown without its members, so what it holds cannot be what its tag is made of.
    meta: metaOf('Group', '/Groups', group, [id, version], baseUrl),
  }
}

const presentGroupMember = ({ id, name }: GroupMember, baseUrl: string) => ({
  value: id,
  $ref: `${baseUrl}/scim/v2/Users/${id}`,
  type: 'User',
  ...(name !== null && { display: name }),
})
