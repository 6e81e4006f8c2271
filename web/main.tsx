import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import './ui/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './data/query-client.ts'
import { router } from './router.tsx'
import { Interruptions } from './ui/interruptions.tsx'
import { nonce } from './ui/nonce.ts'
import { Notices } from './ui/notices.tsx'
import { isProofWindow } from './ui/proof-window.ts'
import { theme, variables } from './ui/theme.ts'

if (!isProofWindow())
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Notices />
          <Interruptions />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
