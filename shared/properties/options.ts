import Type from 'typebox'
import { invalid } from '../problem.ts'
import { Nullable, OneOf, StrictObject, Text } from '../validation/schemas.ts'

/** An option of a select, multi_select or status property. */
export interface Option {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly description: string | null
}

const colors = [
  'default',
  'gray',
  'brown',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'red',
] as const

export const OptionColor = OneOf(colors)

export const OptionName = Text(100)

const attributes = {
  color: Type.Optional(OptionColor),
  description: Type.Optional(Nullable(Type.String())),
}

/** An option by name or id, in a schema or a value. A value that echoes what was read has both. */
export const OptionRequest = Type.Union([
  StrictObject({ name: OptionName, id: Type.Optional(Type.String()), ...attributes }),
  StrictObject({ id: Type.String(), name: Type.Optional(OptionName), ...attributes }),
])

export interface OptionRequest {
  readonly id?: string
  readonly name?: string
  readonly color?: string
  readonly description?: string | null
}

/** The options that a configuration brings along, whatever its type. */
export function optionsOf(config: object | null): readonly Option[] {
  return config && 'options' in config ? (config.options as readonly Option[]) : []
}

/**
 * The requested list, which replaces the one before. An option that is found there by its id, or by its
 * name, keeps its id and what the request does not mention. Nothing requested: all stay.
 */
export function configureOptions(
  requested: readonly OptionRequest[] | undefined,
  previous: readonly Option[],
  newId: () => string,
): Option[] {
  if (!requested) return [...previous]
  const claimed = new Set(requested.map((request) => request.id))
  const unclaimed = previous.filter((option) => !claimed.has(option.id))
  const ids = new Set<string>()
  const names = new Set<string>()
  return requested.map((request) => {
    const known = optionById(previous, request) ?? optionByName(unclaimed, request)
    const name = request.name ?? known?.name
    if (name === undefined) throw invalid(`Could not find option with id: ${request.id}`)
    refuseComma(name)
    const option = {
      id: known?.id ?? newId(),
      name,
      color: request.color ?? known?.color ?? 'default',
      description: request.description === undefined ? (known?.description ?? null) : request.description,
    }
    if (ids.has(option.id) || names.has(name)) {
      throw invalid(`Option names must be unique: "${name}" is given more than once.`)
    }
    ids.add(option.id)
    names.add(name)
    return option
  })
}

/** The option that a request means. An id that nobody knows does no harm beside a known name. */
export function findOption(options: readonly Option[], request: OptionRequest): Option | undefined {
  return optionById(options, request) ?? optionByName(options, request)
}

/** The option of a page write: a known one, or a new one by its name, and the list it is then in. */
export function useOption(
  options: readonly Option[],
  request: OptionRequest,
  newId: () => string,
): { option: Option; options: readonly Option[] } {
  const known = findOption(options, request)
  if (known) return { option: known, options }
  if (request.name === undefined) {
    throw invalid(`Invalid select option. Select option "${request.id}" does not exist`)
  }
  refuseComma(request.name)
  const option = {
    id: newId(),
    name: request.name,
    color: request.color ?? 'default',
    description: request.description ?? null,
  }
  return { option, options: [...options, option] }
}

/** The options that a text names, made where `add` allows it. A name has no commas, so those become spaces. */
export function optionsOfTexts(
  texts: readonly string[],
  options: readonly Option[],
  newId: () => string,
  add: boolean,
): { ids: string[]; options: readonly Option[] } {
  const ids = new Set<string>()
  let known = options
  for (const text of texts) {
    const name = text.replaceAll(/\s*,\s*/g, ' ').trim()
    if (!name || !(add || optionByName(known, { name }))) continue
    const used = useOption(known, { name }, newId)
    known = used.options
    ids.add(used.option.id)
  }
  return { ids: [...ids], options: known }
}

/** An option as a page shows it. */
export function presentOption(options: readonly Option[], id: string) {
  const option = options.find((candidate) => candidate.id === id)
  return option ? { id: option.id, name: option.name, color: option.color } : null
}

/** An option as a schema shows it. */
export const presentOptionConfig = ({ id, name, color, description }: Option): Option => ({
  id,
  name,
  color,
  description,
})

const optionById = (options: readonly Option[], { id }: OptionRequest) =>
  id === undefined ? undefined : options.find((option) => option.id === id)

const optionByName = (options: readonly Option[], { name }: OptionRequest) =>
  name === undefined ? undefined : options.find((option) => option.name === name)

function refuseComma(name: string): void {
  if (name.includes(',')) throw invalid(`Invalid select option, commas not allowed: ${name}`)
}
