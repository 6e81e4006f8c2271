import Type from 'typebox'
import { invalid } from '../problem.ts'
import { printValue } from '../validation/print-value.ts'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import {
  configureOptions,
  findOption,
  type Option,
  OptionColor,
  OptionName,
  OptionRequest,
  optionsOf,
  optionsOfTexts,
  presentOption,
  presentOptionConfig,
} from './options.ts'
import { type ConfigureContext, propertyType } from './property.ts'

interface StatusGroup {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly option_ids: readonly string[]
}

export interface StatusConfig {
  readonly options: readonly Option[]
  readonly groups: readonly StatusGroup[]
}

interface StatusRequest {
  readonly options?: readonly (OptionRequest & { group?: string })[]
  readonly groups?: readonly { id?: string; name: string; color?: string; option_ids?: string[] }[]
}

// What `status: {}` makes.
const defaultGroups = [
  { name: 'To-do', color: 'gray' },
  { name: 'In progress', color: 'blue' },
  { name: 'Complete', color: 'green' },
]
const defaultOptions = [
  { name: 'Not started', color: 'default', group: 'To-do' },
  { name: 'In progress', color: 'blue', group: 'In progress' },
  { name: 'Done', color: 'green', group: 'Complete' },
]

const usualGroups = new Map(defaultOptions.map(({ name, group }) => [name, group]))

const attributes = {
  color: Type.Optional(OptionColor),
  description: Type.Optional(Nullable(Type.String())),
  group: Type.Optional(Type.String()),
}

export const status = propertyType<StatusConfig, string, StatusRequest, OptionRequest | null>({
  type: 'status',
  configRequest: StrictObject({
    options: Type.Optional(
      Type.Array(
        Type.Union([
          StrictObject({ name: OptionName, id: Type.Optional(Type.String()), ...attributes }),
          StrictObject({ id: Type.String(), name: Type.Optional(OptionName), ...attributes }),
        ]),
      ),
    ),
    // What was read may be sent back: the three groups with their options.
    groups: Type.Optional(
      Type.Array(
        StrictObject({
          name: Type.String({ minLength: 1 }),
          id: Type.Optional(Type.String()),
          color: Type.Optional(OptionColor),
          option_ids: Type.Optional(Type.Array(Type.String())),
        }),
      ),
    ),
  }),
  configure,
  presentConfig: ({ options, groups }) => ({
    options: options.map(presentOptionConfig),
    groups: groups.map(({ id, name, color, option_ids }) => ({ id, name, color, option_ids })),
  }),
  valueRequest: Nullable(OptionRequest),
  storeValue(request, { config }) {
    if (!request) return null
    const option = findOption(config.options, request)
    if (!option) {
      const wanted = request.name ?? request.id
      throw invalid(`Invalid status option. Status option "${wanted}" does not exist`)
    }
    return option.id
  },
  presentValue: (value, { options }) => (value === null ? null : presentOption(options, value)),
  plainText: (value, { options }) => options.find(({ id }) => id === value)?.name ?? '',
  fromText(text, write) {
    const { config, newId, addsOptions } = write
    const { ids, options } = optionsOfTexts([text], config.options, newId, addsOptions)
    if (options !== config.options) write.config = addToFirstGroup(options, config)
    return ids[0] ?? null
  },
  isReady: () => true,
})

/** What a page without a status gets: the first of the first group, `Not started` at the beginning. */
export const defaultStatus = ({ options, groups }: StatusConfig): string | null =>
  groups[0]?.option_ids[0] ?? options[0]?.id ?? null

/** Options that came from text begin in the first group. */
function addToFirstGroup(
  options: readonly Option[],
  { options: before, groups }: StatusConfig,
): StatusConfig {
  const added = options.slice(before.length).map(({ id }) => id)
  return {
    options,
    groups: groups.map((group, index) =>
      index ? group : { ...group, option_ids: [...group.option_ids, ...added] },
    ),
  }
}

function configure(request: StatusRequest, previous: object | null, context: ConfigureContext): StatusConfig {
  const { newId, path } = context
  const before = previous && 'groups' in previous ? (previous as StatusConfig) : null
  const known = optionsOf(previous)
  const requested: StatusRequest['options'] =
    request.options ?? (before || known.length ? undefined : defaultOptions)
  const options = configureOptions(requested, known, newId)
  const groups = configureGroups(request.groups, before?.groups ?? newGroups(newId), path)

  const groupOf = (option: Option, index: number) => {
    const { id, group } = requested?.[index] ?? {}
    if (group !== undefined) return groupNamed(groups, group, `${path}.options[${index}].group`)
    return (
      groups.find(({ asked }) => asked?.includes(option.id) || (id !== undefined && asked?.includes(id))) ??
      groups.find(({ option_ids }) => option_ids.includes(option.id)) ??
      groups.find(({ name }) => name === usualGroups.get(option.name)) ??
      groups[0]
    )
  }
  const chosen = options.map(groupOf)
  return {
    options,
    groups: groups.map(({ asked: _, ...group }) => ({
      ...group,
      option_ids: options.filter((_option, index) => chosen[index]?.id === group.id).map(({ id }) => id),
    })),
  }
}

const newGroups = (newId: () => string): StatusGroup[] =>
  defaultGroups.map((group) => ({ id: newId(), ...group, option_ids: [] }))

/** The groups are always these three; a request may rename, colour and fill them. */
function configureGroups(requested: StatusRequest['groups'], groups: readonly StatusGroup[], path: string) {
  const asked = new Map<string, NonNullable<StatusRequest['groups']>[number]>()
  requested?.forEach((request, index) => {
    const known = groups.find(({ id }) => id === request.id)
    const group = known ?? groupNamed(groups, request.name, `${path}.groups[${index}].name`)
    asked.set(group.id, request)
  })
  return groups.map((group) => {
    const request = asked.get(group.id)
    return {
      ...group,
      name: request?.name ?? group.name,
      color: request?.color ?? group.color,
      asked: request?.option_ids,
    }
  })
}

function groupNamed<Group extends StatusGroup>(groups: readonly Group[], name: string, path: string): Group {
  const group = groups.find((candidate) => candidate.name === name)
  if (group) return group
  const names = groups.map((candidate) => `\`${JSON.stringify(candidate.name)}\``)
  const choices = `${names.slice(0, -1).join(', ')}, or ${names.at(-1)}`
  throw invalid(`body failed validation: ${path} should be ${choices}, instead was \`${printValue(name)}\`.`)
}
