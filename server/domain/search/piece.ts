/** What a text of the search is made of: the title, and whatever else of a page or database people read. */
export type PieceKind = 'title' | 'description' | 'property' | 'block' | 'comment'

export interface Piece {
  kind: PieceKind
  /** Of the block, the comment or, raw, the property; empty for a title or description. */
  id: string
  text: string
}

/** As the store keeps them: names of members in every piece would be as long as the texts of rows. */
export const packPieces = (pieces: readonly Piece[]): string =>
  JSON.stringify(pieces.map(({ kind, id, text }) => [kind, id, text]))

export const unpackPieces = (packed: string): Piece[] =>
  (JSON.parse(packed) as [PieceKind, string, string][]).map(([kind, id, text]) => ({ kind, id, text }))
