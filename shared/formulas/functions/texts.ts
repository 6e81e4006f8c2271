import type { Frame } from '../frame.ts'
import { boundList, boundText, spendOnText } from '../limits.ts'
import { showList, showValue } from '../show-value.ts'
import { CHECKBOX, listOf, NUMBER, TEXT } from '../type-rules.ts'
import type { FormulaValue } from '../values.ts'
import { anything, list, number, type Operand, type PlainFunction, type Refusal, text } from './definition.ts'

/** Text is counted, cut and filled by UTF-16 units, as JavaScript and Notion do. */
export const textFunctions: readonly PlainFunction[] = [
  {
    name: 'length',
    signatures: [
      { takes: [text], gives: NUMBER, run: (_frame: Frame, value: string) => value.length },
      { takes: [list], gives: NUMBER, run: (_frame: Frame, value: readonly FormulaValue[]) => value.length },
    ],
  },
  {
    name: 'substring',
    signatures: [
      {
        takes: [text, number, number],
        optional: 1,
        gives: TEXT,
        run: (_frame: Frame, value: string, start: number, end?: number) => value.substring(start, end),
      },
    ],
  },
  {
    name: 'contains',
    signatures: [
      { takes: [text, text], gives: CHECKBOX, run: contains },
      {
        takes: [list, anything],
        gives: CHECKBOX,
        shows: true,
        // As for options while several of them were one text.
        run: (frame: Frame, value: readonly FormulaValue[], part: FormulaValue) =>
          contains(frame, showList(value, ', ', frame.reader), showValue(part, frame.reader)),
      },
    ],
  },
  changed('lower', (value) => value.toLowerCase()),
  changed('upper', (value) => value.toUpperCase()),
  changed('trim', (value) => value.trim()),
  {
    name: 'repeat',
    signatures: [
      {
        takes: [text, number],
        gives: TEXT,
        run({ reader }: Frame, value: string, times: number) {
          const count = Math.max(Math.trunc(times), 0)
          if (value === '' || count === 0) return ''
          boundText(reader, value.length * count)
          return value.repeat(count)
        },
      },
    ],
  },
  padded('padStart', (value, length, filling) => value.padStart(length, filling)),
  padded('padEnd', (value, length, filling) => value.padEnd(length, filling)),
  {
    name: 'split',
    signatures: [{ takes: [text, text], gives: listOf(TEXT), run: split }],
  },
  {
    name: 'join',
    signatures: [
      {
        takes: [list, text],
        optional: 1,
        gives: TEXT,
        shows: true,
        run: ({ reader }: Frame, items: readonly FormulaValue[], separator = ', ') =>
          showList(items, separator, reader),
      },
      {
        // As the first formulas of Notion had it: what stands between, and then each part.
        takes: [text, text],
        rest: text,
        isFor: (types) => types[0]!.kind === 'text',
        gives: TEXT,
        run: ({ reader }: Frame, separator: string, ...items: string[]) => showList(items, separator, reader),
      },
    ],
  },
  {
    name: 'format',
    signatures: [
      {
        takes: [anything],
        gives: TEXT,
        shows: true,
        run: ({ reader }: Frame, value: FormulaValue) => showValue(value, reader),
      },
    ],
  },
  // How text looks is not part of its value: these give the text alone.
  {
    name: 'link',
    signatures: [
      {
        takes: [anything, text],
        gives: TEXT,
        shows: true,
        run: ({ reader }: Frame, label: FormulaValue) => showValue(label, reader),
      },
    ],
  },
  {
    name: 'style',
    signatures: [
      {
        takes: [anything, text],
        rest: text,
        gives: TEXT,
        refuse: refuseStyle,
        shows: true,
        run: ({ reader }: Frame, value: FormulaValue) => showValue(value, reader),
      },
    ],
  },
  {
    name: 'unstyle',
    signatures: [
      {
        takes: [anything],
        rest: text,
        gives: TEXT,
        refuse: refuseStyle,
        shows: true,
        run: ({ reader }: Frame, value: FormulaValue) => showValue(value, reader),
      },
    ],
  },
]

function changed(name: string, change: (value: string) => string): PlainFunction {
  return {
    name,
    signatures: [
      {
        takes: [text],
        gives: TEXT,
        run({ reader }: Frame, value: string) {
          const result = change(value)
          // A letter may become three in another case.
          boundText(reader, result.length)
          return result
        },
      },
    ],
  }
}

function padded(
  name: string,
  pad: (value: string, length: number, filling: string) => string,
): PlainFunction {
  const run = ({ reader }: Frame, value: string | number, length: number, filling: string) => {
    const shown = String(value)
    const wanted = Math.trunc(length)
    if (wanted > shown.length && filling !== '') boundText(reader, wanted)
    return pad(shown, wanted, filling)
  }
  return {
    name,
    signatures: [
      { takes: [text, number, text], gives: TEXT, run },
      { takes: [number, number, text], gives: TEXT, run },
    ],
  }
}

function contains({ reader }: Frame, value: string, part: string): boolean {
  // A search that goes badly takes longer than reading.
  spendOnText(reader, 4 * value.length)
  return value.includes(part)
}

/** Without a separator, by letters as people see them. Empty text has no parts. */
function split({ reader }: Frame, value: string, separator: string): readonly string[] {
  if (value === '') return []
  const parts = separator === '' ? Array.from(value) : value.split(separator)
  boundList(reader, parts.length)
  return parts
}

const colors = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red', 'default']
const styles = new Set([
  ...['b', 'u', 'i', 'c', 's'],
  ...colors.flatMap((color) => [color, `${color}_background`]),
])

function refuseStyle(operands: readonly Operand[]): Refusal | null {
  const operand = operands.findIndex(
    ({ literal }, index) => index > 0 && typeof literal === 'string' && !styles.has(literal),
  )
  if (operand < 0) return null
  return { operand, reason: `There is no style "${String(operands[operand]!.literal)}".` }
}
