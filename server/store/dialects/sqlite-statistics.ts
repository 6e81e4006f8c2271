/**
 * What SQLite is told of its tables, so that it chooses indexes as in a large store. Told nothing, it thinks that the first
 * column of any index finds ten rows; here that column is `workspace_id`, and it would walk a whole workspace for each
 * row of a join. Statistics gathered by `analyze` would differ from store to store, and so would what is fast.
 */
import type { Db } from './dialect.ts'

const ROWS = 1_000_000

/** Columns that many rows have the same value in: each leaves one row of ten. */
const BROAD = new Set(['workspace_id', 'source', 'data_source_id', 'property_id', 'access_id', 'type'])

/** What SQLite assumes by itself of the first columns of an index: how many rows have the same values in them. */
const TELLING = [10, 9, 8, 7, 6]

/** Writes the statistics down unless they are as they should be; other handles read them with the changed schema. */
export async function keepStatistics(db: Db): Promise<void> {
  const wanted = await statisticsOf(db)
  const [known] = await db.run("select 1 from sqlite_schema where name = 'sqlite_stat1'", [])
  const kept = known
    ? await db.run<Statistic>('select tbl, idx, stat from sqlite_stat1 order by tbl, idx', [])
    : []
  if (JSON.stringify(kept) === JSON.stringify(wanted)) return
  if (known) await db.run('drop table sqlite_stat1', [])
  // Nothing else makes the table; this one is small.
  await db.run('analyze migrations', [])
  await db.run('delete from sqlite_stat1', [])
  for (const { tbl, idx, stat } of wanted) {
    await db.run('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)', [tbl, idx, stat])
  }
  await db.run('analyze sqlite_schema', [])
}

/** A row of `sqlite_stat1` (https://sqlite.org/fileformat2.html#stat1tab). */
interface Statistic {
  tbl: string
  idx: string
  stat: string
}

/** Of each index that begins with the workspace. */
async function statisticsOf(db: Db): Promise<Statistic[]> {
  const columns = await db.run<{ tbl: string; idx: string; unique: number; partial: number; name: string }>(
    `select t.name as tbl, i.name as idx, i."unique" as "unique", i.partial as partial, c.name as name
      from sqlite_schema as t, pragma_index_list(t.name) as i, pragma_index_info(i.name) as c
      where t.type = 'table' order by t.name, i.name, c.seqno`,
    [],
  )
  return [...Map.groupBy(columns, ({ idx }) => idx).values()]
    .filter(([first]) => first!.name === 'workspace_id')
    .map((index) => {
      const { tbl, idx, unique, partial } = index[0]!
      const rows = partial === 1 ? ROWS / 10 : ROWS
      const alike = rowsAlike(
        rows,
        index.map(({ name }) => name),
      )
      if (unique === 1) alike[alike.length - 1] = 1
      return { tbl, idx, stat: [rows, ...alike].join(' ') }
    })
}

/** How many of an index's rows are alike in the first column, in the first two, and so on. */
function rowsAlike(all: number, columns: readonly string[]): number[] {
  let [rows, telling] = [all, 0]
  return columns.map((name) => {
    if (!BROAD.has(name)) telling++
    rows = telling === 0 ? rows / 10 : Math.min(rows, TELLING[telling - 1] ?? TELLING.at(-1)!)
    return rows
  })
}
