import type { Span } from './formula-problem.ts'

/** A formula as it was written, before anything is known of its names. */
export type Node =
  | NumberNode
  | TextNode
  | CheckboxNode
  | ListNode
  | NameNode
  | PropertyNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | CallNode

/** What every part has. */
export interface Placed extends Span {
  /** How deep the tree is from here on: 1 for a leaf. */
  readonly depth: number
  /** Comments that stood before it, without their marks. */
  readonly comments: readonly string[]
}

interface NumberNode extends Placed {
  readonly kind: 'number'
  readonly value: number
}

interface TextNode extends Placed {
  readonly kind: 'text'
  readonly value: string
}

interface CheckboxNode extends Placed {
  readonly kind: 'checkbox'
  readonly value: boolean
}

interface ListNode extends Placed {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

/** A variable, `current`, `index` or a constant. */
export interface NameNode extends Placed {
  readonly kind: 'name'
  readonly name: string
}

/** A property of the page itself, or of the page that `of` gives. */
export interface PropertyNode extends Placed {
  readonly kind: 'property'
  readonly of: Node | null
  readonly key: PropertyKey
}

/** A property as people name it, or by its raw id, which no renaming changes. */
export type PropertyKey =
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'id'; readonly id: string; readonly dataSourceId: string }

export type UnaryOperator = '-' | '+' | 'not'

interface UnaryNode extends Placed {
  readonly kind: 'unary'
  readonly operator: UnaryOperator
  readonly operand: Node
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'and'
  | 'or'

interface BinaryNode extends Placed {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Node
  readonly right: Node
}

interface ConditionalNode extends Placed {
  readonly kind: 'conditional'
  readonly condition: Node
  readonly then: Node
  readonly otherwise: Node
}

export interface CallNode extends Placed {
  readonly kind: 'call'
  readonly name: string
  /** Where the name stands. */
  readonly at: Span
  /** With what stands before the point, if it is written so. */
  readonly operands: readonly Node[]
  readonly isMethod: boolean
}

/** A whole formula. */
export interface Tree {
  readonly root: Node
  /** Comments after its last part. */
  readonly comments: readonly string[]
}
