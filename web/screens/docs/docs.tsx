import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../ui/loading.tsx'
import { SideFrame } from '../../ui/side-frame.tsx'
import classes from './docs.module.css'
import { DocsSide } from './docs-side.tsx'

/** The developers' documentation: its pages at the side, and the one that is read. */
export const Docs = () => (
  <div className={classes.docs}>
    <SideFrame name="Documentation" listLabel="Pages and search" side={<DocsSide />}>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </SideFrame>
  </div>
)
