/** The properties of a view: which it shows, in which order, and how wide. */
import { inOrder, type Property, rawId } from '../../data/properties.ts'
import type { View, ViewProperty } from '../../data/view.ts'

export interface Column {
  property: Property
  isShown: boolean
  /** What else the view says of it. */
  looks: Omit<ViewProperty, 'property_id' | 'visible'>
}

/** Pixels that a column has when nobody made it wider or narrower. */
const widths: Readonly<Record<string, number>> = { title: 280, rich_text: 240, checkbox: 110, number: 130 }
const USUAL_WIDTH = 180
export const NARROWEST = 60

export const widthOf = ({ property, looks }: Column): number =>
  Math.max(looks.width ?? widths[property.type] ?? USUAL_WIDTH, NARROWEST)

/**
 * Every property of a data source in the order of a view, those that it does not list last and hidden. A view that lists
 * none shows all. The title is first and always shown: it is what a row is called.
 */
export function columnsOf(
  view: Pick<View, 'configuration'>,
  source: { properties: Readonly<Record<string, Property>> },
): Column[] {
  const listed = view.configuration?.properties ?? []
  const showsAll = listed.length === 0
  const properties = inOrder(source.properties)
  const known = new Map(properties.map((property) => [rawId(property), property]))
  const columns: Column[] = []
  for (const { property_id, visible = true, ...looks } of listed) {
    const property = known.get(property_id)
    if (property === undefined) continue
    known.delete(property_id)
    columns.push({ property, isShown: visible || property.type === 'title', looks })
  }
  for (const property of known.values()) {
    columns.push({ property, isShown: showsAll || property.type === 'title', looks: {} })
  }
  const isTitle = ({ property }: Column) => property.type === 'title'
  return [...columns.filter(isTitle), ...columns.filter((column) => !isTitle(column))]
}

/** As a view keeps them. */
export const listed = (columns: readonly Column[]): ViewProperty[] =>
  columns.map(({ property, isShown, looks }) => ({
    property_id: rawId(property),
    visible: isShown,
    ...looks,
  }))

/** The columns with one of them before another, or last. The title keeps its place. */
export function moveColumn(columns: readonly Column[], id: string, beforeId: string | null): Column[] {
  const moved = columns.find(({ property }) => property.id === id)
  if (moved === undefined || moved.property.type === 'title') return [...columns]
  const others = columns.filter((column) => column !== moved)
  const place = others.findIndex(({ property }) => property.id === beforeId)
  return others.toSpliced(place === -1 ? others.length : Math.max(place, 1), 0, moved)
}
