import { Modal, Tabs } from '@mantine/core'
import { Catalogue } from './catalogue.tsx'
import { NewConnection } from './new-connection.tsx'

/** One from the catalogue, or one of one's own. */
export const AddConnection = ({ onClose }: { onClose: () => void }) => (
  <Modal opened onClose={onClose} title="Add connection" size="lg">
    <Tabs defaultValue="catalogue" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="catalogue">From the catalogue</Tabs.Tab>
        <Tabs.Tab value="new">New internal connection</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="catalogue">
        <Catalogue />
      </Tabs.Panel>
      <Tabs.Panel value="new">
        <NewConnection onDone={onClose} />
      </Tabs.Panel>
    </Tabs>
  </Modal>
)
