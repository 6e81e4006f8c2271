import { NativeSelect } from '@mantine/core'
import type { DataSource } from '../../../data/databases.ts'
import type { Property } from '../../../data/properties.ts'
import { type DraftCondition, firstOperand, pathsOf } from './draft.ts'
import { OperandField } from './operand-field.tsx'
import { operatorsOf } from './operators.ts'
import { useRolledUp } from './use-rolled-up.ts'

/** What some ways of asking are called, by the key that tells them apart. */
const ways: Readonly<Record<string, string>> = {
  string: 'as text',
  number: 'as a number',
  checkbox: 'as a checkbox',
  date: 'as a date',
  any: 'any of them',
  every: 'each of them',
  none: 'none of them',
}

interface Props {
  source: DataSource
  property: Property
  condition: DraftCondition
  onChange: (condition: DraftCondition) => void
}

/** How a property is compared, and with what. */
export function ConditionFields({ source, property, condition, onChange }: Props) {
  const rolledUp = useRolledUp(source, property)
  const paths = pathsOf(property, rolledUp)
  const key = condition.path.at(-1)!
  const operators = operatorsOf(key)
  const operator = operators.find(({ name }) => name === condition.operator)
  const changePath = (path: string[]) => {
    const [first] = operatorsOf(path.at(-1)!)
    const isSame = path.at(-1) === key
    onChange({
      ...condition,
      path,
      ...(isSame ? {} : { operator: first!.name, operand: firstOperand(first!.operand) }),
    })
  }
  const changeOperator = (name: string) => {
    const next = operators.find((one) => one.name === name)!
    const operand = next.operand === operator?.operand ? condition.operand : firstOperand(next.operand)
    onChange({ ...condition, operator: name, operand })
  }
  return (
    <>
      {paths.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={`How ${property.name} is read`}
          data={paths.map((path) => ({ value: path.join('.'), label: ways[path[1]!]! }))}
          value={condition.path.join('.')}
          onChange={({ currentTarget }) => changePath(currentTarget.value.split('.'))}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label={`Condition on ${property.name}`}
        data={operators.map(({ name, label }) => ({ value: name, label }))}
        value={condition.operator}
        onChange={({ currentTarget }) => changeOperator(currentTarget.value)}
      />
      {operator && operator.operand !== 'nothing' && (
        <OperandField
          kind={operator.operand}
          property={rolledUp ?? property}
          value={condition.operand}
          onChange={(operand) => onChange({ ...condition, operand })}
        />
      )}
    </>
  )
}
