/** What a formula, or a part of it, gives. `any` is a value whose type is only known when it is there. */
export type FormulaType =
  | { readonly kind: 'text' | 'number' | 'checkbox' | 'date' | 'person' | 'empty' | 'any' }
  | { readonly kind: 'page'; readonly dataSourceId: string }
  | { readonly kind: 'list'; readonly of: FormulaType }
