import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** What the server refuses it refuses again; what did not reach it may pass. */
const mayPass = (error: Error): boolean => !(error instanceof ApiError) || error.status >= 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Live changes say what is out of date (live.ts).
      staleTime: 60_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
    },
  },
})
