import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Connection, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { CapabilitiesField } from './capabilities-field.tsx'
import { DeleteConnection } from './delete-connection.tsx'
import { MakePublic } from './make-public.tsx'
import { SaveForm } from './save-form.tsx'
import { Secrets } from './secrets.tsx'

/** What it is called, its secret, and what it may do. */
export const Configuration = ({ connection }: { connection: Connection }) => (
  <>
    <Basics connection={connection} />
    {connection.kind === 'internal' && <Secrets connection={connection} />}
    <CapabilitiesOf connection={connection} />
    {connection.kind === 'internal' && <MakePublic connection={connection} />}
    <DeleteConnection connection={connection} />
  </>
)

function Basics({ connection: { id, ...known } }: { connection: Connection }) {
  const session = useSession()
  const [name, setName] = useState(known.name)
  const [description, setDescription] = useState(known.description ?? '')
  const [logo, setLogo] = useState(known.logo_url ?? '')
  const change = {
    ...(name.trim() !== known.name && { name: name.trim() }),
    ...(description !== (known.description ?? '') && { description: description.trim() || null }),
    ...(logo !== (known.logo_url ?? '') && { logo_url: logo.trim() || null }),
  }
  return (
    <SaveForm
      title="Basics"
      isChanged={Object.keys(change).length > 0}
      save={() => hubActs(session).change(id, change)}
    >
      <TextInput
        label="Name"
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label="Description"
        description="People read it where they choose connections."
        autosize
        minRows={2}
        maxLength={2000}
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <TextInput
        label="Icon"
        description="The https address of a picture."
        type="url"
        placeholder="https://"
        value={logo}
        onChange={({ currentTarget }) => setLogo(currentTarget.value)}
      />
    </SaveForm>
  )
}

function CapabilitiesOf({ connection }: { connection: Connection }) {
  const session = useSession()
  const [capabilities, setCapabilities] = useState(connection.capabilities)
  return (
    <SaveForm
      title="Capabilities"
      isChanged={JSON.stringify(capabilities) !== JSON.stringify(inOrder(connection.capabilities))}
      save={() => hubActs(session).change(connection.id, { capabilities })}
      note={
        connection.kind === 'internal'
          ? 'What you save holds from its next request on, on every page it reaches.'
          : 'People who let it in already agreed to what it could do then. They go on with that until they authorise it again; new ones are asked for this.'
      }
    >
      <CapabilitiesField
        value={inOrder(capabilities)}
        onChange={(value) => setCapabilities(inOrder(value))}
      />
    </SaveForm>
  )
}

/** So that the same ones, ticked in another order, are no change. */
const inOrder = (one: Connection['capabilities']): Connection['capabilities'] => ({
  content: (['read', 'update', 'insert'] as const).filter((word) => one.content.includes(word)),
  comments: (['read', 'insert'] as const).filter((word) => one.comments.includes(word)),
  user_info: one.user_info,
  permissions: one.permissions,
  administer: one.administer,
})
