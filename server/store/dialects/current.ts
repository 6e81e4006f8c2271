/** The dialect files export the same names; this picks between them where a query needs one. */
import * as postgres from './postgres.ts'
import * as sqlite from './sqlite.ts'

export const dialects = { sqlite, postgres }
