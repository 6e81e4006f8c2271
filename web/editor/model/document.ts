/** BlockNote's document, as far as the model writes it: plain data, so that nothing here needs a DOM. */

export interface DocumentBlock {
  readonly id: string
  readonly type: string
  readonly props: Readonly<Record<string, string | number | boolean | undefined>>
  readonly content?: readonly Inline[] | TableContent | undefined
  readonly children: readonly DocumentBlock[]
}

export interface Styles {
  readonly bold?: true
  readonly italic?: true
  readonly strike?: true
  readonly underline?: true
  readonly code?: true
  readonly textColor?: string
  readonly backgroundColor?: string
}

export interface StyledText {
  readonly type: 'text'
  readonly text: string
  readonly styles: Styles
}

export interface Link {
  readonly type: 'link'
  readonly href: string
  readonly content: readonly StyledText[]
}

/** What is in a text and is no text: `mention` is JSON of the API's, `looks` of annotations. */
export interface InlineMention {
  readonly type: 'mention'
  readonly props: {
    readonly mention: string
    readonly text: string
    readonly href: string
    readonly looks: string
  }
  readonly content?: undefined
}

export interface InlineEquation {
  readonly type: 'inlineEquation'
  readonly props: { readonly expression: string; readonly looks: string }
  readonly content?: undefined
}

export type Inline = StyledText | Link | InlineMention | InlineEquation

export interface TableCell {
  readonly type: 'tableCell'
  readonly content: readonly Inline[]
  readonly props: Readonly<Record<string, unknown>>
}

export interface TableContent {
  readonly type: 'tableContent'
  readonly columnWidths: readonly (number | undefined)[]
  readonly headerRows?: number | undefined
  readonly headerCols?: number | undefined
  readonly rows: readonly { readonly cells: readonly (TableCell | readonly Inline[])[] }[]
}
