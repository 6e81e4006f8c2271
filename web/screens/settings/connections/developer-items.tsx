import { Menu } from '@mantine/core'
import { IconExternalLink, IconLifebuoy } from '@tabler/icons-react'
import type { Connection } from '../../../data/connections.ts'

/** In the ••• of a connection: where its developer is found, as far as they said. */
export const developerItems = ({
  website_url,
  support_url,
}: Pick<Connection, 'website_url' | 'support_url'>) => (
  <>
    {website_url && (
      <Menu.Item
        component="a"
        href={website_url}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconExternalLink size={16} />}
      >
        Visit developer’s website
      </Menu.Item>
    )}
    {support_url && (
      <Menu.Item
        component="a"
        href={support_url}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconLifebuoy size={16} />}
      >
        Contact developer’s support
      </Menu.Item>
    )}
  </>
)
