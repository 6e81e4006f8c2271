import { invalid } from '#shared/problem.ts'

/** Nothing is written to what is in the trash; Notion's word for it is still "archived". */
export function refuseInTrash(
  node: { trashRoot: string | null } | { inTrash: boolean; isDatabaseInTrash: boolean },
): void {
  const isInTrash = 'trashRoot' in node ? node.trashRoot !== null : node.inTrash || node.isDatabaseInTrash
  if (isInTrash)
    throw invalid("Can't edit block that is archived. You must unarchive the block before editing.")
}
