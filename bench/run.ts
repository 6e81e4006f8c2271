/**
 * Measures the rows of docs/performance.md. Each row loads its data through the public API, then compares
 * Octavo with a plain server of the same bytes in the same run.
 *
 * `npm run bench`, or `npm run bench -- page children` for some rows.
 */
import { rows } from './rows.ts'

const asked = process.argv.slice(2)
const chosen = asked.length === 0 ? rows : rows.filter((row) => asked.includes(row.name))
console.log(
  '| Work | Octavo | Plain or base | Ratio | Floor | p50 ms | p99 ms |\n|---|--:|--:|--:|--:|--:|--:|',
)
for (const { measure } of chosen) console.log(`| ${(await measure()).join(' | ')} |`)
