import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { ForOwners } from '../../../ui/for-owners.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'

const Domains = lazyPart(() => import('./domains.tsx'), 'Domains')
const SingleSignOn = lazyPart(() => import('./single-sign-on.tsx'), 'SingleSignOn')
const Provisioning = lazyPart(() => import('./provisioning.tsx'), 'Provisioning')
const SignInRules = lazyPart(() => import('./sign-in-rules.tsx'), 'SignInRules')

export type IdentityTab = 'domains' | 'saml' | 'scim' | 'sign-in'

/** Settings → Identity & provisioning: whose people are ours, how they sign in, and who brings them. */
export function Identity() {
  const [tab, setTab] = useState<IdentityTab>('domains')
  return (
    <>
      <ScreenHead title="Identity & provisioning">
        Which people are yours, how they sign in, and which directory brings them.
      </ScreenHead>
      <ForOwners>
        <Tabs value={tab} onChange={(value) => setTab(value as IdentityTab)} keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="domains">Domains</Tabs.Tab>
            <Tabs.Tab value="saml">Single sign-on</Tabs.Tab>
            <Tabs.Tab value="scim">Provisioning</Tabs.Tab>
            <Tabs.Tab value="sign-in">Sign-in</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="domains">
            <Domains />
          </Tabs.Panel>
          <Tabs.Panel value="saml">
            <SingleSignOn onOpen={setTab} />
          </Tabs.Panel>
          <Tabs.Panel value="scim">
            <Provisioning onOpen={setTab} />
          </Tabs.Panel>
          <Tabs.Panel value="sign-in">
            <SignInRules />
          </Tabs.Panel>
        </Tabs>
      </ForOwners>
    </>
  )
}
