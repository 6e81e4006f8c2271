import { useQuery } from '@tanstack/react-query'
import { type DataSource, dataSourceQuery } from '../../../data/databases.ts'
import type { Property, RelationConfig, RollupConfig } from '../../../data/properties.ts'

/** The property that a rollup gathers; undefined for all others, and until it is known. */
export function useRolledUp(source: DataSource, property: Property | undefined): Property | undefined {
  const config = property?.rollup as RollupConfig | undefined
  const relation = config && source.properties[config.relation_property_name]
  const targetId = (relation?.relation as RelationConfig | undefined)?.data_source_id
  const { data } = useQuery({ ...dataSourceQuery(targetId ?? ''), enabled: targetId !== undefined })
  return config && data?.properties[config.rollup_property_name]
}
