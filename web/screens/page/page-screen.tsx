import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Loading } from '../../ui/loading.tsx'

const PageEditor = lazy(() =>
  import('../../editor/view/page-editor.tsx').then(({ PageEditor }) => ({ default: PageEditor })),
)

export function PageScreen() {
  const { name } = useParams({ from: '/shell/$name' })
  return (
    <Suspense fallback={<Loading />}>
      <PageEditor pageId={name.slice(-32)} mayEdit />
    </Suspense>
  )
}
